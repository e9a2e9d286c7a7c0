"""Talking between two processes in CPython.   python3 talk.py WHAT   prints round trips or MiB per second, the median of 5.

WHAT is queue, simplequeue, pipe or pipebytes (round trips a second), queue-mib, pipe-mib or shared-mib (MiB a second)."""
import multiprocessing as mp, statistics, sys, time
from multiprocessing import shared_memory

MIB = 1 << 20


def echo_queue(a, b):
    while (x := a.get()) is not None:
        b.put(x)


def echo_pipe(c, other, raw):
    other.close()
    try:
        while True:
            if raw:
                c.send_bytes(c.recv_bytes())
            else:
                c.send(c.recv())
    except EOFError:
        pass


def sink_queue(a, b):
    while a.get() is not None:
        pass
    b.put(1)


def sink_pipe(c):
    while c.recv_bytes():
        pass
    c.send_bytes(b"k")


def sink_shared(name, c):
    s = shared_memory.SharedMemory(name)
    mine = bytearray(MIB)
    while c.recv_bytes() != b"q":
        mine[:] = s.buf[:MIB]
        c.send_bytes(b"k")
    s.close()


def queue(make, n):
    a, b = make(), make()
    p = mp.Process(target=echo_queue, args=(a, b))
    p.start()
    a.put(1), b.get()
    begin = time.perf_counter()
    for _ in range(n):
        a.put(1), b.get()
    took = time.perf_counter() - begin
    a.put(None)
    p.join()
    return n / took


def pipe(raw, n):
    c, d = mp.Pipe()
    p = mp.Process(target=echo_pipe, args=(d, c, raw))
    p.start()
    d.close()
    send, recv = (c.send_bytes, c.recv_bytes) if raw else (c.send, c.recv)
    send(b"x"), recv()
    begin = time.perf_counter()
    for _ in range(n):
        send(b"x"), recv()
    took = time.perf_counter() - begin
    c.close()
    p.join()
    return n / took


def queue_mib(n):
    a, b = mp.Queue(), mp.Queue()
    p = mp.Process(target=sink_queue, args=(a, b))
    p.start()
    m = b"x" * MIB
    begin = time.perf_counter()
    for _ in range(n):
        a.put(m)
    a.put(None)
    b.get()
    took = time.perf_counter() - begin
    p.join()
    return n / took


def pipe_mib(n):
    c, d = mp.Pipe()
    p = mp.Process(target=sink_pipe, args=(d,))
    p.start()
    m = b"x" * MIB
    begin = time.perf_counter()
    for _ in range(n):
        c.send_bytes(m)
    c.send_bytes(b"")
    c.recv_bytes()
    took = time.perf_counter() - begin
    p.join()
    return n / took


def shared_mib(n):
    s = shared_memory.SharedMemory(create=True, size=MIB)
    c, d = mp.Pipe()
    p = mp.Process(target=sink_shared, args=(s.name, d))
    p.start()
    m = b"x" * MIB
    begin = time.perf_counter()
    for _ in range(n):
        s.buf[:] = m
        c.send_bytes(b"g")
        c.recv_bytes()
    took = time.perf_counter() - begin
    c.send_bytes(b"q")
    p.join()
    s.close()
    s.unlink()
    return n / took


if __name__ == "__main__":
    mp.set_start_method("fork")
    run = {
        "queue": lambda: queue(mp.Queue, 3000),
        "simplequeue": lambda: queue(mp.SimpleQueue, 3000),
        "pipe": lambda: pipe(False, 10000),
        "pipebytes": lambda: pipe(True, 10000),
        "queue-mib": lambda: queue_mib(400),
        "pipe-mib": lambda: pipe_mib(1000),
        "shared-mib": lambda: shared_mib(1000),
    }[sys.argv[1]]
    print(statistics.median(run() for _ in range(5)))
