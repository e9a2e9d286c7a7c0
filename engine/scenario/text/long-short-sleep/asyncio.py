import asyncio

LONG = 2.0  #= long
NAPS = 10  #= naps


async def long_sleep():
    await asyncio.sleep(LONG)  #@ long
    print("Done long sleeping")


async def short_sleep():
    for i in range(NAPS):
        await asyncio.sleep(LONG / NAPS)  #@ nap
    print("Done iterative sleeping")


async def main():
    await asyncio.gather(long_sleep(), short_sleep())  #@ gather


asyncio.run(main())
