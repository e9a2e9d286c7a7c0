import multiprocessing
import time

READY = 0.3  #= ready
RUN = 0.2  #= run
WORKERS = 8  #= workers


def start(pistol):
    time.sleep(READY)  #@ ready
    pistol.set()  #@ set


def run(pistol):
    pistol.wait()  #@ wait
    time.sleep(RUN)  #@ run


if __name__ == "__main__":
    pistol = multiprocessing.Event()
    processes = [multiprocessing.Process(target=start, args=(pistol,), name="Starter")]
    for i in range(WORKERS):
        processes.append(multiprocessing.Process(target=run, args=(pistol,), name=f"Runner-{i + 1}"))
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
