import asyncio

BODY = "compute"  #= body
TURNS = 4_000_000  #= turns
WAIT = 0.2  #= wait
WORKERS = 5  #= workers


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


async def run(name):
    print("Start", name)  #@ begin
    if BODY == "compute":
        count(TURNS)  # nobody else runs meanwhile
    elif BODY == "wait":
        await asyncio.sleep(WAIT)  #@ wait
    print("Exit", name)  #@ exit


async def main():
    tasks = []
    for i in range(WORKERS):
        tasks.append(asyncio.create_task(run(f"Task-{i + 1}")))  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
