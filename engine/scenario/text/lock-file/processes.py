import multiprocessing
import time

LOCK = True  #= lock
PIECES = 4  #= pieces
HOLD = 0.02  #= hold
WORKERS = 5  #= workers


def write_pieces(text):
    with open("output.txt", "a", buffering=1) as file:  #@ open
        for p in range(PIECES):
            file.write(text[len(text) * p // PIECES : len(text) * (p + 1) // PIECES])  #@ write
            file.flush()
            time.sleep(HOLD / PIECES)  #@ hold


def write(i, lock):
    text = f"Строка {i}\n"
    if LOCK:
        with lock:  #@ acquire
            write_pieces(text)
    else:
        write_pieces(text)


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=write, args=(i, lock)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
