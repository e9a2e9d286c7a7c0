"""What one of the primitives costs in this Python, ns: sync.py NAME CORES.
The threads are kept on so many cores in turn; 0: wherever the kernel has them."""
import multiprocessing, os, sys, threading, time

ALLOWED = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def keep(i):
    """has the calling thread, the i-th, stay on its core"""
    if CORES > 0 and ALLOWED:
        os.sched_setaffinity(0, {ALLOWED[i % CORES % len(ALLOWED)]})


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
        keep(1)
        for _ in range(n):
            a.acquire(); b.release()
    t = threading.Thread(target=other)
    t.start()
    keep(0)
    t0 = time.perf_counter()
    for _ in range(n):
        a.release(); b.acquire()
    took = time.perf_counter() - t0
    t.join()
    return took / n * 1e9


def barrier(parties=5, n=500):
    """ns of a pass."""
    b = threading.Barrier(parties)
    def other(i):
        keep(i)
        for _ in range(n):
            b.wait()
    ts = [threading.Thread(target=other, args=(i,)) for i in range(1, parties)]
    for t in ts:
        t.start()
    keep(0)
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
    def f(i):
        keep(i)
        go.wait()
        for _ in range(n):
            lock.acquire(); lock.release()
    ts = [threading.Thread(target=f, args=(i,)) for i in range(threads)]
    for t in ts:
        t.start()
    go.wait()
    t0 = time.perf_counter()
    for t in ts:
        t.join()
    return (time.perf_counter() - t0) / (threads * n) * 1e9


if __name__ == "__main__":
    CORES = int(sys.argv[2])
    print({"lock": pair(threading.Lock()), "process-lock": pair(multiprocessing.Lock()),
           "handover": handover, "barrier": barrier, "contended": contended}[sys.argv[1]]())
