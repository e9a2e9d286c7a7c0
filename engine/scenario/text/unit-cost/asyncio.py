import asyncio
import time

UNITS = 100  #= units
WAITS = 100  #= waits
WAIT = 0.01  #= wait


async def wait():
    for i in range(WAITS):
        await asyncio.sleep(WAIT)  #@ wait


async def main():
    begin = time.perf_counter()
    tasks = []
    for i in range(UNITS):
        tasks.append(asyncio.create_task(wait()))  #@ start
    print("made in", time.perf_counter() - begin)
    for task in tasks:
        await task  #@ join


asyncio.run(main())
