import multiprocessing

import requests

COUNT = 160  #= count
WORKERS = 5  #= workers
SERVER = "http://127.0.0.1:8000"

session = None


def begin():
    global session
    session = requests.Session()  # one for each process


def download(url):
    with session.get(url) as response:  #@ get
        return len(response.content)


if __name__ == "__main__":
    urls = [f"{SERVER}/page/{i}" for i in range(COUNT)]
    with multiprocessing.Pool(WORKERS, initializer=begin) as pool:
        lengths = pool.map(download, urls)  #@ map
    print(len(lengths), "pages,", sum(lengths), "bytes")
