import asyncio
import contextlib

SERVE = "in-turn"  #= serve
CLIENTS = 8  #= clients
THINK = 0.1  #= think

turn = asyncio.Lock() if SERVE == "in-turn" else contextlib.nullcontext()


async def answer(reader, writer):
    async with turn:
        await reader.readexactly(len("Hello, server!"))  #@ hear
        await asyncio.sleep(THINK)  #@ think
        writer.write(b"Hello, client!")  #@ answer
        await writer.drain()
    writer.close()


async def client(address):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"Hello, server!")  #@ greet
    print((await reader.read()).decode())  #@ wait
    writer.close()


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    await asyncio.gather(*(client(address) for i in range(CLIENTS)))  #@ join
    server.close()


asyncio.run(main())
