import asyncio

PLACES = 3  #= places
STAY = 0.1  #= stay
WORKERS = 10  #= workers

places = asyncio.Semaphore(PLACES)
guard = asyncio.Lock()
inside = most = 0


async def visit():
    global inside, most
    async with places:  #@ acquire
        async with guard:  #@ enter
            inside += 1
            most = max(most, inside)
        await asyncio.sleep(STAY)  #@ inside
        async with guard:  #@ leave
            inside -= 1


async def main():
    tasks = [asyncio.create_task(visit(), name=f"Visitor-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join
    print("never too many:", most <= PLACES)


asyncio.run(main())
