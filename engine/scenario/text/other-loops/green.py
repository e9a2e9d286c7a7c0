from gevent import monkey

monkey.patch_all()  # from here on blocking calls of the standard library switch

import ctypes
import socket
import time

import gevent
from gevent.server import StreamServer

CLIENTS = 50  #= clients
REQUESTS = 200  #= requests
BYTES = 1024  #= bytes
CALL = "none"  #= call
WAIT = 0.3  #= wait


def serve(connection, address):
    while data := connection.recv(65536):
        connection.sendall(data)


def client(address):
    message = bytes(i % 256 for i in range(BYTES))
    with socket.create_connection(address) as connection, connection.makefile("rb") as answers:
        for i in range(REQUESTS):
            connection.sendall(message)  #@ send
            assert answers.read(BYTES) == message  #@ receive


def beside():
    if CALL in ("await", "block"):
        time.sleep(WAIT)  # patched: the others go on  #@ beside
    elif CALL == "foreign":
        ctypes.CDLL(None).usleep(int(WAIT * 1e6))  # nobody can patch it: all stand still


server = StreamServer(("127.0.0.1", 0), serve)
server.start()
address = ("127.0.0.1", server.server_port)
gevent.joinall([gevent.spawn(client, address) for i in range(CLIENTS)] + [gevent.spawn(beside)])  #@ gather
server.stop()
