def main():
    out = []
    for k in [0, 1, 31, 32, 62, 63, 64, 65, 95, 126, 127, 128, 129, 200]:
        x = 2 ** k
        out.append([x, -x, x - 1, x + 1, -x - 1, -x + 1, ~x, x * x, -x * x, (x - 1) * (x + 1)])
        out.append([x << 1, x >> 1, -x >> 1, -x << 3, x >> 200, -x >> 200, x & (x - 1), x | 1, x ^ -1])
    return out
