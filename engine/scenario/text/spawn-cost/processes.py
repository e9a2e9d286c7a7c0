import multiprocessing as mp

DATA = 100  #= data
TOUCH = True  #= touch
TOGETHER = False  #= together
WORKERS = 4  #= workers


def child(data):
    if TOUCH:
        for i in range(0, len(data), 4096):
            data[i] ^= 1  # a page that was shared is copied  #@ touch


if __name__ == "__main__":
    data = bytearray(DATA * 1_000_000)
    processes = [mp.Process(target=child, args=(data,)) for _ in range(WORKERS)]
    for process in processes:
        process.start()  # fork: data is there at once; spawn, forkserver: it is pickled and sent  #@ start
        if not TOGETHER:
            process.join()  #@ join
    for process in processes:
        process.join()
