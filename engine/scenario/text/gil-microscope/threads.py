import socket
import sys
import threading
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


if INTERVAL:
    sys.setswitchinterval(INTERVAL)
echo()  # alone first  #@ alone
threads = [threading.Thread(target=nap), threading.Thread(target=echo)]
threads += [threading.Thread(target=count, args=(TURNS,)) for i in range(WORKERS)]
for thread in threads:
    thread.start()  #@ start
for thread in threads:
    thread.join()  #@ join
