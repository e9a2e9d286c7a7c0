import os
import signal
import time
from multiprocessing import Process

PACE = 0.7  #= pace


def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n


def compute():
    while True:  # until it is killed
        count(100_000)  #@ compute


def sleep():
    time.sleep(3600)  #@ sleep


def end():
    pass


def letter(process):
    """The state that the system shows: R running, S sleeping, T stopped, Z zombie."""
    with open(f"/proc/{process.pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0]


def show(cast):
    print("  ".join(f"{name} {letter(process)}" for name, process in cast.items()))
    time.sleep(PACE)  #@ look


if __name__ == "__main__":
    bodies = {"Running": compute, "Sleeping": sleep, "Stopped": compute, "Interrupted": sleep, "Zombie": end}
    cast = {name: Process(target=body) for name, body in bodies.items()}
    for process in cast.values():
        process.start()
    show(cast)  # who has ended is a zombie until it is joined
    for name, sent in [
        ("Stopped", signal.SIGSTOP),
        ("Stopped", signal.SIGCONT),
        ("Interrupted", signal.SIGINT),
        ("Sleeping", signal.SIGTERM),
        ("Stopped", signal.SIGSTOP),
        ("Stopped", signal.SIGKILL),
        ("Running", signal.SIGKILL),
    ]:
        print(sent.name, "to", cast[name].pid)
        os.kill(cast[name].pid, sent)  #@ signal
        show(cast)
    for process in cast.values():
        process.join()  #@ join
