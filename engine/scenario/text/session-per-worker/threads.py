import socket
import threading
import time

SESSION = "shared"  #= session
REQUESTS = 25  #= requests
LATENCY = 0.01  #= latency
WORKERS = 4  #= workers

LENGTH = 32  # bytes of every message
answers = []  # of each question: was the answer its own?


def receive(connection):
    message = b""
    while len(message) < LENGTH:
        piece = connection.recv(LENGTH - len(message))
        if not piece:
            return None  # the other end was closed
        message += piece
    return message.decode().strip()


def send(connection, text):
    connection.sendall(text.ljust(LENGTH).encode())


def serve(connection):
    with connection:
        while (question := receive(connection)) is not None:  #@ hear
            time.sleep(LATENCY)
            send(connection, f"re {question}")  #@ answer


def ask(name, connection):
    for i in range(REQUESTS):
        question = f"{name}.{i}"
        send(connection, question)  #@ ask
        heard = receive(connection)  # of a shared connection: whatever comes next, and whoever reads first  #@ read
        answers.append(heard == f"re {question}")


with socket.create_server(("127.0.0.1", 0), backlog=WORKERS) as server:
    address = server.getsockname()
    connections = 1 if SESSION == "shared" else WORKERS
    sessions = [socket.create_connection(address) for _ in range(connections)]
    servers = [threading.Thread(target=serve, args=(server.accept()[0],)) for _ in range(connections)]
    askers = [threading.Thread(target=ask, args=(f"W{i + 1}", sessions[i % connections])) for i in range(WORKERS)]
    for thread in servers + askers:
        thread.start()
    for thread in askers:
        thread.join()
    for session in sessions:
        session.close()
    for thread in servers:
        thread.join()
print(answers.count(True), "answers were the asker's own,", answers.count(False), "somebody else's")
