import multiprocessing
import os

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


if __name__ == "__main__":
    with multiprocessing.Pool(FILES if SHARE == "each" else WORKERS) as pool:
        pool.map(fetch, range(FILES))  #@ map
