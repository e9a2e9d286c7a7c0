import multiprocessing

import requests

COUNT = 100  #= count
TURNS = 600_000  #= turns
WORKERS = 4  #= workers
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"

session = None


def addresses():
    if not URLS:
        return [f"{SERVER}/page/{i}" for i in range(COUNT)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def begin():
    global session
    session = requests.Session()  # one for each process


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def page(url):
    with session.get(url) as response:  #@ get
        content = response.content
    count(TURNS)  #@ compute
    return len(content)


if __name__ == "__main__":
    urls = addresses()
    with multiprocessing.Pool(WORKERS, initializer=begin) as pool:
        lengths = pool.map(page, urls)  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")
