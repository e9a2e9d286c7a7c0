import multiprocessing
import time

BODY = "compute"  #= body
TURNS = 4_000_000  #= turns
WAIT = 0.2  #= wait
WORKERS = 5  #= workers


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def run(name):
    print("Start", name)  #@ begin
    if BODY == "compute":
        count(TURNS)
    elif BODY == "wait":
        time.sleep(WAIT)  #@ wait
    print("Exit", name)  #@ exit


if __name__ == "__main__":
    processes = []
    for i in range(WORKERS):
        name = f"Process-{i + 1}"
        processes.append(multiprocessing.Process(target=run, args=(name,), name=name))
        processes[-1].start()  #@ start
    for process in processes:
        process.join()  #@ join
