"""What CPython's own GIL does, one measurement a call, threads pinned: whatever waits to CPU A, what computes to CPU B.

Prints one line of JSON.   python3 predictions.py NAME [ARGUMENT]...
"""
import hashlib, json, os, socket, statistics, subprocess, sys, threading, time

pc = time.perf_counter
cpus = sorted(os.sched_getaffinity(0))
A, B = cpus[0], cpus[1 % len(cpus)]


def pin(cpu):
    os.sched_setaffinity(0, {cpu})


def run(threads):
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def switches(k, interval, seconds=1.2):
    """Every thread notes the gaps in its own time line; a gap longer than a third of the interval ends a slice."""
    k, interval = int(k), float(interval)
    sys.setswitchinterval(interval)
    gap = max(interval * 0.3, 20e-6)
    stop, slices, go = [False], [], threading.Barrier(k + 1)

    def work(i):
        pin(cpus[(i + 1) % len(cpus)])
        go.wait()
        start = last = pc()
        mine = []
        while not stop[0]:
            now = pc()
            if now - last > gap:
                mine.append((start, last, i))
                start = now
            last = now
        mine.append((start, last, i))
        slices.append(mine)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(k)]
    for t in threads:
        t.start()
    go.wait()
    c0, t0 = time.process_time(), pc()
    time.sleep(seconds)
    stop[0] = True
    for t in threads:
        t.join()
    wall, cpu = pc() - t0, time.process_time() - c0
    every = sorted(s for m in slices for s in m)
    same = sum(1 for x, y in zip(every, every[1:]) if x[2] == y[2])
    return {"rate": len(every) / wall, "slice_ms": statistics.median(b - a for a, b, _ in every) * 1e3, "cores": cpu / wall,
            "same": same / max(1, len(every))}


def countdown(k, n=8_000_000):
    k = int(k)

    def down(n):
        while n > 0:
            n -= 1

    def work(i):
        pin(cpus[(i + 1) % len(cpus)])
        down(n // k)

    t0 = pc()
    run([threading.Thread(target=work, args=(i,)) for i in range(k)])
    return {"s": pc() - t0}


def spin(stop):
    n = 0
    while not stop[0]:
        n += 1
        n -= 1


def long_calls(stop):
    while not stop[0]:
        sum(range(2_000_000))


def beside(k, body, seconds=1.0, compute=spin):
    """How long each call of body takes, made one after the other beside k threads that compute."""
    stop = [False]

    def work():
        pin(B)
        compute(stop)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(k)]
    pin(A)
    for t in threads:
        t.start()
    out = []
    end = pc() + seconds
    while (a := pc()) < end:
        body()
        out.append(pc() - a)
    stop[0] = True
    for t in threads:
        t.join()
    return sorted(out)


def naps(k):
    took = beside(int(k), lambda: time.sleep(0.001))
    return {"median_ms": statistics.median(took) * 1e3, "p99_ms": took[int(len(took) * 0.99)] * 1e3}


def writes(k):
    fd = os.open("/dev/null", os.O_WRONLY)
    took = beside(int(k), lambda: os.write(fd, b"x"))
    slow = [t for t in took if t > 0.002]
    return {"rate": len(took) / sum(took), "median_us": statistics.median(took) * 1e6,
            "slow_ms": statistics.median(slow) * 1e3 if slow else 0, "slow_share": len(slow) / len(took)}


def long_call():
    lengths = []
    for _ in range(9):
        t0 = pc()
        sum(range(2_000_000))
        lengths.append(pc() - t0)
    took = beside(1, lambda: time.sleep(0.001), compute=long_calls)
    return {"call_ms": statistics.median(lengths) * 1e3, "median_ms": statistics.median(took) * 1e3, "max_ms": took[-1] * 1e3}


def echo_server(k, interval):
    pin(A)
    sys.setswitchinterval(float(interval))

    def work():
        pin(B)
        spin([False])

    s = socket.create_server(("127.0.0.1", 0))
    print(s.getsockname()[1], flush=True)
    for _ in range(int(k)):
        threading.Thread(target=work, daemon=True).start()
    c, _ = s.accept()
    c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while d := c.recv(4096):
        c.sendall(d)
    os._exit(0)


def echo(k, interval, seconds=1.0):
    """Requests a second of an echo thread beside k that compute; the client is a process of its own."""
    p = subprocess.Popen([sys.executable, __file__, "echo_server", k, interval], stdout=subprocess.PIPE)
    pin(A)
    c = socket.create_connection(("127.0.0.1", int(p.stdout.readline())))
    c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    c.send(b"x")
    c.recv(1)
    n, t0 = 0, pc()
    while pc() - t0 < seconds:
        c.send(b"x")
        c.recv(1)
        n += 1
    took = pc() - t0
    c.close()
    p.kill()
    p.wait()
    return {"rps": n / took}


def sha(k):
    data = b"x" * (64 << 20)
    threads = [threading.Thread(target=lambda: hashlib.sha256(data).digest()) for _ in range(int(k))]
    t0 = pc()
    run(threads)
    return {"s": pc() - t0}


def lost(kind, times=300_000, k=2):
    g = {"x": 0, "one": lambda: 1}
    source = {"plain": "x += 1", "call": "x = x + one()"}[kind]
    exec(f"def f():\n global x\n for _ in range({times}):\n  {source}\n", g)
    sys.setswitchinterval(1e-6)
    run([threading.Thread(target=g["f"]) for _ in range(k)])
    return {"share": (k * times - g["x"]) / (k * times)}


SQUARES = "def f():\n s = 0\n for i in range(4000000): s += i*i\nf()\n"


def interpreters(k):
    """k interpreters, each on a thread of its own, do the same job each. Python 3.12 or later."""
    try:
        import _interpreters as inter
        new, execute = lambda: inter.create("isolated"), inter.exec
    except ImportError:
        import _xxsubinterpreters as inter
        new, execute = inter.create, inter.run_string
    t0 = pc()
    inter.destroy(new())
    create = pc() - t0
    ids = [new() for _ in range(int(k))]

    def work(i, which):
        pin(cpus[i % len(cpus)])
        execute(which, SQUARES)

    threads = [threading.Thread(target=work, args=(i, which)) for i, which in enumerate(ids)]
    t0 = pc()
    run(threads)
    took = pc() - t0
    for which in ids:
        inter.destroy(which)
    return {"s": took, "create_ms": create * 1e3}


def lock(how, version, k=3, seconds=1.0):
    """Who gets a Lock that is held for 2 ms: how long are the runs of one owner? Not pinned. From 3.14 on it is handed over."""
    if (version >= "3.14") != (sys.version_info >= (3, 14)):
        sys.exit("this Python's locks are not those of " + version)
    l, owners, stop = threading.Lock(), [], [False]

    def hold():
        if how == "sleep":
            time.sleep(0.002)
            return
        t = pc()
        while pc() - t < 0.002:
            pass

    def work(i):
        while not stop[0]:
            with l:
                owners.append(i)
                hold()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(k)]
    for t in threads:
        t.start()
    time.sleep(seconds)
    stop[0] = True
    for t in threads:
        t.join()
    runs = 1 + sum(1 for a, b in zip(owners, owners[1:]) if a != b)
    longest = n = 1
    for a, b in zip(owners, owners[1:]):
        n = n + 1 if a == b else 1
        longest = max(longest, n)
    counts = [owners.count(i) for i in range(k)]
    return {"run": len(owners) / runs, "longest": longest, "share": min(counts) / max(counts)}


print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
