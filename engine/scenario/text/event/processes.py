import multiprocessing
import time

CLEAR = False  #= clear
LATE = 2  #= late
TIMEOUT = 0.0  #= timeout
READY = 0.3  #= ready
RUN = 0.2  #= run
WORKERS = 8  #= workers


def start(pistol):
    time.sleep(READY)  #@ ready
    pistol.set()  #@ set
    if CLEAR:
        pistol.clear()  #@ clear


def run(pistol):
    if not pistol.wait(TIMEOUT or None):  #@ wait
        return
    time.sleep(RUN)  #@ run


if __name__ == "__main__":
    pistol = multiprocessing.Event()
    processes = [multiprocessing.Process(target=start, args=(pistol,), name="Starter")]
    for i in range(WORKERS):
        processes.append(multiprocessing.Process(target=run, args=(pistol,), name=f"Runner-{i + 1}"))
    late = []
    for i in range(LATE):
        late.append(multiprocessing.Process(target=run, args=(pistol,), name=f"Late-{i + 1}"))
    for crew in processes, late:
        for process in crew:
            process.start()  #@ start
        for process in crew:
            process.join()  #@ join
