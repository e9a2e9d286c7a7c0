"""Waits for time, for the network, and for other programs."""

from .objects import blocked, timed
from .ring import BLOCK, IO, SLEEP
from .threads import like


def patch_time(time):
    """Patch time.sleep."""
    sleep = time.sleep

    def traced_sleep(seconds, /):
        return blocked(SLEEP, 0, 0, sleep, seconds)

    time.sleep = like(traced_sleep, sleep)


def patch_socket(socket):
    """Patch the calls of a socket that may wait."""
    for name in ("accept", "connect", "recv", "recv_into", "recvfrom", "recvmsg", "send", "sendall", "sendmsg", "sendto"):
        method = getattr(socket.socket, name, None)
        if method is not None:
            setattr(socket.socket, name, _waiting(method))


def _waiting(method):
    def traced(self, *args, **kwargs):
        if self.gettimeout() == 0:
            return method(self, *args, **kwargs)
        return blocked(IO, 0, 0, method, self, *args, **kwargs)

    return like(traced, method)


def patch_selectors(selectors):
    """Patch the selectors' select."""
    for name in ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector"):
        cls = getattr(selectors, name, None)
        if cls is not None and "select" in cls.__dict__:
            cls.select = _selecting(cls.select)


def _selecting(select):
    def traced(self, timeout=None):
        if timeout is not None and timeout <= 0:
            return select(self, timeout)
        return blocked(IO, 0, 0, select, self, timeout)

    return like(traced, select)


def patch_subprocess(subprocess):
    """Patch the wait for another program."""
    wait = subprocess.Popen.wait

    def traced_wait(self, timeout=None):
        if self.returncode is not None:
            return wait(self, timeout)
        return blocked(BLOCK | timed(timeout), 0, 0, wait, self, timeout)

    subprocess.Popen.wait = like(traced_wait, wait)
