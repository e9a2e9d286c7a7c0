import threading
from concurrent.futures import ThreadPoolExecutor

import requests

COUNT = 160  #= count
WORKERS = 5  #= workers
SERVER = "http://127.0.0.1:8000"

local = threading.local()


def session():
    if not hasattr(local, "session"):
        local.session = requests.Session()  # one for each thread
    return local.session


def download(url):
    with session().get(url) as response:  #@ get
        return len(response.content)


urls = [f"{SERVER}/page/{i}" for i in range(COUNT)]
with ThreadPoolExecutor(max_workers=WORKERS) as pool:
    lengths = list(pool.map(download, urls))  #@ map
print(len(lengths), "pages,", sum(lengths), "bytes")
