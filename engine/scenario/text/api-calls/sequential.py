import sqlite3

import requests

CALLS = 1500  #= calls
ROWS = 10  #= rows
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"


def addresses():
    if not URLS:
        return [f"{SERVER}/call/{i}" for i in range(CALLS)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def parts(call, answer):
    size = len(answer)
    return [(call, i, answer[size * i // ROWS:size * (i + 1) // ROWS]) for i in range(ROWS)]


with sqlite3.connect("answers.db") as database:
    database.execute("CREATE TABLE answers (call INTEGER, part INTEGER, content BLOB)")  #@ create

session = requests.Session()
for call, url in enumerate(addresses()):  #@ map
    answer = session.get(url).content  #@ get
    with database:  # a transaction
        database.executemany("INSERT INTO answers VALUES (?, ?, ?)", parts(call, answer))  #@ write

print(database.execute("SELECT COUNT(*) FROM answers").fetchone()[0], "rows")  #@ count
