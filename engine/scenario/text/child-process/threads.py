import os
import threading
import time

SLEEP = 2.0  #= sleep
JOIN = True  #= join


def child():
    print("Child PID:", os.getpid(), "| Parent PID:", os.getppid())
    print("The process has begun its work")
    time.sleep(SLEEP)  #@ sleep
    print("The process has ended its work")


print("Main PID:", os.getpid())
thread = threading.Thread(target=child)
thread.start()  #@ start
if JOIN:
    thread.join()  #@ join
print("The main program has ended")
