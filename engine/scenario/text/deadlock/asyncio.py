import asyncio

CURE = "none"  #= cure
ROUNDS = 1  #= rounds
HOLD = 0.05  #= hold
WORKERS = 2  #= workers

forks = [asyncio.Lock() for i in range(WORKERS)]
table = asyncio.Lock()
seats = asyncio.Semaphore(max(2, WORKERS) - 1)


async def eat(first, second):
    async with first:  #@ first
        await asyncio.sleep(HOLD)  #@ hold
        async with second:  #@ second
            await asyncio.sleep(HOLD)  #@ eat


async def eat_or_give_back(first, second, patience):
    while True:
        async with first:  #@ try-first
            await asyncio.sleep(HOLD)  #@ try-hold
            try:
                await asyncio.wait_for(second.acquire(), HOLD)  #@ try-second
            except TimeoutError:
                pass
            else:
                await asyncio.sleep(HOLD)  #@ try-eat
                second.release()
                return
        await asyncio.sleep(patience)  # not in step with the others: that would be a livelock  #@ back


async def philosopher(i):
    first, second = forks[i], forks[(i + 1) % WORKERS]
    if CURE == "order" and i == WORKERS - 1:
        first, second = second, first  # everybody takes the lower one first
    for _ in range(ROUNDS):
        if CURE == "one-lock":
            async with table:  #@ table
                await eat(first, second)
        elif CURE == "timeout":
            await eat_or_give_back(first, second, HOLD * (i + 1) / 4)
        elif CURE == "seats":  # one fewer sit down than there are forks
            async with seats:  #@ seats
                await eat(first, second)
        else:
            await eat(first, second)


async def main():
    tasks = [asyncio.create_task(philosopher(i), name=f"Philosopher-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
