import asyncio

CHECK = "while"  #= check
NOTIFY = "all"  #= notify
FAULT = "none"  #= fault
ITEMS = 40  #= items
ROOM = 2  #= room
PRODUCE = 0.005  #= produce
CONSUME = 0.005  #= consume
WORKERS = 4  #= workers

buffer = asyncio.Condition()
stored = consumed = empty = 0


def tell():
    if NOTIFY == "all":
        buffer.notify_all()
    else:
        buffer.notify()


async def put():
    global stored
    async with buffer:  #@ acquire-put
        while stored >= ROOM:
            await buffer.wait()  #@ wait-put
            if CHECK == "if":
                break  # whoever was notified takes it for granted that there is room
        stored += 1
        tell()  #@ notify-put


async def get():
    global stored, consumed, empty
    while True:
        if FAULT == "lost":
            was_empty = stored == 0  # looked at without the lock  #@ early
            await asyncio.sleep(CONSUME)
        async with buffer:  #@ acquire-get
            nothing = was_empty if FAULT == "lost" else stored == 0
            while nothing:
                await buffer.wait()  #@ wait-get
                nothing = CHECK == "while" and stored == 0  # "if" does not look again
            if stored == 0:
                empty += 1
                print("IndexError: pop from an empty buffer")  #@ empty
                continue
            stored -= 1
            consumed += 1
            tell()  #@ notify-get
            return


async def disturb():
    while consumed < ITEMS:
        await asyncio.sleep(PRODUCE / 2)  #@ disturb
        async with buffer:
            buffer.notify()  # for no reason


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
    if FAULT == "spurious":
        tasks.append(asyncio.create_task(disturb(), name="Disturber"))
    for task in tasks:
        await task  #@ join
    print("consumed:", consumed, "empty:", empty)


asyncio.run(main())
