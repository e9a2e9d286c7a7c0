import os
import signal
import time
from threading import Lock, Thread

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
        os.abort()  # threads share one process: all of them die
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


lock = Lock()
threads = [Thread(target=run, args=(i, lock)) for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
if HOW == "not-joined":
    time.sleep(2 * WORK)  # whoever has ended is gone: a thread leaves no zombie  #@ wait
for thread in threads:
    thread.join()  #@ join
