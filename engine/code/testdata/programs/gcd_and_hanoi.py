def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
def hanoi(n, a, b, c):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
def main():
    return [gcd(2 ** 100 * 3 ** 50, 6 ** 70), gcd(-12, 18), gcd(0, 0), hanoi(8, 1, 2, 3)]
