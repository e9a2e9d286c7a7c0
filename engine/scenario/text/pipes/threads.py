import os
import tempfile
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread

KIND = "duplex"  #= kind
MESSAGES = 8  #= messages
BYTES = 32768  #= bytes
RECEIVE = 0.15  #= receive
LEAVE = False  #= leave


def send(open_end):
    conn = open_end()
    try:
        conn.send(["данные", 123, True])
        for _ in range(MESSAGES):
            conn.send_bytes(bytes(BYTES))  # waits while the pipe is full  #@ send
        if KIND == "duplex":
            print("the receiver counted", conn.recv())  #@ hear
    except (BrokenPipeError, EOFError, ConnectionResetError) as error:
        print(type(error).__name__, error)
    conn.close()


def receive(open_end):
    conn = open_end()
    print("Сообщение от процесса:", conn.recv())
    received = 0
    try:
        while received < (MESSAGES // 2 if LEAVE else MESSAGES):
            conn.recv_bytes()  #@ receive
            received += 1
            time.sleep(RECEIVE)  #@ pause
        if KIND == "duplex":
            conn.send(received)
    except (EOFError, BrokenPipeError):
        pass
    conn.close()


class Named:
    """One end of a named pipe: whoever knows the name can open it, once somebody opens the other."""

    def __init__(self, path, write):
        self.path, self.write = path, write

    def __call__(self):
        flags = os.O_WRONLY if self.write else os.O_RDONLY
        return Connection(os.open(self.path, flags), readable=not self.write, writable=self.write)


if KIND == "named":
    path = os.path.join(tempfile.mkdtemp(), "pipe")
    os.mkfifo(path)
    ends = [Named(path, True), Named(path, False)]
else:
    receiving, sending = Pipe(duplex=KIND == "duplex")
    ends = [lambda: sending, lambda: receiving]
threads = [Thread(target=send, args=(ends[0],)), Thread(target=receive, args=(ends[1],))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if KIND == "named":
    os.unlink(path)  # its name stays until somebody removes it
