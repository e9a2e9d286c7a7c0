def main():
    l = [1, 2, True, 2 ** 100]
    return [sum(l), sum(l, 5), sum([[1], [2]], []), sum(x * x for x in l)]
