def main():
    return [True + True, -True, ~False, True * 5, True & False, True | 2, True ^ True, True == 1, 2 > True, [10, 20][True],
            sum([True, True]), True << 3, False ** 0, abs(-3), abs(True)]
