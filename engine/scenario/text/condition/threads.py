import threading
import time

CHECK = "while"  #= check
NOTIFY = "all"  #= notify
FAULT = "none"  #= fault
ITEMS = 40  #= items
ROOM = 2  #= room
PRODUCE = 0.005  #= produce
CONSUME = 0.005  #= consume
WORKERS = 4  #= workers

buffer = threading.Condition()
stored = consumed = empty = 0


def tell():
    if NOTIFY == "all":
        buffer.notify_all()
    else:
        buffer.notify()


def put():
    global stored
    with buffer:  #@ acquire-put
        while stored >= ROOM:
            buffer.wait()  #@ wait-put
            if CHECK == "if":
                break  # whoever was notified takes it for granted that there is room
        stored += 1
        tell()  #@ notify-put


def get():
    global stored, consumed, empty
    while True:
        if FAULT == "lost":
            was_empty = stored == 0  # looked at without the lock  #@ early
            time.sleep(CONSUME)
        with buffer:  #@ acquire-get
            nothing = was_empty if FAULT == "lost" else stored == 0
            while nothing:
                buffer.wait()  #@ wait-get
                nothing = CHECK == "while" and stored == 0  # "if" does not look again
            if stored == 0:
                empty += 1
                print("IndexError: pop from an empty buffer")  #@ empty
                continue
            stored -= 1
            consumed += 1
            tell()  #@ notify-get
            return


def disturb():
    while consumed < ITEMS:
        time.sleep(PRODUCE / 2)  #@ disturb
        with buffer:
            buffer.notify()  # for no reason


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
if FAULT == "spurious":
    threads.append(threading.Thread(target=disturb, name="Disturber"))
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
print("consumed:", consumed, "empty:", empty)
