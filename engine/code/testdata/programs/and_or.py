def say(x, log):
    log.append(x)
    return x
def main():
    log = []
    a = say(0, log) or say(2, log) and say(3, log) or say(4, log)
    b = say(1, log) and (say(0, log) or say([], log))
    c = 5 if say(0, log) or say(6, log) else 7
    if not (say(1, log) and say(0, log)) and (say(0, log) or not say(0, log)):
        log.append("yes")
    n = 3
    while n and (n > 1 or not n):
        n -= 1
    return [a, b, c, n, log]
