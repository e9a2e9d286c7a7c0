"""S18 in CPython: sums of squares.   python3 squares.py MODEL NUMBERS UPTO WORKERS   prints seconds."""
import asyncio, multiprocessing, sys, threading, time

model, numbers, upto, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
items = [upto + x for x in range(numbers)]


def cpu_bound(number):
    return sum(i * i for i in range(number))


def share(mine):
    for number in mine:
        cpu_bound(number)


def crew(kind):
    every = [kind(target=share, args=(items[i::workers],)) for i in range(workers)]
    for w in every:
        w.start()
    for w in every:
        w.join()


async def tasks():
    async def one(number):
        return cpu_bound(number)
    await asyncio.gather(*(one(n) for n in items))


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    run = {
        "sequential": lambda: share(items),
        "threads": lambda: crew(threading.Thread),
        "processes": lambda: crew(multiprocessing.Process),
        "asyncio": lambda: asyncio.run(tasks()),
    }[model]
    begin = time.perf_counter()
    run()
    print(time.perf_counter() - begin)
