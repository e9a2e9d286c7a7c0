import multiprocessing
import time

CHECK = "while"  #= check
NOTIFY = "all"  #= notify
FAULT = "none"  #= fault
ITEMS = 40  #= items
ROOM = 2  #= room
PRODUCE = 0.005  #= produce
CONSUME = 0.005  #= consume
WORKERS = 4  #= workers


def tell(buffer):
    if NOTIFY == "all":
        buffer.notify_all()
    else:
        buffer.notify()


def put(buffer, stored):
    with buffer:  #@ acquire-put
        while stored.value >= ROOM:
            buffer.wait()  #@ wait-put
            if CHECK == "if":
                break  # whoever was notified takes it for granted that there is room
        stored.value += 1
        tell(buffer)  #@ notify-put


def get(buffer, stored, consumed, empty):
    while True:
        if FAULT == "lost":
            was_empty = stored.value == 0  # looked at without the lock  #@ early
            time.sleep(CONSUME)
        with buffer:  #@ acquire-get
            nothing = was_empty if FAULT == "lost" else stored.value == 0
            while nothing:
                buffer.wait()  #@ wait-get
                nothing = CHECK == "while" and stored.value == 0  # "if" does not look again
            if stored.value == 0:
                empty.value += 1
                print("IndexError: pop from an empty buffer")  #@ empty
                continue
            stored.value -= 1
            consumed.value += 1
            tell(buffer)  #@ notify-get
            return


def disturb(buffer, consumed):
    while consumed.value < ITEMS:
        time.sleep(PRODUCE / 2)  #@ disturb
        with buffer:
            buffer.notify()  # for no reason


def share(i):
    n, i = (WORKERS - i % 2 + 1) // 2, i // 2
    return ITEMS * (i + 1) // n - ITEMS * i // n


def work(i, buffer, stored, consumed, empty):
    for _ in range(share(i)):
        if i % 2 == 0:
            time.sleep(PRODUCE)  #@ produce
            put(buffer, stored)
        else:
            get(buffer, stored, consumed, empty)
            time.sleep(CONSUME)  #@ consume


if __name__ == "__main__":
    buffer = multiprocessing.Condition()
    stored = multiprocessing.Value("q", 0, lock=False)
    consumed = multiprocessing.Value("q", 0, lock=False)
    empty = multiprocessing.Value("q", 0, lock=False)
    processes = [multiprocessing.Process(target=work, args=(i, buffer, stored, consumed, empty)) for i in range(WORKERS)]
    if FAULT == "spurious":
        processes.append(multiprocessing.Process(target=disturb, args=(buffer, consumed), name="Disturber"))
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
    print("consumed:", consumed.value, "empty:", empty.value)
