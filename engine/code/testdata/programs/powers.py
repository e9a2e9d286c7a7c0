def main():
    out = []
    for a in [0, 1, -1, 2, -2, 3, 10, -7, 2 ** 40]:
        for b in [0, 1, 2, 3, 10, 41, 64]:
            out.append(a ** b)
    return [out, -2 ** 2, 2 ** 3 ** 2, (-2) ** 3, 2 ** 0]
