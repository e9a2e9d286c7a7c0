import multiprocessing
import time

TIMES = 50_000  #= increments
LOCK = False  #= lock
PAUSE = False  #= pause
WORKERS = 2  #= workers


def load():
    return counter.value


def store(n):
    counter.value = n


def add(times):
    for i in range(times):
        store(load() + 1)


def step():
    n = load()  #@ load
    if PAUSE:
        time.sleep(0)  #@ pause
    store(n + 1)  #@ store


def work(shared, its_lock):
    global counter, lock
    counter, lock = shared, its_lock
    if not LOCK and not PAUSE:
        add(TIMES)
        return
    for i in range(TIMES):
        if LOCK:
            with lock:  #@ acquire
                step()
        else:
            step()


if __name__ == "__main__":
    counter = multiprocessing.Value("q", 0, lock=False)
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=work, args=(counter, lock)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
    print("lost:", WORKERS * TIMES - counter.value)
