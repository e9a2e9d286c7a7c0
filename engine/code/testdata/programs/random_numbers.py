def main():
    x = 1
    out = []
    for i in range(50):
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        out.append(x >> 33)
    y = 88172645463325252
    for i in range(50):
        y ^= y << 13 & 0xffff_ffff_ffff_ffff
        y ^= y >> 7
        y ^= y << 17 & 0xFFFFFFFFFFFFFFFF
        out.append(y)
    return out
