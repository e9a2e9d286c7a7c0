import multiprocessing
import time

UNITS = 100  #= units
WAITS = 100  #= waits
WAIT = 0.01  #= wait


def wait():
    for i in range(WAITS):
        time.sleep(WAIT)  #@ wait


if __name__ == "__main__":
    begin = time.perf_counter()
    processes = []
    for i in range(UNITS):
        process = multiprocessing.Process(target=wait, name=f"Unit-{i + 1}")
        process.start()  #@ start
        processes.append(process)
    print("made in", time.perf_counter() - begin)
    for process in processes:
        process.join()  #@ join
