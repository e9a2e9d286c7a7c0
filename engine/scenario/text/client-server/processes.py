import multiprocessing
import socket
import time

SERVE = "in-turn"  #= serve
CLIENTS = 8  #= clients
THINK = 0.1  #= think


def answer(connection):
    with connection:
        connection.recv(1024)  #@ hear
        time.sleep(THINK)  #@ think
        connection.sendall(b"Hello, client!")  #@ answer


def client(address):
    with socket.create_connection(address) as connection:
        connection.sendall(b"Hello, server!")  #@ greet
        print(connection.recv(1024).decode())  #@ wait


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0), backlog=CLIENTS) as server:
        address = server.getsockname()
        processes = [multiprocessing.Process(target=client, args=(address,)) for i in range(CLIENTS)]
        for process in processes:
            process.start()
        for i in range(CLIENTS):
            connection, peer = server.accept()  #@ accept
            if SERVE == "in-turn":
                answer(connection)
            else:
                handler = multiprocessing.Process(target=answer, args=(connection,))
                handler.start()  # the connection is handed over
                processes.append(handler)
        for process in processes:
            process.join()  #@ join
