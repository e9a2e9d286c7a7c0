def main():
    out = []
    for a in [7, -7, 0, 1, -1, 10 ** 20, -(10 ** 20), 2 ** 127 - 1, -(2 ** 127)]:
        for b in [2, -2, 7, -7, 1, -1, 3 * 10 ** 19, -(3 * 10 ** 19), 2 ** 126, 10 ** 40, -(10 ** 40)]:
            out.append(a // b)
            out.append(a % b)
            if a // b * b + a % b != a:
                return "broken"
    return out
