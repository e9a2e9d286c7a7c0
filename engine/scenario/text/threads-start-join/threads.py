import threading
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


threads = []
for i in range(WORKERS):
    name = f"Thread-{i + 1}"
    threads.append(threading.Thread(target=run, args=(name,), name=name))
    threads[-1].start()  #@ start
for thread in threads:
    thread.join()  #@ join
