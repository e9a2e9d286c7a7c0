import multiprocessing
import time

LOCK = True  #= lock
SECTION = "long"  #= section
PIECES = 4  #= pieces
HOLD = 0.02  #= hold
WORKERS = 5  #= workers


def write_pieces(text, pause):
    with open("output.txt", "a", buffering=1) as file:  #@ open
        for p in range(PIECES):
            file.write(text[len(text) * p // PIECES : len(text) * (p + 1) // PIECES])  #@ write
            file.flush()
            time.sleep(pause / PIECES)  #@ hold


def write(i, lock):
    text, pause = f"Строка {i}\n", HOLD
    if SECTION == "short":  # what needs no lock is done before
        time.sleep(HOLD)  #@ prepare
        pause = 0
    if LOCK:
        with lock:  #@ acquire
            write_pieces(text, pause)
    else:
        write_pieces(text, pause)


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=write, args=(i, lock)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
