import threading
import time

KIND = "RLock"  #= kind
DEPTH = 3  #= depth
HOLD = 0.02  #= hold
WORKERS = 2  #= workers

lock = threading.RLock() if KIND == "RLock" else threading.Lock()


def descend(depth):
    if depth == 0:
        return
    with lock:  # the one who has it may take it again  #@ acquire
        time.sleep(HOLD)  #@ inside
        descend(depth - 1)


threads = [threading.Thread(target=descend, args=(DEPTH,), name=f"Worker-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
