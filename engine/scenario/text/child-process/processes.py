import os
import time
from multiprocessing import Process

SLEEP = 2.0  #= sleep
JOIN = True  #= join


def child():
    print("Child PID:", os.getpid(), "| Parent PID:", os.getppid())
    print("The process has begun its work")
    time.sleep(SLEEP)  #@ sleep
    print("The process has ended its work")


if __name__ == "__main__":
    print("Main PID:", os.getpid())
    process = Process(target=child)
    process.start()  #@ start
    if JOIN:
        process.join()  #@ join
    print("The main program has ended")
