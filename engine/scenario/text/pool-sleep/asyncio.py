import asyncio

TASKS = 4  #= tasks
SLEEP = 0.5  #= sleep
WORKERS = 4  #= workers


async def worker(number, places):
    async with places:
        print("Starting worker", number)
        await asyncio.sleep(SLEEP)  #@ sleep
        print("Finishing worker", number)


async def main():
    places = asyncio.Semaphore(WORKERS)
    tasks = [asyncio.create_task(worker(i, places)) for i in range(TASKS)]  #@ apply
    await asyncio.wait(tasks)  #@ join
    print("All workers have finished")


asyncio.run(main())
