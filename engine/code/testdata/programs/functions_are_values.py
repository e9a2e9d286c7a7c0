def double(x):
    return 2 * x
def twice(f, x):
    return f(f(x))
def main():
    g = double
    fs = [double, g, abs]
    return [twice(g, 5), fs[1](4), fs[2](-4), g == double, g is double, double == twice]
