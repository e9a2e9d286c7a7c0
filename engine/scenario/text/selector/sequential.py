import selectors
import socket

WAY = "selector"  #= way
SOCKETS = 10  #= sockets
SLOWEST = 2.0  #= slowest
SERVER = ("127.0.0.1", 8000)

sockets = []
for i in range(SOCKETS):
    s = socket.create_connection(SERVER)
    wait = SLOWEST * ((i + SOCKETS - 2 % SOCKETS) % SOCKETS + 1) / SOCKETS
    s.sendall(f"GET /?wait={wait}s HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())  #@ ask
    s.setblocking(WAY == "blocking")
    sockets.append(s)

if WAY == "blocking":
    for s in sockets:
        while s.recv(1024):  # waits for this one, whoever else is ready  #@ blocking
            pass
elif WAY == "polling":
    left = list(sockets)
    while left:
        for s in list(left):
            try:
                if not s.recv(1024):  #@ polling
                    left.remove(s)
            except BlockingIOError:
                pass  # not yet: ask again, and again
else:
    selector = selectors.DefaultSelector()
    for s in sockets:
        selector.register(s, selectors.EVENT_READ)
    while selector.get_map():
        for key, events in selector.select():  # sleeps until somebody is ready  #@ selector
            if not key.fileobj.recv(1024):
                selector.unregister(key.fileobj)

for s in sockets:
    s.close()
