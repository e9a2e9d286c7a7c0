from concurrent.futures import ThreadPoolExecutor

NUMBERS = 20  #= numbers
UP_TO = 3_000_000  #= upto
WORKERS = 4  #= workers


def cpu_bound(number):
    return sum(i * i for i in range(number))


numbers = [UP_TO + x for x in range(NUMBERS)]
with ThreadPoolExecutor(max_workers=WORKERS) as pool:
    sums = list(pool.map(cpu_bound, numbers))  #@ map
print(sum(sums))
