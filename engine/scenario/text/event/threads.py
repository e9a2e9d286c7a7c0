import threading
import time

READY = 0.3  #= ready
RUN = 0.2  #= run
WORKERS = 8  #= workers

pistol = threading.Event()


def start():
    time.sleep(READY)  #@ ready
    pistol.set()  #@ set


def run():
    pistol.wait()  #@ wait
    time.sleep(RUN)  #@ run


threads = [threading.Thread(target=start, name="Starter")]
threads += [threading.Thread(target=run, name=f"Runner-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
