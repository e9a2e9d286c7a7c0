import asyncio

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


async def child(queue):
    await queue.put(compute())  #@ put


async def main():
    if THROUGH == "executor":
        loop = asyncio.get_running_loop()
        factorial, padding = await loop.run_in_executor(None, compute)  #@ submit
    else:
        queue = asyncio.Queue()
        task = asyncio.create_task(child(queue))  #@ start
        if JOIN_FIRST:
            await task  # harmless: the queue is this task's own memory  #@ join
        factorial, padding = await queue.get()  #@ get
        await task  #@ join-after
    print("Factorial of", NUMBER, "=", factorial)


asyncio.run(main())
