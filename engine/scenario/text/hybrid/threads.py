import threading
from concurrent.futures import ThreadPoolExecutor

import requests

COUNT = 100  #= count
TURNS = 600_000  #= turns
WORKERS = 4  #= workers
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"

local = threading.local()


def addresses():
    if not URLS:
        return [f"{SERVER}/page/{i}" for i in range(COUNT)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def session():
    if not hasattr(local, "session"):
        local.session = requests.Session()  # one for each thread
    return local.session


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def page(url):
    with session().get(url) as response:  #@ get
        content = response.content
    count(TURNS)  #@ compute
    return len(content)


urls = addresses()
with ThreadPoolExecutor(max_workers=WORKERS) as pool:
    lengths = list(pool.map(page, urls))  #@ map
print(len(lengths), "pages,", sum(lengths), "bytes")
