import asyncio

import aiohttp

COUNT = 160  #= count
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"


def addresses():
    if not URLS:
        return [f"{SERVER}/page/{i}" for i in range(COUNT)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


async def download(session, url):
    async with session.get(url) as response:  #@ get
        return len(await response.read())


async def main():
    urls = addresses()
    async with aiohttp.ClientSession() as session:  # one for all tasks
        lengths = await asyncio.gather(*(download(session, url) for url in urls))  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")


asyncio.run(main())
