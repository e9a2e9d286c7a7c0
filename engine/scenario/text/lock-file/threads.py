import threading
import time

LOCK = True  #= lock
PIECES = 4  #= pieces
HOLD = 0.02  #= hold
WORKERS = 5  #= workers

lock = threading.Lock()


def write_pieces(text):
    with open("output.txt", "a", buffering=1) as file:  #@ open
        for p in range(PIECES):
            file.write(text[len(text) * p // PIECES : len(text) * (p + 1) // PIECES])  #@ write
            file.flush()
            time.sleep(HOLD / PIECES)  #@ hold


def write(i):
    text = f"Строка {i}\n"
    if LOCK:
        with lock:  #@ acquire
            write_pieces(text)
    else:
        write_pieces(text)


threads = [threading.Thread(target=write, args=(i,), name=f"Writer-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
