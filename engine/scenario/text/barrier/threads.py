import threading
import time

PHASES = 3  #= phases
PARTIES = 0  #= parties
TIMEOUT = 0.0  #= timeout
STEP = 0.05  #= step
WORKERS = 4  #= workers

phase = threading.Barrier(PARTIES or WORKERS)


def work(i):
    for number in range(PHASES):
        uneven = 1 + (i + number) % WORKERS  # a different straggler in each
        time.sleep(STEP * uneven)  #@ step
        try:
            phase.wait(TIMEOUT or None)  #@ wait
        except threading.BrokenBarrierError:
            print("the barrier is broken")  #@ broken
            return


threads = [threading.Thread(target=work, args=(i,), name=f"Worker-{i + 1}") for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
