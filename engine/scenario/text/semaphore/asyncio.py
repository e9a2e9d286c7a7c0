import asyncio

PLACES = 3  #= places
BOUNDED = False  #= bounded
FAULT = "none"  #= fault
STAY = 0.1  #= stay
WORKERS = 10  #= workers

places = (asyncio.BoundedSemaphore if BOUNDED else asyncio.Semaphore)(PLACES)
guard = asyncio.Lock()
inside = most = 0


async def visit(i):
    global inside, most
    await places.acquire()  #@ acquire
    async with guard:  #@ enter
        inside += 1
        most = max(most, inside)
    await asyncio.sleep(STAY)  #@ inside
    async with guard:  #@ leave
        inside -= 1
    releases = 1
    if FAULT == "forgotten" and i % PLACES == 0:
        releases = 0
    elif FAULT == "twice" and i == 0:
        releases = 2
    for _ in range(releases):
        try:
            places.release()  #@ release
        except ValueError as error:
            print(error)


async def main():
    tasks = [asyncio.create_task(visit(i), name=f"Visitor-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join
    print("never too many:", most <= PLACES)


asyncio.run(main())
