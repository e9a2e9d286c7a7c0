import asyncio

PHASES = 3  #= phases
PARTIES = 0  #= parties
TIMEOUT = 0.0  #= timeout
STEP = 0.05  #= step
WORKERS = 4  #= workers

phase = asyncio.Barrier(PARTIES or WORKERS)


async def work(i):
    for number in range(PHASES):
        uneven = 1 + (i + number) % WORKERS  # a different straggler in each
        await asyncio.sleep(STEP * uneven)  #@ step
        try:
            async with asyncio.timeout(TIMEOUT or None):
                await phase.wait()  #@ wait
        except (TimeoutError, asyncio.BrokenBarrierError):
            await phase.abort()  #@ broken
            return


async def main():
    tasks = [asyncio.create_task(work(i), name=f"Worker-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
