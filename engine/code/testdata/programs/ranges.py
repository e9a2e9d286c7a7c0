def all(r):
    out = []
    for x in r:
        out.append(x)
    return out
def main():
    return [all(range(5)), all(range(2, 5)), all(range(10, 0, -3)), all(range(0)), all(range(5, 2)), all(range(1, 10, 4)),
            len(range(0, 10, 3)), range(3) == range(0, 3, 1), range(1, 2), range(1, 9, 2)]
