import queue
import threading
import time

ITEMS = 5  #= items
CAPACITY = 0  #= capacity
PRODUCE = 0.1  #= produce
CONSUME = 0.3  #= consume
EACH = True  #= each
WORKERS = 2  #= workers

consumers = max(1, WORKERS - 1)
items = queue.Queue(CAPACITY)
received = [[] for i in range(consumers)]


def produce():
    for i in range(ITEMS):
        time.sleep(PRODUCE)
        items.put(i)
    for i in range(consumers if EACH else 1):
        items.put(None)  # the end, for one of them


def consume(mine):
    while True:
        item = items.get()
        if item is None:
            return
        print("Получено:", item)
        mine.append(item)
        time.sleep(CONSUME)


threads = [threading.Thread(target=produce, name="Producer")]
threads += [threading.Thread(target=consume, args=(mine,), name=f"Consumer-{i + 1}") for i, mine in enumerate(received)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
