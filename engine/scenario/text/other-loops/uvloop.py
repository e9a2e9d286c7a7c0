import asyncio
import time

import uvloop

CLIENTS = 50  #= clients
REQUESTS = 200  #= requests
BYTES = 1024  #= bytes
CALL = "none"  #= call
WAIT = 0.3  #= wait


async def serve(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def client(address):
    reader, writer = await asyncio.open_connection(*address)
    message = bytes(i % 256 for i in range(BYTES))
    for i in range(REQUESTS):
        writer.write(message)  #@ send
        assert await reader.readexactly(BYTES) == message  #@ receive
    writer.close()


async def beside():
    if CALL == "await":
        await asyncio.sleep(WAIT)
    elif CALL in ("block", "foreign"):
        time.sleep(WAIT)  # holds the loop  #@ beside


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    await asyncio.gather(*(client(address) for i in range(CLIENTS)), beside())  #@ gather
    server.close()


uvloop.run(main())
