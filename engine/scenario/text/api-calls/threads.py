import contextlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

CALLS = 1500  #= calls
LIMIT = 100  #= limit
ROWS = 10  #= rows
WORKERS = 8  #= workers
SERVER = "http://127.0.0.1:8000"

limit = threading.Semaphore(LIMIT) if LIMIT else contextlib.nullcontext()
lock = threading.Lock()  # SQLite lets one write at a time
local = threading.local()


def begin():
    local.session = requests.Session()  # one for each thread
    local.database = sqlite3.connect("answers.db")


def parts(call, answer):
    size = len(answer)
    return [(call, i, answer[size * i // ROWS:size * (i + 1) // ROWS]) for i in range(ROWS)]


def store(call):
    with limit:  #@ limit
        answer = local.session.get(f"{SERVER}/call/{call}").content  #@ get
    with lock:  #@ turn
        with local.database:  # a transaction
            local.database.executemany("INSERT INTO answers VALUES (?, ?, ?)", parts(call, answer))  #@ write


with sqlite3.connect("answers.db") as database:
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE answers (call INTEGER, part INTEGER, content BLOB)")  #@ create
with ThreadPoolExecutor(max_workers=WORKERS, initializer=begin) as pool:
    list(pool.map(store, range(CALLS)))  #@ map
print(database.execute("SELECT COUNT(*) FROM answers").fetchone()[0], "rows")  #@ count
