import multiprocessing
import socket
import time

TURNS = 30_000_000  #= turns
INTERVAL = 0.0  #= interval
NAPS = 150  #= naps
NAP = 0.001  #= nap
ECHOES = 150  #= echoes
WORKERS = 2  #= workers
SERVER = ("127.0.0.1", 7000)


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def nap():
    for i in range(NAPS):
        time.sleep(NAP)  #@ nap


def echo():
    with socket.create_connection(SERVER) as connection:
        for i in range(ECHOES):
            connection.sendall(b"x")  #@ send
            connection.recv(1)  #@ receive


if __name__ == "__main__":
    echo()  # alone first  #@ alone
    processes = [multiprocessing.Process(target=nap), multiprocessing.Process(target=echo)]
    processes += [multiprocessing.Process(target=count, args=(TURNS,)) for i in range(WORKERS)]
    for process in processes:
        process.start()  #@ start
    for process in processes:
        process.join()  #@ join
