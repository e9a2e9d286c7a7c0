import multiprocessing
import time

PHASES = 3  #= phases
STEP = 0.05  #= step
WORKERS = 4  #= workers


def work(i, phase):
    for number in range(PHASES):
        uneven = 1 + (i + number) % WORKERS  # a different straggler in each
        time.sleep(STEP * uneven)  #@ step
        phase.wait()  #@ wait


if __name__ == "__main__":
    phase = multiprocessing.Barrier(WORKERS)
    processes = [multiprocessing.Process(target=work, args=(i, phase)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
