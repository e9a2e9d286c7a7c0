import asyncio

WAITING = 50  #= waiting
TASKS = 40  #= tasks
EACH = 0.03  #= each
WORKERS = 4  #= workers

TURNS = int(EACH * 40_000_000 * (100 - WAITING) / 100)
WAIT = EACH * WAITING / 100


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


async def task(number):
    count(TURNS)  # nobody else runs meanwhile
    await asyncio.sleep(WAIT)  #@ wait


async def main():
    done = await asyncio.gather(*(task(i) for i in range(TASKS)))  #@ map
    print(len(done))


asyncio.run(main())
