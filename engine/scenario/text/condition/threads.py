import threading
import time

ITEMS = 40  #= items
ROOM = 2  #= room
PRODUCE = 0.005  #= produce
CONSUME = 0.005  #= consume
WORKERS = 4  #= workers

buffer = threading.Condition()
stored = consumed = 0


def put():
    global stored
    with buffer:  #@ acquire-put
        while stored >= ROOM:  # "while", not "if": who was notified may come too late
            buffer.wait()  #@ wait-put
        stored += 1
        buffer.notify_all()  #@ notify-put


def get():
    global stored, consumed
    with buffer:  #@ acquire-get
        while stored == 0:
            buffer.wait()  #@ wait-get
        stored -= 1
        consumed += 1
        buffer.notify_all()  #@ notify-get


def share(i):
    n, i = (WORKERS - i % 2 + 1) // 2, i // 2
    return ITEMS * (i + 1) // n - ITEMS * i // n


def work(i):
    for _ in range(share(i)):
        if i % 2 == 0:
            time.sleep(PRODUCE)  #@ produce
            put()
        else:
            get()
            time.sleep(CONSUME)  #@ consume


threads = [threading.Thread(target=work, args=(i,), name=f"Worker-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
print("consumed:", consumed)
