from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Process, Queue

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


if __name__ == "__main__":
    if THROUGH == "executor":
        with ProcessPoolExecutor(max_workers=1) as executor:
            factorial, padding = executor.submit(compute).result()  #@ submit
    else:
        queue = Queue()
        process = Process(target=child, args=(queue,))
        process.start()  #@ start
        if JOIN_FIRST:
            process.join()  # never returns when the result does not fit into the pipe  #@ join
        factorial, padding = queue.get()  #@ get
        process.join()  #@ join-after
    print("Factorial of", NUMBER, "=", factorial)
