def f(a):
    return a
def main():
    return f(1, 2)
