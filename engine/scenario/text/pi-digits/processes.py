import multiprocessing

DIGITS = 2000  #= digits
RUNS = 10  #= runs


def pi_digits(n):
    digits = []
    q = 1
    r = 0
    t = 1
    k = 1
    m = 3
    x = 3
    while len(digits) < n:
        if 4 * q + r - t < m * t:
            digits.append(m)
            last = m
            m = 10 * (3 * q + r) // t - 10 * m
            q = 10 * q
            r = 10 * (r - last * t)
        else:
            m = (q * (7 * k + 2) + r * x) // (t * x)
            r = (2 * q + r) * x
            q = q * k
            t = t * x
            k += 1
            x += 2
    return digits


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=pi_digits, args=(DIGITS,)) for i in range(RUNS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
