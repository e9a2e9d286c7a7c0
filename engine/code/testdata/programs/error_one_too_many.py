def f():
    return 1
def main():
    return f(1)
