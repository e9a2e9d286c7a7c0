import os
import signal
import time
from multiprocessing import Lock, Process

HOW = "crash"  #= how
WORK = 1.0  #= work
WORKERS = 4  #= workers


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def busy(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        count(10_000)


def meet_fate(dies, lock):
    if HOW == "kill-with-lock":
        if not dies:
            time.sleep(0.02)
        with lock:  # whoever comes after the dead waits for ever
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
    elif dies and HOW == "crash":
        os.abort()
    elif dies and HOW == "kill":
        os.kill(os.getpid(), signal.SIGKILL)


def run(number, lock):
    busy(WORK / 2)
    dies = number == min(1, WORKERS - 1)
    if dies:
        print("I die")
    meet_fate(dies, lock)
    busy(WORK / 2)
    print("I have survived")


if __name__ == "__main__":
    lock = Lock()
    processes = [Process(target=run, args=(i, lock)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    if HOW == "not-joined":
        time.sleep(2 * WORK)  # whoever has ended is a zombie  #@ wait
    for process in processes:
        process.join()  #@ join
    print(sum(process.exitcode == 0 for process in processes), "survived")
