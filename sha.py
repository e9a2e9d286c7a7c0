import threading, hashlib
d=b"x"*(64<<20)
def w(): 
    for i in range(4): hashlib.sha256(d).digest()
ts=[threading.Thread(target=w) for _ in range(2)]
[t.start() for t in ts]; [t.join() for t in ts]
