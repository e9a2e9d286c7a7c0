import asyncio

DATA = 100  #= data
TOUCH = True  #= touch
TOGETHER = False  #= together
WORKERS = 4  #= workers


async def child(data):
    if TOUCH:
        for i in range(0, len(data), 4096):
            data[i] ^= 1  # it is the same memory: nothing is copied  #@ touch


async def main():
    data = bytearray(DATA * 1_000_000)
    tasks = []
    for _ in range(WORKERS):
        tasks.append(asyncio.create_task(child(data)))  #@ start
        if not TOGETHER:
            await tasks[-1]  #@ join
    await asyncio.gather(*tasks)


asyncio.run(main())
