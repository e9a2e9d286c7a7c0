import asyncio

SECOND = 0.4  #= second
ORDER = "given"  #= order
CHUNK = 1  #= chunk
WORKERS = 2  #= workers

tasks = [("Task-1", 4), ("Task-2", 2), ("Task-3", 3), ("Task-4", 1)]
if ORDER != "given":
    tasks.sort(key=lambda task: task[1], reverse=ORDER == "longest")


async def work(task, places):
    name, takes = task
    async with places:
        print(f"{name} запущена, время выполнения {takes} сек.")
        await asyncio.sleep(takes * SECOND)  #@ work
        print(f"{name} завершена.")
        return f"{name} -> готово"


async def main():
    places = asyncio.Semaphore(WORKERS)
    results = await asyncio.gather(*(work(task, places) for task in tasks))  #@ map
    print(results)


asyncio.run(main())
