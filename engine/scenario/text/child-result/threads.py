import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Queue

THROUGH = "queue"  #= through
NUMBER = 5  #= number
BYTES = 0  #= bytes
JOIN_FIRST = False  #= join_first


def count_factorial(n):
    result = 1
    for i in range(2, n + 1):
        result = result * i
    return result


def compute():
    return count_factorial(NUMBER), bytes(BYTES)


def child(queue):
    queue.put(compute())  #@ put


if THROUGH == "executor":
    with ThreadPoolExecutor(max_workers=1) as executor:
        factorial, padding = executor.submit(compute).result()  #@ submit
else:
    queue = Queue()
    thread = threading.Thread(target=child, args=(queue,))
    thread.start()  #@ start
    if JOIN_FIRST:
        thread.join()  # harmless: nothing has to fit through a pipe  #@ join
    factorial, padding = queue.get()  #@ get
    thread.join()  #@ join-after
print("Factorial of", NUMBER, "=", factorial)
