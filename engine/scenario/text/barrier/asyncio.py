import asyncio

PHASES = 3  #= phases
STEP = 0.05  #= step
WORKERS = 4  #= workers

phase = asyncio.Barrier(WORKERS)


async def work(i):
    for number in range(PHASES):
        uneven = 1 + (i + number) % WORKERS  # a different straggler in each
        await asyncio.sleep(STEP * uneven)  #@ step
        await phase.wait()  #@ wait


async def main():
    tasks = [asyncio.create_task(work(i), name=f"Worker-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
