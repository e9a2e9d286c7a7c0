"""What operations cost, ns of processor time each: once as they are, once with Corelanes' agent in the process."""
import json
import queue
import threading
import time

count = 0


def timed(n, call):
    """The middle of five, for each of n."""
    took = []
    for _ in range(5):
        before = time.process_time_ns()
        call(n)
        took.append(time.process_time_ns() - before)
    return sorted(took)[2] / n


def function():
    pass


def calls(n):
    for _ in range(n):
        function()


def locks(n):
    for _ in range(n):
        with lock:
            pass


def events(n):
    for _ in range(n):
        event.set()
        event.clear()


def items(n):
    for i in range(n):
        q.put(i)
        q.get()


def threads(n):
    for _ in range(n):
        t = threading.Thread(target=function)
        t.start()
        t.join()


def bank(n):
    """Four threads that take one lock n times in all, and compute a little each time."""
    def work():
        global count
        for _ in range(n // 4):
            with lock:
                count += 1
            sum(range(50))
    crew = [threading.Thread(target=work) for _ in range(4)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()


def naps(n):
    import asyncio

    async def main():
        for _ in range(n):
            await asyncio.sleep(0)
    asyncio.run(main())


lock, event, q = threading.Lock(), threading.Event(), queue.Queue()
print(json.dumps({
    "call": timed(100_000, calls), "lock": timed(20_000, locks), "event": timed(5_000, events), "queue": timed(5_000, items),
    "thread": timed(200, threads), "task": timed(5_000, naps), "bank": timed(100_000, bank),
}))
