import asyncio

TURNS = 30_000_000  #= turns
INTERVAL = 0.0  #= interval
NAPS = 150  #= naps
NAP = 0.001  #= nap
ECHOES = 150  #= echoes
WORKERS = 2  #= workers
SERVER = ("127.0.0.1", 7000)


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


async def compute():
    count(TURNS)  # nobody else runs meanwhile


async def nap():
    for i in range(NAPS):
        await asyncio.sleep(NAP)  #@ nap


async def echo():
    reader, writer = await asyncio.open_connection(*SERVER)
    for i in range(ECHOES):
        writer.write(b"x")  #@ send
        await reader.readexactly(1)  #@ receive
    writer.close()


async def main():
    await echo()  # alone first  #@ alone
    await asyncio.gather(nap(), echo(), *(compute() for i in range(WORKERS)))  #@ start


asyncio.run(main())
