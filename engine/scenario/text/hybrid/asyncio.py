import asyncio

import aiohttp

COUNT = 100  #= count
TURNS = 600_000  #= turns
SERVER = "http://127.0.0.1:8000"


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
    urls = [f"{SERVER}/page/{i}" for i in range(COUNT)]
    async with aiohttp.ClientSession() as session:
        lengths = await asyncio.gather(*(page(session, url) for url in urls))  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")


asyncio.run(main())
