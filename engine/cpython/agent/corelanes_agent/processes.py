"""multiprocessing: processes, what they wait for, and the primitives and queues between them."""

import sys
from time import monotonic_ns

from . import ring, site
from .objects import blocked, emit, line, new, timed
from .ring import CHILD, GIVE, IO, JOIN, LEFT, POP, PUSH, RUN, START, TAKE, TIMED, TOOK, WAIT, fact, slot
from .threads import like

_CHILD = 1 << 17  # of JOIN: what is waited for is a process


def patch_process(process):
    """Patch class BaseProcess."""
    Process = process.BaseProcess
    start, bootstrap, join = Process.start, Process._bootstrap, Process.join

    def traced_start(self):
        line()
        emit(START)
        try:
            return start(self)
        finally:
            popen = self._popen
            if popen is not None and popen.pid != ring.ring.pid:
                fact(child=popen.pid, name=self.name, by=ring.number())
                emit(CHILD, 0, popen.pid)
            emit(RUN)

    def traced_bootstrap(self, *args, **kwargs):
        fact(name=self.name, daemon=bool(self.daemon), t=monotonic_ns())
        code = 1
        try:
            code = bootstrap(self, *args, **kwargs)
            return code
        finally:
            ring.close(1 if code else 0)

    def traced_join(self, timeout=None):
        popen = self._popen
        if popen is None or popen.returncode is not None:
            return join(self, timeout)
        return blocked(JOIN | timed(timeout) | _CHILD, 0, popen.pid, join, self, timeout)

    Process.start, Process._bootstrap, Process.join = like(traced_start, start), like(traced_bootstrap, bootstrap), like(traced_join, join)


def patch_popen(popen_fork):
    """Patch class Popen: how a child ended."""
    Popen = popen_fork.Popen
    poll = Popen.poll

    def traced_poll(self, *args, **kwargs):
        before = self.returncode
        code = poll(self, *args, **kwargs)
        if before is None and code is not None:
            fact(ended=self.pid, code=code)
        return code

    Popen.poll = like(traced_poll, poll)


def _maker(depth, obj):
    """The user's frame that makes an object of multiprocessing; None when another such object makes it for itself."""
    frame = sys._getframe(depth + 1)
    while frame is not None and site.inside(frame.f_code.co_filename):
        if frame.f_code.co_name in ("__init__", "__setstate__"):
            owner = frame.f_locals.get("self")
            if owner is not None and owner is not obj:
                return None
        frame = frame.f_back
    return frame


_KINDS = {"Lock": "lock", "RLock": "rlock", "Semaphore": "semaphore", "BoundedSemaphore": "bounded_semaphore"}


def patch_synchronize(synchronize):
    """Patch the primitives that are semaphores of the operating system."""
    SemLock = synchronize.SemLock
    make, enter, leave = SemLock._make_methods, SemLock.__enter__, SemLock.__exit__

    def traced_make(self):
        make(self)
        kind, real = _KINDS.get(type(self).__name__), self._semlock
        unpickled = kind is not None and sys._getframe(1).f_code.co_name == "__setstate__"
        frame = sys._getframe(1) if unpickled else _maker(1, self) if kind else None
        n = self._corelanes = new(kind, frame, getattr(real, "maxvalue", 0) if "semaphore" not in (kind or "") else _value(real),
                                  shared=getattr(real, "name", None) or f"handle-{real.handle}", library="multiprocessing",
                                  adopted=True if unpickled else None)
        if n:
            self.acquire, self.release = _acquire(n, real), _release(n, real)

    def traced_enter(self):
        return self.acquire() if getattr(self, "_corelanes", 0) else enter(self)

    def traced_exit(self, *args):
        return self.release() if getattr(self, "_corelanes", 0) else leave(self, *args)

    SemLock._make_methods = like(traced_make, make)
    SemLock.__enter__, SemLock.__exit__ = like(traced_enter, enter), like(traced_exit, leave)


def _value(real):
    try:
        return real._get_value()
    except (NotImplementedError, OSError):
        return 0


def _acquire(n, real):
    def acquire(block=True, timeout=None):
        if real.acquire(False):
            emit(TAKE | (0 if block and timeout is None else TIMED), n, max(real._count(), 1))
            return True
        if not block:
            return False
        line()
        emit(WAIT | timed(timeout), n)
        got = False
        try:
            got = real.acquire(True, timeout)
        finally:
            emit(TOOK if got else LEFT, n, max(real._count(), 1))
        return got

    return acquire


def _release(n, real):
    def release():
        if real._count() > 1 and real.kind == 0:  # an RLock that stays taken
            emit(TAKE, n, real._count() - 1)
        else:
            emit(GIVE, n, 1)
        real.release()

    return release


def patch_queues(queues):
    """Patch the queues between processes."""
    Queue = queues.Queue
    init, put, get = Queue.__init__, Queue.put, Queue.get
    restore = Queue.__setstate__

    def traced_init(self, maxsize=0, *, ctx):
        init(self, maxsize, ctx=ctx)
        lock = self._rlock._semlock
        self._corelanes = new("process_queue", _maker(1, self), self._maxsize, shared=_key(lock), library="multiprocessing")

    def traced_restore(self, parts):
        restore(self, parts)
        lock = self._rlock._semlock
        self._corelanes = new("process_queue", sys._getframe(1), self._maxsize, shared=_key(lock), library="multiprocessing", adopted=True)

    def traced_put(self, obj, block=True, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return put(self, obj, block, timeout)
        line()
        emit(WAIT | slot(1) | timed(timeout), n)
        got = False
        try:
            got = put(self, obj, block, timeout) is None
        finally:
            emit(LEFT | slot(1), n)
            if got:
                emit(PUSH, n, 0)

    def traced_get(self, block=True, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return get(self, block, timeout)
        line()
        emit(WAIT | timed(timeout), n)
        got = False
        try:
            item = get(self, block, timeout)
            got = True
            return item
        finally:
            emit(LEFT, n)
            if got:
                emit(POP, n)

    Queue.__init__, Queue.put, Queue.get = like(traced_init, init), like(traced_put, put), like(traced_get, get)
    Queue.__setstate__ = like(traced_restore, restore)


def _key(lock):
    return "queue" + (getattr(lock, "name", None) or str(lock.handle))


def patch_connection(connection):
    """Patch the ends of pipes."""
    for cls in ("Connection", "PipeConnection"):
        cls = getattr(connection, cls, None)
        if cls is None:
            continue
        for name in ("_send_bytes", "_recv_bytes", "_poll"):
            if name in cls.__dict__:
                setattr(cls, name, _waiting(cls.__dict__[name]))


def _waiting(method):
    def traced(self, *args, **kwargs):
        return blocked(IO, 0, 0, method, self, *args, **kwargs)

    return like(traced, method)
