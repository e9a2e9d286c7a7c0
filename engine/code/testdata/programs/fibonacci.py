def fib(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, a + b
    return a
def main():
    return [fib(10), fib(100), fib(300)]
