import multiprocessing

import requests

COUNT = 160  #= count
WORKERS = 5  #= workers
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


def download(url):
    with session.get(url) as response:  #@ get
        return len(response.content)


if __name__ == "__main__":
    urls = addresses()
    with multiprocessing.Pool(WORKERS, initializer=begin) as pool:
        lengths = pool.map(download, urls)  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")
