def main():
    a = b = c = [1]
    a[0] = b = 5
    x, y, z = 1, 2, 3
    x, y, z = z, x, y
    l = [0, 0]
    i = 0
    i, l[i] = 1, 9
    x += 1; y -= 2; z *= 3
    x <<= 4; y **= 2; z |= 8
    x >>= 1; y ^= 5; z &= 12
    x //= 3; y %= 7
    return [a, b, c, x, y, z, l, i]
