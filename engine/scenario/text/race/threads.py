import threading
import time

TIMES = 50_000  #= increments
LOCK = False  #= lock
PAUSE = False  #= pause
WORKERS = 2  #= workers

counter = 0
lock = threading.Lock()


def load():
    return counter


def store(n):
    global counter
    counter = n


def add(times):
    for i in range(times):
        store(load() + 1)


def step():
    n = load()  #@ load
    if PAUSE:
        time.sleep(0)  #@ pause
    store(n + 1)  #@ store


def work():
    if not LOCK and not PAUSE:
        add(TIMES)
        return
    for i in range(TIMES):
        if LOCK:
            with lock:  #@ acquire
                step()
        else:
            step()


threads = [threading.Thread(target=work) for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
print("lost:", WORKERS * TIMES - counter)
