import multiprocessing

NUMBERS = 20  #= numbers
UP_TO = 3_000_000  #= upto
WORKERS = 4  #= workers


def cpu_bound(number):
    return sum(i * i for i in range(number))


if __name__ == "__main__":
    numbers = [UP_TO + x for x in range(NUMBERS)]
    with multiprocessing.Pool(WORKERS) as pool:
        sums = pool.map(cpu_bound, numbers)  #@ map
    print(sum(sums))
