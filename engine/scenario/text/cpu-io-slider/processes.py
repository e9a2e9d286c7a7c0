import multiprocessing
import time

WAITING = 50  #= waiting
TASKS = 40  #= tasks
EACH = 0.03  #= each
WORKERS = 4  #= workers

TURNS = int(EACH * 40_000_000 * (100 - WAITING) / 100)
WAIT = EACH * WAITING / 100


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def task(number):
    count(TURNS)
    time.sleep(WAIT)  #@ wait


if __name__ == "__main__":
    with multiprocessing.Pool(WORKERS) as pool:
        done = pool.map(task, range(TASKS))  #@ map
    print(len(done))
