import asyncio
import hashlib
import pathlib

import numpy

WHAT = "bytecode"  #= what
AMOUNT = 100  #= amount
FOLDER = ""  #= folder
WORKERS = 4  #= workers
SERVER = ("127.0.0.1", 7000)
SIZE = 4 << 20


def paths():
    if not FOLDER:
        return [pathlib.Path("data")]
    return [path for path in pathlib.Path(FOLDER).iterdir() if path.is_file()]


def contents():
    if not FOLDER:
        return [bytes(SIZE)]
    return [path.read_bytes() for path in paths()]


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


async def do():
    if WHAT == "bytecode":
        count(AMOUNT * 200_000)  # nothing to await in it: the loop stands still  #@ bytecode
    elif WHAT == "file":
        for path in paths() * AMOUNT:
            with open(path, "rb", buffering=0) as file:
                while file.read(1 << 20):  # a blocking call: so it does here  #@ file
                    pass
    elif WHAT == "socket":
        reader, writer = await asyncio.open_connection(*SERVER)
        for i in range(AMOUNT * SIZE // 65536):
            writer.write(bytes(65536))  #@ socket
            await reader.readexactly(65536)  # the other tasks go on meanwhile
        writer.close()
    elif WHAT == "sleep":
        await asyncio.sleep(AMOUNT * 0.004)  #@ sleep
    elif WHAT == "hash":
        for data in contents() * AMOUNT:
            hashlib.sha256(data)  # releases the GIL, and nobody takes it  #@ hash
    else:
        a = b = numpy.ones((160, 160))
        for i in range(AMOUNT):
            a @ b  # likewise  #@ matrix


async def main():
    with open("data", "wb") as file:
        file.write(bytes(SIZE))
    tasks = [asyncio.create_task(do()) for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
