import multiprocessing
import socket
import time

SESSION = "shared"  #= session
REQUESTS = 25  #= requests
LATENCY = 0.01  #= latency
WORKERS = 4  #= workers

LENGTH = 32  # bytes of every message


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


def ask(name, connection, answers):
    with connection:
        for i in range(REQUESTS):
            question = f"{name}.{i}"
            send(connection, question)  #@ ask
            heard = receive(connection)  # of a shared connection: whatever comes next, and whoever reads first  #@ read
            answers.put(heard == f"re {question}")


if __name__ == "__main__":
    heard = multiprocessing.SimpleQueue()
    with socket.create_server(("127.0.0.1", 0), backlog=WORKERS) as server:
        address = server.getsockname()
        connections = 1 if SESSION == "shared" else WORKERS
        sessions = [socket.create_connection(address) for _ in range(connections)]
        ends = [server.accept()[0] for _ in range(connections)]
        askers = [
            multiprocessing.Process(target=ask, args=(f"W{i + 1}", sessions[i % connections], heard))  # the open socket goes along
            for i in range(WORKERS)
        ]
        for process in askers:
            process.start()
        for session in sessions:
            session.close()  # here; the children have theirs
        servers = [multiprocessing.Process(target=serve, args=(end,)) for end in ends]
        for process in servers:
            process.start()
        for end in ends:
            end.close()
        answers = [heard.get() for _ in range(WORKERS * REQUESTS)]
        for process in askers + servers:
            process.join()
    print(answers.count(True), "answers were the asker's own,", answers.count(False), "somebody else's")
