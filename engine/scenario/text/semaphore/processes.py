import multiprocessing
import time

PLACES = 3  #= places
STAY = 0.1  #= stay
WORKERS = 10  #= workers


def visit(places, guard, inside, most):
    with places:  #@ acquire
        with guard:  #@ enter
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(STAY)  #@ inside
        with guard:  #@ leave
            inside.value -= 1


if __name__ == "__main__":
    shared = (
        multiprocessing.Semaphore(PLACES),
        multiprocessing.Lock(),
        multiprocessing.Value("q", 0, lock=False),
        multiprocessing.Value("q", 0, lock=False),
    )
    processes = [multiprocessing.Process(target=visit, args=shared) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
    print("never too many:", shared[3].value <= PLACES)
