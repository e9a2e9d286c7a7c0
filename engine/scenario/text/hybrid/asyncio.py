import asyncio

import aiohttp

COUNT = 100  #= count
TURNS = 600_000  #= turns
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"


def addresses():
    if not URLS:
        return [f"{SERVER}/page/{i}" for i in range(COUNT)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


async def page(session, url):
    async with session.get(url) as response:  #@ get
        content = await response.read()
    count(TURNS)  # holds the loop  #@ compute
    return len(content)


async def main():
    urls = addresses()
    async with aiohttp.ClientSession() as session:
        lengths = await asyncio.gather(*(page(session, url) for url in urls))  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")


asyncio.run(main())
