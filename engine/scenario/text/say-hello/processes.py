import multiprocessing
import time

PEOPLE = 3  #= people
HOW = "gather"  #= how
WAIT = 1.0  #= wait


def say_hello():
    print("Hello")  #@ hello
    time.sleep(WAIT)
    print("World")  #@ world


if __name__ == "__main__":
    if HOW == "await":
        for i in range(PEOPLE):
            say_hello()  # one after another
    else:
        processes = [multiprocessing.Process(target=say_hello) for i in range(PEOPLE)]
        for process in processes:
            process.start()  #@ gather
        for process in processes:
            process.join()
