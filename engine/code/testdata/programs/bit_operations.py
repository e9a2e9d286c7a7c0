def main():
    out = []
    for a in [0, 1, -1, 12345, -12345, 2 ** 64 - 1, -(2 ** 64), 2 ** 130, -(2 ** 130) + 7]:
        for b in [0, 1, -1, 255, 2 ** 65 + 3, -(2 ** 131)]:
            out.append([a & b, a | b, a ^ b])
        for n in [0, 1, 5, 63, 64, 65, 127, 128, 150]:
            out.append([a << n, a >> n])
    return out
