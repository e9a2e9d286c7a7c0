import asyncio

TIMES = 50_000  #= increments
LOCK = False  #= lock
PAUSE = False  #= pause
WORKERS = 2  #= workers

counter = 0
lock = asyncio.Lock()


def load():
    return counter


def store(n):
    global counter
    counter = n


def add(times):
    for i in range(times):
        store(load() + 1)


async def step():
    n = load()  #@ load
    if PAUSE:
        await asyncio.sleep(0)  # here others come in between  #@ pause
    store(n + 1)  #@ store


async def work():
    if not LOCK and not PAUSE:
        add(TIMES)  # without an await nobody does
        return
    for i in range(TIMES):
        if LOCK:
            async with lock:  #@ acquire
                await step()
        else:
            await step()


async def main():
    await asyncio.gather(*(work() for i in range(WORKERS)))  #@ start
    print("lost:", WORKERS * TIMES - counter)


asyncio.run(main())
