import threading
import time

UNITS = 100  #= units
WAITS = 100  #= waits
WAIT = 0.01  #= wait


def wait():
    for i in range(WAITS):
        time.sleep(WAIT)  #@ wait


begin = time.perf_counter()
threads = []
for i in range(UNITS):
    thread = threading.Thread(target=wait, name=f"Unit-{i + 1}")
    thread.start()  #@ start
    threads.append(thread)
print("made in", time.perf_counter() - begin)
for thread in threads:
    thread.join()  #@ join
