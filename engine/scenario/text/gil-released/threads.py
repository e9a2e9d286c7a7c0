import hashlib
import pathlib
import socket
import threading
import time

import numpy

WHAT = "bytecode"  #= what
AMOUNT = 100  #= amount
FOLDER = ""  #= folder
WORKERS = 4  #= workers
SERVER = ("127.0.0.1", 7000)
SIZE = 4 << 20


def paths():
    if not FOLDER:
        return [pathlib.Path("data")]
    return [path for path in pathlib.Path(FOLDER).iterdir() if path.is_file()]


def contents():
    if not FOLDER:
        return [bytes(SIZE)]
    return [path.read_bytes() for path in paths()]


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def do():
    if WHAT == "bytecode":
        count(AMOUNT * 200_000)  # keeps the GIL, but for a request  #@ bytecode
    elif WHAT == "file":
        for path in paths() * AMOUNT:
            with open(path, "rb", buffering=0) as file:
                while file.read(1 << 20):  # released while it reads  #@ file
                    pass
    elif WHAT == "socket":
        with socket.create_connection(SERVER) as connection:
            for i in range(AMOUNT * SIZE // 65536):
                connection.sendall(bytes(65536))  #@ socket
                connection.recv(65536, socket.MSG_WAITALL)
    elif WHAT == "sleep":
        time.sleep(AMOUNT * 0.004)  #@ sleep
    elif WHAT == "hash":
        for data in contents() * AMOUNT:
            hashlib.sha256(data)  # released for more than 2047 bytes  #@ hash
    else:
        a = b = numpy.ones((160, 160))
        for i in range(AMOUNT):
            a @ b  # released by numpy  #@ matrix


with open("data", "wb") as file:
    file.write(bytes(SIZE))
threads = [threading.Thread(target=do) for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
