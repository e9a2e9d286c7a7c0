import threading
import time

LOCK = True  #= lock
SECTION = "long"  #= section
PIECES = 4  #= pieces
HOLD = 0.02  #= hold
WORKERS = 5  #= workers

lock = threading.Lock()


def write_pieces(text, pause):
    with open("output.txt", "a", buffering=1) as file:  #@ open
        for p in range(PIECES):
            file.write(text[len(text) * p // PIECES : len(text) * (p + 1) // PIECES])  #@ write
            file.flush()
            time.sleep(pause / PIECES)  #@ hold


def write(i):
    text, pause = f"Строка {i}\n", HOLD
    if SECTION == "short":  # what needs no lock is done before
        time.sleep(HOLD)  #@ prepare
        pause = 0
    if LOCK:
        with lock:  #@ acquire
            write_pieces(text, pause)
    else:
        write_pieces(text, pause)


threads = [threading.Thread(target=write, args=(i,), name=f"Writer-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
