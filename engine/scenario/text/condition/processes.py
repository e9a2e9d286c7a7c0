import multiprocessing
import time

ITEMS = 40  #= items
ROOM = 2  #= room
PRODUCE = 0.005  #= produce
CONSUME = 0.005  #= consume
WORKERS = 4  #= workers


def put(buffer, stored):
    with buffer:  #@ acquire-put
        while stored.value >= ROOM:  # "while", not "if": who was notified may come too late
            buffer.wait()  #@ wait-put
        stored.value += 1
        buffer.notify_all()  #@ notify-put


def get(buffer, stored, consumed):
    with buffer:  #@ acquire-get
        while stored.value == 0:
            buffer.wait()  #@ wait-get
        stored.value -= 1
        consumed.value += 1
        buffer.notify_all()  #@ notify-get


def share(i):
    n, i = (WORKERS - i % 2 + 1) // 2, i // 2
    return ITEMS * (i + 1) // n - ITEMS * i // n


def work(i, buffer, stored, consumed):
    for _ in range(share(i)):
        if i % 2 == 0:
            time.sleep(PRODUCE)  #@ produce
            put(buffer, stored)
        else:
            get(buffer, stored, consumed)
            time.sleep(CONSUME)  #@ consume


if __name__ == "__main__":
    buffer = multiprocessing.Condition()
    stored = multiprocessing.Value("q", 0, lock=False)
    consumed = multiprocessing.Value("q", 0, lock=False)
    processes = [multiprocessing.Process(target=work, args=(i, buffer, stored, consumed)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
    print("consumed:", consumed.value)
