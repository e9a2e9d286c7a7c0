import threading
import time

CLEAR = False  #= clear
LATE = 2  #= late
TIMEOUT = 0.0  #= timeout
READY = 0.3  #= ready
RUN = 0.2  #= run
WORKERS = 8  #= workers

pistol = threading.Event()


def start():
    time.sleep(READY)  #@ ready
    pistol.set()  #@ set
    if CLEAR:
        pistol.clear()  #@ clear


def run():
    if not pistol.wait(TIMEOUT or None):  #@ wait
        return
    time.sleep(RUN)  #@ run


threads = [threading.Thread(target=start, name="Starter")]
threads += [threading.Thread(target=run, name=f"Runner-{i + 1}") for i in range(WORKERS)]
late = [threading.Thread(target=run, name=f"Late-{i + 1}") for i in range(LATE)]
for crew in threads, late:
    for thread in crew:
        thread.start()  #@ start
    for thread in crew:
        thread.join()  #@ join
