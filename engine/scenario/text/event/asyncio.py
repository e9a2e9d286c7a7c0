import asyncio

CLEAR = False  #= clear
LATE = 2  #= late
TIMEOUT = 0.0  #= timeout
READY = 0.3  #= ready
RUN = 0.2  #= run
WORKERS = 8  #= workers

pistol = asyncio.Event()


async def start():
    await asyncio.sleep(READY)  #@ ready
    pistol.set()  #@ set
    if CLEAR:
        pistol.clear()  #@ clear


async def run():
    try:
        async with asyncio.timeout(TIMEOUT or None):
            await pistol.wait()  #@ wait
    except TimeoutError:
        return
    await asyncio.sleep(RUN)  #@ run


async def main():
    await asyncio.gather(start(), *(run() for i in range(WORKERS)))  #@ start
    await asyncio.gather(*(run() for i in range(LATE)))  # who comes late


asyncio.run(main())
