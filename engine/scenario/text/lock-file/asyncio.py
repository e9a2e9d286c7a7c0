import asyncio

LOCK = True  #= lock
PIECES = 4  #= pieces
HOLD = 0.02  #= hold
WORKERS = 5  #= workers

lock = asyncio.Lock()


async def write_pieces(text):
    with open("output.txt", "a", buffering=1) as file:  #@ open
        for p in range(PIECES):
            file.write(text[len(text) * p // PIECES : len(text) * (p + 1) // PIECES])  #@ write
            file.flush()
            await asyncio.sleep(HOLD / PIECES)  #@ hold


async def write(i):
    text = f"Строка {i}\n"
    if LOCK:
        async with lock:  #@ acquire
            await write_pieces(text)
    else:
        await write_pieces(text)


async def main():
    tasks = [asyncio.create_task(write(i), name=f"Writer-{i + 1}") for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
