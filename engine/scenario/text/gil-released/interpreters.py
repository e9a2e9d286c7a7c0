import hashlib
import pathlib
import socket
import time
from concurrent.futures import InterpreterPoolExecutor  # Python 3.14

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
        count(AMOUNT * 200_000)  #@ bytecode
    elif WHAT == "file":
        for path in paths() * AMOUNT:
            with open(path, "rb", buffering=0) as file:
                while file.read(1 << 20):  #@ file
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
            hashlib.sha256(data)  #@ hash
    else:
        import numpy  # which has refused to be imported in a second interpreter so far

        a = b = numpy.ones((160, 160))
        for i in range(AMOUNT):
            a @ b  #@ matrix


if __name__ == "__main__":
    with open("data", "wb") as file:
        file.write(bytes(SIZE))
    with InterpreterPoolExecutor(max_workers=WORKERS) as pool:
        runs = [pool.submit(do) for i in range(WORKERS)]  #@ start
        for run in runs:
            run.result()  #@ join
