def f(a, b, c):
    return a
def main():
    return f(1, 2)
