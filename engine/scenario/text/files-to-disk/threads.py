import os
from concurrent.futures import ThreadPoolExecutor

import requests

FILES = 150  #= files
SHARE = "few"  #= share
WORKERS = 8  #= workers
SERVER = "http://127.0.0.1:8000"


def fetch(number):
    response = requests.get(f"{SERVER}/file/{number}")  #@ get
    with open(str(number), "wb") as file:
        file.write(response.content)  #@ write
        os.fsync(file.fileno())


with ThreadPoolExecutor(max_workers=FILES if SHARE == "each" else WORKERS) as pool:
    list(pool.map(fetch, range(FILES)))  #@ map
