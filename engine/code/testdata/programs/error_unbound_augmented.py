x = 1
def f(x):
    return x
def main():
    y += 1
    return y
