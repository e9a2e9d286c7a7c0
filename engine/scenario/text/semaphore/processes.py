import multiprocessing
import time

PLACES = 3  #= places
BOUNDED = False  #= bounded
FAULT = "none"  #= fault
STAY = 0.1  #= stay
WORKERS = 10  #= workers


def visit(i, places, guard, inside, most):
    places.acquire()  #@ acquire
    with guard:  #@ enter
        inside.value += 1
        most.value = max(most.value, inside.value)
    time.sleep(STAY)  #@ inside
    with guard:  #@ leave
        inside.value -= 1
    releases = 1
    if FAULT == "forgotten" and i % PLACES == 0:
        releases = 0
    elif FAULT == "twice" and i == 0:
        releases = 2
    for _ in range(releases):
        try:
            places.release()  #@ release
        except ValueError as error:
            print(error)


if __name__ == "__main__":
    shared = (
        (multiprocessing.BoundedSemaphore if BOUNDED else multiprocessing.Semaphore)(PLACES),
        multiprocessing.Lock(),
        multiprocessing.Value("q", 0, lock=False),
        multiprocessing.Value("q", 0, lock=False),
    )
    processes = [multiprocessing.Process(target=visit, args=(i, *shared)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
    print("never too many:", shared[3].value <= PLACES)
