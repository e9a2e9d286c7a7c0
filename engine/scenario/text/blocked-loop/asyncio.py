import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

BLOCKING = "cpu"  #= blocking
RESCUE = "none"  #= rescue
TICKERS = 20  #= tickers
EVERY = 0.05  #= every
BUSY = 2.0  #= busy


def clock():
    return time.monotonic_ns() // 1000


def compute(microseconds):
    end = clock() + microseconds
    steps = 0
    while clock() < end:
        for i in range(1000):
            steps += 1
    return steps


def block(seconds):
    if BLOCKING == "sleep":
        time.sleep(seconds)
    else:
        compute(int(seconds * 1e6))


async def tick(number):
    await asyncio.sleep(EVERY * number / TICKERS)
    for i in range(int(BUSY / EVERY) + 10):
        await asyncio.sleep(EVERY)  #@ tick


async def hold():
    await asyncio.sleep(3 * EVERY)
    loop = asyncio.get_running_loop()
    if RESCUE == "none":
        block(BUSY)  # the loop stands still  #@ block
    elif RESCUE == "yield":
        for i in range(int(BUSY / 0.005)):
            block(0.005)
            await asyncio.sleep(0)  #@ yield
    elif RESCUE == "to_thread":
        await asyncio.to_thread(block, BUSY)  #@ thread
    else:
        pools = {"executor": ThreadPoolExecutor, "process": ProcessPoolExecutor}
        with pools[RESCUE]() as pool:
            await loop.run_in_executor(pool, block, BUSY)  #@ offload


async def main():
    await asyncio.gather(*(tick(i) for i in range(TICKERS)), hold())


if __name__ == "__main__":
    asyncio.run(main())
