"""What CPython's own GIL does: K CPU threads, pinned to the cores in turn, at a switch interval.

Prints one line of JSON. Every thread notes the gaps in its own time line; a gap longer than a third of the interval
ends a slice.   python3 gil.py THREADS INTERVAL_SECONDS DURATION_SECONDS
"""
import json, os, statistics, sys, threading, time

pc = time.perf_counter
k, interval, duration = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
cpus = sorted(os.sched_getaffinity(0))
sys.setswitchinterval(interval)
gap = max(interval * 0.3, 20e-6)
stop, slices, go = [False], [], threading.Barrier(k + 1)


def work(i):
    os.sched_setaffinity(0, {cpus[(i + 1) % len(cpus)]})
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
time.sleep(duration)
stop[0] = True
for t in threads:
    t.join()
wall, cpu = pc() - t0, time.process_time() - c0
every = [b - a for m in slices for a, b, _ in m]
print(json.dumps({"switches": len(every) / wall, "slice_ms": statistics.median(every) * 1e3, "cores": cpu / wall}))
