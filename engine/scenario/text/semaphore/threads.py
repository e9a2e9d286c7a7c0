import threading
import time

PLACES = 3  #= places
STAY = 0.1  #= stay
WORKERS = 10  #= workers

places = threading.Semaphore(PLACES)
guard = threading.Lock()
inside = most = 0


def visit():
    global inside, most
    with places:  #@ acquire
        with guard:  #@ enter
            inside += 1
            most = max(most, inside)
        time.sleep(STAY)  #@ inside
        with guard:  #@ leave
            inside -= 1


threads = [threading.Thread(target=visit, name=f"Visitor-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
print("never too many:", most <= PLACES)
