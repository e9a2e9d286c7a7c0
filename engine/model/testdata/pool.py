"""Dispatch of empty tasks in CPython.   python3 pool.py KIND WORKERS TASKS   prints tasks per second, the median of 5."""
import multiprocessing, statistics, sys, time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

kind, workers, tasks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def nop(x):
    return None


def measure(run):
    rates = []
    for _ in range(5):
        begin = time.perf_counter()
        run()
        rates.append(tasks / (time.perf_counter() - begin))
    print(statistics.median(rates))


if __name__ == "__main__":
    if kind == "pool.map":
        with multiprocessing.get_context("fork").Pool(workers) as p:
            p.map(nop, range(100))
            measure(lambda: p.map(nop, range(tasks), chunksize=1))
    elif kind == "pool.apply":
        with multiprocessing.get_context("fork").Pool(workers) as p:
            p.map(nop, range(100))
            measure(lambda: [p.apply(nop, (1,)) for _ in range(tasks)])
    elif kind == "threads.map":
        with ThreadPoolExecutor(workers) as e:
            list(e.map(nop, range(100)))
            measure(lambda: list(e.map(nop, range(tasks))))
    else:
        sys.exit(2)
