import contextlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

CALLS = 1500  #= calls
LIMIT = 100  #= limit
ROWS = 10  #= rows
WORKERS = 8  #= workers
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"

limit = threading.Semaphore(LIMIT) if LIMIT else contextlib.nullcontext()
lock = threading.Lock()  # SQLite lets one write at a time
local = threading.local()


def addresses():
    if not URLS:
        return [f"{SERVER}/call/{i}" for i in range(CALLS)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def begin():
    local.session = requests.Session()  # one for each thread
    local.database = sqlite3.connect("answers.db")


def parts(call, answer):
    size = len(answer)
    return [(call, i, answer[size * i // ROWS:size * (i + 1) // ROWS]) for i in range(ROWS)]


urls = addresses()


def store(call):
    with limit:  #@ limit
        answer = local.session.get(urls[call]).content  #@ get
    with lock:  #@ turn
        with local.database:  # a transaction
            local.database.executemany("INSERT INTO answers VALUES (?, ?, ?)", parts(call, answer))  #@ write


with sqlite3.connect("answers.db") as database:
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE answers (call INTEGER, part INTEGER, content BLOB)")  #@ create
with ThreadPoolExecutor(max_workers=WORKERS, initializer=begin) as pool:
    list(pool.map(store, range(len(urls))))  #@ map
print(database.execute("SELECT COUNT(*) FROM answers").fetchone()[0], "rows")  #@ count
