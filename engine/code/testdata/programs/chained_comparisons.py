def f(x, log):
    log.append(x)
    return x
def main():
    log = []
    return [1 < 2 < 3, 1 < 3 < 2, f(3, log) < f(2, log) < f(1, log), 1 == 1 != 2 >= 2 > 0, f(1, log) < f(5, log) <= f(5, log), log]
