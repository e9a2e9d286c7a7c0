import time
from multiprocessing import Process

PAUSE = 0.1  #= pause
WORKERS = 3  #= workers


def times(a, b):
    return a * b


def factorial(n):
    product = 1
    for i in range(1, n + 1):
        product = times(product, i)
        time.sleep(PAUSE)  #@ pause
    print(f"{n}! = {product}")


if __name__ == "__main__":
    processes = [Process(target=factorial, args=(5 + i,)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
