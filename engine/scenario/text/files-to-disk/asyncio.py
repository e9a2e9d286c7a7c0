import asyncio
import os

import aiohttp

FILES = 150  #= files
SHARE = "few"  #= share
WORKERS = 8  #= workers
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"


def addresses():
    if not URLS:
        return [f"{SERVER}/file/{i}" for i in range(FILES)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


async def fetch(session, number, url):
    async with session.get(url) as response:  #@ get
        content = await response.read()
    with open(str(number), "wb") as file:  # this holds the loop
        file.write(content)  #@ write
        os.fsync(file.fileno())


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session, i, url) for i, url in enumerate(addresses())))  #@ map


asyncio.run(main())
