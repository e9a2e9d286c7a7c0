import os
from concurrent.futures import ThreadPoolExecutor

import requests

FILES = 150  #= files
SHARE = "few"  #= share
WORKERS = 8  #= workers
URLS = ""  #= urls
SERVER = "http://127.0.0.1:8000"


def addresses():
    if not URLS:
        return [f"{SERVER}/file/{i}" for i in range(FILES)]
    with open(URLS, encoding="utf-8-sig") as file:  # your own, one on each line
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


urls = addresses()


def fetch(number):
    response = requests.get(urls[number])  #@ get
    with open(str(number), "wb") as file:
        file.write(response.content)  #@ write
        os.fsync(file.fileno())


with ThreadPoolExecutor(max_workers=len(urls) if SHARE == "each" else WORKERS) as pool:
    list(pool.map(fetch, range(len(urls))))  #@ map
