import socket
import threading
import time

SERVE = "in-turn"  #= serve
CLIENTS = 8  #= clients
THINK = 0.1  #= think


def answer(connection):
    with connection:
        connection.recv(1024)  #@ hear
        time.sleep(THINK)  #@ think
        connection.sendall(b"Hello, client!")  #@ answer


def client():
    with socket.create_connection(address) as connection:
        connection.sendall(b"Hello, server!")  #@ greet
        print(connection.recv(1024).decode())  #@ wait


with socket.create_server(("127.0.0.1", 0), backlog=CLIENTS) as server:
    address = server.getsockname()
    threads = [threading.Thread(target=client) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for i in range(CLIENTS):
        connection, peer = server.accept()  #@ accept
        if SERVE == "in-turn":
            answer(connection)
        else:
            handler = threading.Thread(target=answer, args=(connection,))
            handler.start()
            threads.append(handler)
    for thread in threads:
        thread.join()  #@ join
