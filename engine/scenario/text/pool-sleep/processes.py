import time
from multiprocessing import Pool

TASKS = 4  #= tasks
SLEEP = 0.5  #= sleep
WORKERS = 4  #= workers


def worker(number):
    print("Starting worker", number)
    time.sleep(SLEEP)  #@ sleep
    print("Finishing worker", number)


if __name__ == "__main__":
    pool = Pool(WORKERS)
    for i in range(TASKS):
        pool.apply_async(worker, (i,))  #@ apply
    pool.close()
    pool.join()  #@ join
    print("All workers have finished")
