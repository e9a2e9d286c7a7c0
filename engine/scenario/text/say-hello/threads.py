import threading
import time

PEOPLE = 3  #= people
HOW = "gather"  #= how
WAIT = 1.0  #= wait


def say_hello():
    print("Hello")  #@ hello
    time.sleep(WAIT)
    print("World")  #@ world


if HOW == "await":
    for i in range(PEOPLE):
        say_hello()  # one after another
else:
    threads = [threading.Thread(target=say_hello) for i in range(PEOPLE)]
    for thread in threads:
        thread.start()  #@ gather
    for thread in threads:
        thread.join()
