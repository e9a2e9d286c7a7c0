import threading

DATA = 100  #= data
TOUCH = True  #= touch
TOGETHER = False  #= together
WORKERS = 4  #= workers


def child(data):
    if TOUCH:
        for i in range(0, len(data), 4096):
            data[i] ^= 1  # it is the same memory: nothing is copied  #@ touch


data = bytearray(DATA * 1_000_000)
threads = [threading.Thread(target=child, args=(data,)) for _ in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
    if not TOGETHER:
        thread.join()  #@ join
for thread in threads:
    thread.join()
