import time
from concurrent.futures import ThreadPoolExecutor

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


with ThreadPoolExecutor(max_workers=WORKERS) as pool:
    done = list(pool.map(task, range(TASKS)))  #@ map
print(len(done))
