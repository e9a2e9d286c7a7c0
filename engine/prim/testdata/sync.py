"""What one of the primitives costs in this Python, ns: sync.py NAME."""
import multiprocessing, sys, threading, time


def pair(lock, n=200000):
    """ns of an acquire and a release that nobody else wants."""
    def run():
        a, r = lock.acquire, lock.release
        t = time.perf_counter()
        for _ in range(n):
            a(); r()
        return (time.perf_counter() - t) / n * 1e9
    return run


def handover(n=3000):
    """ns of a round trip: two threads hand each other a lock each."""
    a, b = threading.Lock(), threading.Lock()
    a.acquire(); b.acquire()
    def other():
        for _ in range(n):
            a.acquire(); b.release()
    t = threading.Thread(target=other)
    t.start()
    t0 = time.perf_counter()
    for _ in range(n):
        a.release(); b.acquire()
    took = time.perf_counter() - t0
    t.join()
    return took / n * 1e9


def barrier(parties=5, n=500):
    """ns of a pass."""
    b = threading.Barrier(parties)
    def other():
        for _ in range(n):
            b.wait()
    ts = [threading.Thread(target=other) for _ in range(parties - 1)]
    for t in ts:
        t.start()
    t0 = time.perf_counter()
    for _ in range(n):
        b.wait()
    took = time.perf_counter() - t0
    for t in ts:
        t.join()
    return took / n * 1e9


def contended(threads=2, n=200000):
    """ns of a pair, several threads at one lock."""
    lock, go = threading.Lock(), threading.Barrier(threads + 1)
    def f():
        go.wait()
        for _ in range(n):
            lock.acquire(); lock.release()
    ts = [threading.Thread(target=f) for _ in range(threads)]
    for t in ts:
        t.start()
    go.wait()
    t0 = time.perf_counter()
    for t in ts:
        t.join()
    return (time.perf_counter() - t0) / (threads * n) * 1e9


if __name__ == "__main__":
    print({"lock": pair(threading.Lock()), "process-lock": pair(multiprocessing.Lock()),
           "handover": handover, "barrier": barrier, "contended": contended}[sys.argv[1]]())
