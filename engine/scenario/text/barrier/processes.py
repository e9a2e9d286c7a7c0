import multiprocessing
import threading
import time

PHASES = 3  #= phases
PARTIES = 0  #= parties
TIMEOUT = 0.0  #= timeout
STEP = 0.05  #= step
WORKERS = 4  #= workers


def work(i, phase):
    for number in range(PHASES):
        uneven = 1 + (i + number) % WORKERS  # a different straggler in each
        time.sleep(STEP * uneven)  #@ step
        try:
            phase.wait(TIMEOUT or None)  #@ wait
        except threading.BrokenBarrierError:
            print("the barrier is broken")  #@ broken
            return


if __name__ == "__main__":
    phase = multiprocessing.Barrier(PARTIES or WORKERS)
    processes = [multiprocessing.Process(target=work, args=(i, phase)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
