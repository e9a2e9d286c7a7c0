import time

import anyio

CLIENTS = 50  #= clients
REQUESTS = 200  #= requests
BYTES = 1024  #= bytes
CALL = "none"  #= call
WAIT = 0.3  #= wait


async def serve(connection):
    async with connection:
        async for data in connection:
            await connection.send(data)


async def client(port):
    message = bytes(i % 256 for i in range(BYTES))
    async with await anyio.connect_tcp("127.0.0.1", port) as connection:
        for i in range(REQUESTS):
            await connection.send(message)  #@ send
            answer = b""
            while len(answer) < BYTES:
                answer += await connection.receive()  #@ receive
            assert answer == message


async def beside():
    if CALL == "await":
        await anyio.sleep(WAIT)
    elif CALL in ("block", "foreign"):
        time.sleep(WAIT)  # holds the loop  #@ beside


async def main():
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    async with anyio.create_task_group() as server:
        server.start_soon(listener.serve, serve)
        async with anyio.create_task_group() as callers:  # ends when all of them have  #@ gather
            for i in range(CLIENTS):
                callers.start_soon(client, port)
            callers.start_soon(beside)
        server.cancel_scope.cancel()


anyio.run(main)
