import multiprocessing
import time

LONG = 2.0  #= long
NAPS = 10  #= naps


def long_sleep():
    time.sleep(LONG)  #@ long
    print("Done long sleeping")


def short_sleep():
    for i in range(NAPS):
        time.sleep(LONG / NAPS)  #@ nap
    print("Done iterative sleeping")


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=f) for f in (long_sleep, short_sleep)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()  #@ gather
