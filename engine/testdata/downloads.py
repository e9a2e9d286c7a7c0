"""S06 in CPython: downloads from a server.   python3 downloads.py MODEL COUNT ADDRESS WORKERS   prints seconds.

Standard library only: http.client, a connection for each thread or process; asyncio on raw streams, all at once.
"""
import asyncio, http.client, multiprocessing, sys, threading, time

model, count, address, workers = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])


def share(n):
    c = http.client.HTTPConnection(address)
    for _ in range(n):
        c.request("GET", "/")
        c.getresponse().read()
    c.close()


def crew(kind):
    every = [kind(target=share, args=(len(range(i, count, workers)),)) for i in range(workers)]
    for w in every:
        w.start()
    for w in every:
        w.join()


async def one():
    host, port = address.split(":")
    r, w = await asyncio.open_connection(host, int(port))
    w.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    head = (await r.readuntil(b"\r\n\r\n")).lower()
    if b"content-length:" in head:
        await r.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
    else:
        while size := int(await r.readline(), 16):
            await r.readexactly(size + 2)
    w.close()


async def tasks():
    await asyncio.gather(*(one() for _ in range(count)))


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    run = {
        "sequential": lambda: share(count),
        "threads": lambda: crew(threading.Thread),
        "processes": lambda: crew(multiprocessing.Process),
        "asyncio": lambda: asyncio.run(tasks()),
    }[model]
    begin = time.perf_counter()
    run()
    print(time.perf_counter() - begin)
