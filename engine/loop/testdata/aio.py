"""Rates of asyncio's tasks, switches and bridges, one line each: NAME RATE.

usage: aio.py asyncio|uvloop|gevent [tasks N]

With "tasks N" it prints how many bytes each of N waiting tasks takes.
"""
import asyncio, gc, sys, time


def rss():
    for line in open("/proc/self/statm"):
        return int(line.split()[1]) * 4096


async def nop(): pass
async def mk(n):
    for _ in range(n): await asyncio.create_task(nop())
async def mk_gather(n): await asyncio.gather(*(nop() for _ in range(n)))
async def s0(n):
    for _ in range(n): await asyncio.sleep(0)
async def s0k(k, n): await asyncio.gather(*(s0(n) for _ in range(k)))
async def gsleep(n, d): await asyncio.gather(*(asyncio.sleep(d) for _ in range(n)))
async def evpp(n):
    a, b = asyncio.Event(), asyncio.Event()
    async def w():
        for _ in range(n): await a.wait(); a.clear(); b.set()
    t = asyncio.create_task(w())
    for _ in range(n): a.set(); await b.wait(); b.clear()
    await t
async def waitfor(n):
    for _ in range(n): await asyncio.wait_for(nop(), 10)
async def tothread(n):
    for _ in range(n): await asyncio.to_thread(int)
async def mem(n):
    gc.collect(); a = rss(); ev = asyncio.Event()
    async def w(): await ev.wait()
    ts = [asyncio.create_task(w()) for _ in range(n)]
    await asyncio.sleep(0); await asyncio.sleep(0)
    b = rss(); ev.set(); await asyncio.gather(*ts)
    return (b - a) / n


def rate(name, coro, n):
    took = [0]
    async def m():
        a = time.perf_counter(); await coro; took[0] = time.perf_counter() - a
    asyncio.run(m())
    print(name, n / took[0])


def by_gevent():
    import gevent
    def timed(name, f, n):
        a = time.perf_counter(); f(); print(name, n / (time.perf_counter() - a))
    def mk():
        for _ in range(15000): gevent.spawn(lambda: None).join()
    def s0(n):
        for _ in range(n): gevent.sleep(0)
    timed("create", mk, 15000)
    timed("switch1", lambda: s0(200000), 200000)
    timed("switch100", lambda: gevent.joinall([gevent.spawn(s0, 2000) for _ in range(100)]), 200000)
    timed("sleep10k", lambda: gevent.joinall([gevent.spawn(gevent.sleep, 0.1) for _ in range(10000)]), 10000)


if sys.argv[1] == "gevent":
    by_gevent(); sys.exit()
if sys.argv[1] == "uvloop":
    import uvloop; uvloop.install()
if len(sys.argv) > 2:
    print("bytes", asyncio.run(mem(int(sys.argv[3])))); sys.exit()
rate("create", mk(15000), 15000)
rate("gather", mk_gather(15000), 15000)
rate("switch1", s0(200000), 200000)
rate("switch100", s0k(100, 2000), 200000)
rate("event", evpp(20000), 20000)
rate("waitfor", waitfor(10000), 10000)
rate("tothread", tothread(2000), 2000)
rate("sleep10k", gsleep(10000, 0.1), 10000)
