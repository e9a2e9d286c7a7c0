import threading
import time

PLACES = 3  #= places
BOUNDED = False  #= bounded
FAULT = "none"  #= fault
STAY = 0.1  #= stay
WORKERS = 10  #= workers

places = (threading.BoundedSemaphore if BOUNDED else threading.Semaphore)(PLACES)
guard = threading.Lock()
inside = most = 0


def visit(i):
    global inside, most
    places.acquire()  #@ acquire
    with guard:  #@ enter
        inside += 1
        most = max(most, inside)
    time.sleep(STAY)  #@ inside
    with guard:  #@ leave
        inside -= 1
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


threads = [threading.Thread(target=visit, args=(i,), name=f"Visitor-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
print("never too many:", most <= PLACES)
