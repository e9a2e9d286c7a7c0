import multiprocessing

TURNS = 8_000_000  #= turns
EVERY = 4  #= every
WORKERS = 4  #= workers

counter = 0


def count_both(turns, every):
    global counter
    own = 0
    for i in range(turns):
        own += 1
        if i % every == 0:
            counter += 1
    return own


def value():
    return counter


if __name__ == "__main__":
    processes = [multiprocessing.Process(target=count_both, args=(TURNS, EVERY)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
    print("the counter is", value(), "of", WORKERS * -(-TURNS // EVERY))
