import asyncio
import os

import aiohttp

FILES = 150  #= files
SHARE = "few"  #= share
WORKERS = 8  #= workers
SERVER = "http://127.0.0.1:8000"


async def fetch(session, number):
    async with session.get(f"{SERVER}/file/{number}") as response:  #@ get
        content = await response.read()
    with open(str(number), "wb") as file:  # this holds the loop
        file.write(content)  #@ write
        os.fsync(file.fileno())


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session, i) for i in range(FILES)))  #@ map


asyncio.run(main())
