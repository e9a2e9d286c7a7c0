import os
import socket
import tempfile
import time
from multiprocessing import Array, Manager, Pipe, Queue
from multiprocessing.shared_memory import SharedMemory
from threading import Thread

MEANS = "all"  #= means
BYTES = 1048576  #= bytes
TRIPS = 20  #= trips
UNLINK = True  #= unlink

DATA = bytes(i % 256 for i in range(BYTES))


def take_queue(there, back):
    for _ in range(TRIPS):
        back.put(len(there.get()))


def give_queue():
    there, back = Queue(), Queue()
    yield take_queue, (there, back)
    for _ in range(TRIPS):
        there.put(DATA)
        back.get()


def take_pipe(conn):
    for _ in range(TRIPS):
        conn.recv_bytes()
        conn.send_bytes(b"ok")


def give_pipe():
    here, there = Pipe()
    yield take_pipe, (there,)
    for _ in range(TRIPS):
        here.send_bytes(DATA)
        here.recv_bytes()


def take_array(array, signal):
    for _ in range(TRIPS):
        signal.recv()
        with array.get_lock():
            bytes(memoryview(array.get_obj()))
        signal.send("ok")


def give_array():
    array, (here, there) = Array("B", BYTES), Pipe()
    yield take_array, (array, there)
    for _ in range(TRIPS):
        with array.get_lock():
            memoryview(array.get_obj()).cast("B")[:] = DATA
        here.send("go")
        here.recv()


def take_shared(name, signal):
    memory = SharedMemory(name)
    for _ in range(TRIPS):
        signal.recv()
        bytes(memory.buf[:BYTES])
        signal.send("ok")
    memory.close()


def give_shared():
    memory, (here, there) = SharedMemory(create=True, size=BYTES), Pipe()
    yield take_shared, (memory.name, there)
    for _ in range(TRIPS):
        memory.buf[:BYTES] = DATA
        here.send("go")
        here.recv()
    memory.close()
    if UNLINK:
        memory.unlink()  # else it is left behind


def give_manager():
    with Manager() as manager:
        there, back = manager.Queue(), manager.Queue()
        yield take_queue, (there, back)
        for _ in range(TRIPS):
            there.put(DATA)
            back.get()


def take_file(path, signal):
    for _ in range(TRIPS):
        signal.recv()
        with open(path, "rb") as file:
            file.read()
        signal.send("ok")


def give_file():
    path, (here, there) = os.path.join(tempfile.mkdtemp(), "shared.bin"), Pipe()
    yield take_file, (path, there)
    for _ in range(TRIPS):
        with open(path, "wb") as file:
            file.write(DATA)
        here.send("go")
        here.recv()
    os.unlink(path)


def take_socket(address):
    with socket.create_connection(address) as conn, conn.makefile("rb") as stream:
        for _ in range(TRIPS):
            stream.read(BYTES)
            conn.sendall(b"ok")


def give_socket():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield take_socket, (listening.getsockname(),)
        conn, _ = listening.accept()
        with conn:
            for _ in range(TRIPS):
                conn.sendall(DATA)
                conn.recv(2)


def pass_on(name, giving):
    take, args = next(giving)  # what the peer runs, once this side is ready
    peer = Thread(target=take, args=args)
    peer.start()
    begin = time.perf_counter()
    for _ in giving:
        pass
    trip = (time.perf_counter() - begin) / TRIPS
    peer.join()
    print(f"{name}: {trip * 1e6:.0f} µs for a trip of {BYTES} bytes")


GIVE = {
    "queue": give_queue,
    "pipe": give_pipe,
    "array": give_array,
    "shared": give_shared,
    "manager": give_manager,
    "file": give_file,
    "socket": give_socket,
}

if __name__ == "__main__":
    for name, give in GIVE.items():
        if MEANS in ("all", name):
            pass_on(name, give())
