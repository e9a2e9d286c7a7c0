import multiprocessing
import time

KIND = "RLock"  #= kind
DEPTH = 3  #= depth
HOLD = 0.02  #= hold
WORKERS = 2  #= workers


def descend(lock, depth):
    if depth == 0:
        return
    with lock:  # the one who has it may take it again  #@ acquire
        time.sleep(HOLD)  #@ inside
        descend(lock, depth - 1)


if __name__ == "__main__":
    lock = multiprocessing.RLock() if KIND == "RLock" else multiprocessing.Lock()
    processes = [multiprocessing.Process(target=descend, args=(lock, DEPTH)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
