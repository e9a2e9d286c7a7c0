import asyncio

TURNS = 8_000_000  #= turns
EVERY = 4  #= every
WORKERS = 4  #= workers

counter = 0


def count_both(turns, every):
    global counter
    own = 0
    for i in range(turns):
        own += 1
        if i % every == 0:
            counter += 1
    return own


def value():
    return counter


async def work():
    return count_both(TURNS, EVERY)  # nobody else runs meanwhile


async def main():
    tasks = [asyncio.create_task(work()) for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join
    print("the counter is", value(), "of", WORKERS * -(-TURNS // EVERY))


asyncio.run(main())
