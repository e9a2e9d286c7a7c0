"""Threads: when each begins and ends, who started it, and who waits for its end."""

from . import ring
from .objects import blocked, timed
from .ring import END, JOIN, emit

def patch_threads(threading):
    """Patch class Thread of module threading."""
    Thread = threading.Thread
    start, inner, join = Thread.start, Thread._bootstrap_inner, Thread.join

    def traced_start(self):
        self._corelanes_by = ring.number()
        return start(self)

    def traced_inner(self, *args):
        ring.retire()  # an ident may have belonged to another
        self._corelanes = ring.thread(self.name, getattr(self, "_corelanes_by", 0), bool(self.daemon))
        try:
            return inner(self, *args)
        finally:
            emit(END)
            ring.retire()

    def traced_join(self, timeout=None):
        number = getattr(self, "_corelanes", 0)
        if not number or not self.is_alive():
            return join(self, timeout)
        return blocked(JOIN | timed(timeout), 0, number, join, self, timeout)

    shutdown = threading._shutdown

    def traced_shutdown():
        left = [t for t in threading.enumerate() if not t.daemon and t is not threading.current_thread()]
        number = getattr(left[-1], "_corelanes", 0) if left else 0
        if not number:
            return shutdown()
        return blocked(JOIN, 0, number, shutdown)  # the main thread waits for the others before the interpreter ends

    threading._shutdown = like(traced_shutdown, shutdown)
    Thread.start, Thread._bootstrap_inner, Thread.join = like(traced_start, start), like(traced_inner, inner), like(traced_join, join)


def like(new, old):
    """Name and documentation of what is replaced."""
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        try:
            setattr(new, name, getattr(old, name))
        except AttributeError:
            pass
    return new
