import asyncio
from concurrent.futures import ThreadPoolExecutor

import aiohttp

COUNT = 100  #= count
TURNS = 600_000  #= turns
WORKERS = 4  #= workers
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


async def page(session, pool, url):
    async with session.get(url) as response:  #@ get
        content = await response.read()
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(pool, count, TURNS)  # the loop goes on  #@ compute
    return len(content)


async def main():
    urls = addresses()
    async with aiohttp.ClientSession() as session:
        with ThreadPoolExecutor(WORKERS) as pool:
            lengths = await asyncio.gather(*(page(session, pool, url) for url in urls))  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")


if __name__ == "__main__":
    asyncio.run(main())
