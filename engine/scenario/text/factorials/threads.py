import threading
import time

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


threads = [threading.Thread(target=factorial, args=(5 + i,)) for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
