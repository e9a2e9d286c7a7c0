import asyncio

ITEMS = 40  #= items
ROOM = 2  #= room
PRODUCE = 0.005  #= produce
CONSUME = 0.005  #= consume
WORKERS = 4  #= workers

buffer = asyncio.Condition()
stored = consumed = 0


async def put():
    global stored
    async with buffer:  #@ acquire-put
        while stored >= ROOM:  # "while", not "if": who was notified may come too late
            await buffer.wait()  #@ wait-put
        stored += 1
        buffer.notify_all()  #@ notify-put


async def get():
    global stored, consumed
    async with buffer:  #@ acquire-get
        while stored == 0:
            await buffer.wait()  #@ wait-get
        stored -= 1
        consumed += 1
        buffer.notify_all()  #@ notify-get


def share(i):
    n, i = (WORKERS - i % 2 + 1) // 2, i // 2
    return ITEMS * (i + 1) // n - ITEMS * i // n


async def work(i):
    for _ in range(share(i)):
        if i % 2 == 0:
            await asyncio.sleep(PRODUCE)  #@ produce
            await put()
        else:
            await get()
            await asyncio.sleep(CONSUME)  #@ consume


async def main():
    tasks = [asyncio.create_task(work(i), name=f"Worker-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join
    print("consumed:", consumed)


asyncio.run(main())
