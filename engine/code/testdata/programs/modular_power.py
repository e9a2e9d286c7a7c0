def power(b, e, m):
    r = 1
    while e > 0:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r
def main():
    return [power(3, 10 ** 30, 10 ** 9 + 7), power(2, 521, 2 ** 127 - 1), power(12345678901234567890, 98765, 2 ** 89 - 1)]
