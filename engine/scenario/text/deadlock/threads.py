import threading
import time

CURE = "none"  #= cure
ROUNDS = 1  #= rounds
HOLD = 0.05  #= hold
WORKERS = 2  #= workers

forks = [threading.Lock() for i in range(WORKERS)]
table = threading.Lock()
seats = threading.Semaphore(max(2, WORKERS) - 1)


def eat(first, second):
    with first:  #@ first
        time.sleep(HOLD)  #@ hold
        with second:  #@ second
            time.sleep(HOLD)  #@ eat


def eat_or_give_back(first, second, patience):
    while True:
        with first:  #@ try-first
            time.sleep(HOLD)  #@ try-hold
            if second.acquire(timeout=HOLD):  #@ try-second
                time.sleep(HOLD)  #@ try-eat
                second.release()
                return
        time.sleep(patience)  # not in step with the others: that would be a livelock  #@ back


def philosopher(i):
    first, second = forks[i], forks[(i + 1) % WORKERS]
    if CURE == "order" and i == WORKERS - 1:
        first, second = second, first  # everybody takes the lower one first
    for _ in range(ROUNDS):
        if CURE == "one-lock":
            with table:  #@ table
                eat(first, second)
        elif CURE == "timeout":
            eat_or_give_back(first, second, HOLD * (i + 1) / 4)
        elif CURE == "seats":  # one fewer sit down than there are forks
            with seats:  #@ seats
                eat(first, second)
        else:
            eat(first, second)


threads = [threading.Thread(target=philosopher, args=(i,), name=f"Philosopher-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
