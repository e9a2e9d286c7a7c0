import threading
import time

LONG = 2.0  #= long
NAPS = 10  #= naps


def long_sleep():
    time.sleep(LONG)  #@ long
    print("Done long sleeping")


def short_sleep():
    for i in range(NAPS):
        time.sleep(LONG / NAPS)  #@ nap
    print("Done iterative sleeping")


threads = [threading.Thread(target=long_sleep), threading.Thread(target=short_sleep)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()  #@ gather
