import asyncio

import aiohttp

COUNT = 160  #= count
SERVER = "http://127.0.0.1:8000"


async def download(session, url):
    async with session.get(url) as response:  #@ get
        return len(await response.read())


async def main():
    urls = [f"{SERVER}/page/{i}" for i in range(COUNT)]
    async with aiohttp.ClientSession() as session:  # one for all tasks
        lengths = await asyncio.gather(*(download(session, url) for url in urls))  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")


asyncio.run(main())
