import asyncio

LOCK = True  #= lock
SECTION = "long"  #= section
PIECES = 4  #= pieces
HOLD = 0.02  #= hold
WORKERS = 5  #= workers

lock = asyncio.Lock()


async def write_pieces(text, pause):
    with open("output.txt", "a", buffering=1) as file:  #@ open
        for p in range(PIECES):
            file.write(text[len(text) * p // PIECES : len(text) * (p + 1) // PIECES])  #@ write
            file.flush()
            await asyncio.sleep(pause / PIECES)  #@ hold


async def write(i):
    text, pause = f"Строка {i}\n", HOLD
    if SECTION == "short":  # what needs no lock is done before
        await asyncio.sleep(HOLD)  #@ prepare
        pause = 0
    if LOCK:
        async with lock:  #@ acquire
            await write_pieces(text, pause)
    else:
        await write_pieces(text, pause)


async def main():
    tasks = [asyncio.create_task(write(i), name=f"Writer-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
