import asyncio
import contextlib
import sqlite3

import aiohttp

CALLS = 1500  #= calls
LIMIT = 100  #= limit
ROWS = 10  #= rows
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"

database = sqlite3.connect("answers.db")
limit = asyncio.Semaphore(LIMIT) if LIMIT else contextlib.nullcontext()
lock = asyncio.Lock()


def addresses():
    if not URLS:
        return [f"{SERVER}/call/{i}" for i in range(CALLS)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def parts(call, answer):
    size = len(answer)
    return [(call, i, answer[size * i // ROWS:size * (i + 1) // ROWS]) for i in range(ROWS)]


async def store(session, call, url):
    async with limit:  #@ limit
        async with session.get(url) as response:  #@ get
            answer = await response.read()
    async with lock:  #@ turn
        with database:  # a transaction: this holds the loop
            database.executemany("INSERT INTO answers VALUES (?, ?, ?)", parts(call, answer))  #@ write


async def main():
    with database:
        database.execute("CREATE TABLE answers (call INTEGER, part INTEGER, content BLOB)")  #@ create
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(store(session, call, url) for call, url in enumerate(addresses())))  #@ map
    print(database.execute("SELECT COUNT(*) FROM answers").fetchone()[0], "rows")  #@ count


asyncio.run(main())
