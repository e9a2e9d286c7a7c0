import asyncio

READY = 0.3  #= ready
RUN = 0.2  #= run
WORKERS = 8  #= workers

pistol = asyncio.Event()


async def start():
    await asyncio.sleep(READY)  #@ ready
    pistol.set()  #@ set


async def run():
    await pistol.wait()  #@ wait
    await asyncio.sleep(RUN)  #@ run


async def main():
    await asyncio.gather(start(), *(run() for i in range(WORKERS)))  #@ start


asyncio.run(main())
