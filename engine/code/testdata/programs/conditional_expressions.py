def sign(x):
    return 1 if x > 0 else -1 if x < 0 else 0
def main():
    x = 3 if sign(1) > 5 else (4 if sign(0) else 5)
    return [sign(5), sign(-2 ** 70), sign(0), x, [sign(1) if sign(2) else 0][0]]
