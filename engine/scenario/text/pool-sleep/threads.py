import time
from multiprocessing.pool import ThreadPool

TASKS = 4  #= tasks
SLEEP = 0.5  #= sleep
WORKERS = 4  #= workers


def worker(number):
    print("Starting worker", number)
    time.sleep(SLEEP)  #@ sleep
    print("Finishing worker", number)


pool = ThreadPool(WORKERS)
for i in range(TASKS):
    pool.apply_async(worker, (i,))  #@ apply
pool.close()
pool.join()  #@ join
print("All workers have finished")
