"""The primitives of module threading, and the queues.

What the standard library makes for itself (the lock inside a queue, the condition inside an event) is left as it is. A release
is told before it is made, otherwise the next owner's event could come first.
"""

import sys
from _thread import allocate_lock

from . import site
from .objects import asking, blocked, emit, line, new, timed
from .ring import BLOCK, GIVE, LAST, LEFT, POP, PUSH, SET, TAKE, TIMED, TOOK, WAIT, WAKE, slot
from .threads import like, patch_threads


def _acquire(n, real, depth, blocking, timeout):
    """Take a lock as its own acquire would, and tell of it."""
    if blocking is True and timeout == -1:
        if real(False):
            emit(TAKE, n, depth)
            return True
        flag = 0
    else:  # wrong arguments are the real one's to refuse
        if not blocking or not isinstance(timeout, (int, float)) or timeout < 0:
            got = real(blocking, timeout)
            if got:
                emit(TAKE | TIMED, n, depth)
            return got
        flag = TIMED
    line()
    emit(WAIT | flag, n)
    got = False
    try:
        got = real(blocking, timeout)
    finally:
        emit(TOOK if got else LEFT, n, depth)
    return got


class Lock:
    """threading.Lock, recorded."""

    __slots__ = ("__weakref__", "_n", "_real")

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"cannot create '{cls.__module__}.{cls.__qualname__}' instances")

    def acquire(self, blocking=True, timeout=-1):
        return _acquire(self._n, self._real.acquire, 1, blocking, timeout)

    def release(self):
        emit(GIVE, self._n)
        self._real.release()

    def __enter__(self):
        return _acquire(self._n, self._real.acquire, 1, True, -1)

    def __exit__(self, *error):
        emit(GIVE, self._n)
        self._real.release()

    def locked(self):
        return self._real.locked()

    def _at_fork_reinit(self):
        self._real._at_fork_reinit()

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.lock' object")

    def __repr__(self):
        return repr(self._real)

    acquire_lock, release_lock, locked_lock = acquire, release, locked


_kind = type(allocate_lock())  # the traced class goes by the real one's name
Lock.__module__, Lock.__name__, Lock.__qualname__ = _kind.__module__, _kind.__name__, _kind.__qualname__


def patch_threading(threading):
    """Patch module threading."""
    patch_threads(threading)
    real_lock, real_rlock = threading.Lock, threading.RLock
    own = threading.__dict__

    class RLock:
        """threading.RLock, recorded."""

        __slots__ = ("__weakref__", "_depth", "_n", "_real")

        def __init__(self, real, n):
            self._real, self._n, self._depth = real, n, 0

        def acquire(self, blocking=True, timeout=-1):
            mine = self._real._is_owned()
            got = _acquire(self._n, self._real.acquire, self._depth + 1 if mine else 1, blocking, timeout)
            if got:
                self._depth = self._depth + 1 if mine else 1
            return got

        def release(self):
            if self._real._is_owned():
                self._depth -= 1
                if self._depth > 0:
                    emit(TAKE, self._n, self._depth)
                else:
                    emit(GIVE, self._n)
            self._real.release()

        def __enter__(self):
            return self.acquire()

        def __exit__(self, *error):
            self.release()

        def _release_save(self):
            if self._real._is_owned():
                emit(GIVE, self._n)
            return self._real._release_save(), self._depth

        def _acquire_restore(self, state):
            real, depth = state
            emit(WAIT, self._n)
            self._real._acquire_restore(real)
            self._depth = depth
            emit(TOOK, self._n, depth)

        def _at_fork_reinit(self):
            self._real._at_fork_reinit()
            self._depth = 0

        def __getattr__(self, name):  # what later versions have more: _recursion_count, locked
            return getattr(self._real, name)

        def _is_owned(self):
            return self._real._is_owned()

        def __reduce__(self):
            raise TypeError("cannot pickle '_thread.RLock' object")

        def __repr__(self):
            return repr(self._real)

    def make_lock():
        frame = site.maker(1)
        if frame is None:
            return real_lock()
        lock = object.__new__(Lock)
        lock._real, lock._n = real_lock(), new("lock", frame)
        return lock

    def make_rlock(*args, **kwargs):
        frame = site.maker(1)
        real = real_rlock(*args, **kwargs)
        return real if frame is None else RLock(real, new("rlock", frame))

    own["Lock"], own["RLock"] = like(make_lock, real_lock), like(make_rlock, real_rlock)
    make_lock.__module__, make_lock.__qualname__ = "threading", "Lock"  # where pickle finds this one: a manager sends it to its process
    if sys.version_info >= (3, 13):  # a class there, which nobody may derive from, and which isinstance is asked about
        own["Lock"] = _callable_type(real_lock, make_lock, Lock)
    _patch_condition(threading, RLock, real_rlock)
    _patch_others(threading)


def _callable_type(real, make, traced):
    class Meta(type):
        def __new__(mcls, name, bases, members):
            if bases:
                raise TypeError(f"type '{real.__module__}.{real.__qualname__}' is not an acceptable base type")
            return super().__new__(mcls, name, bases, members)

        def __call__(cls):
            return make()

        def __instancecheck__(cls, x):
            return isinstance(x, (real, traced))

    return Meta("Lock", (), {"__module__": "threading", "__doc__": real.__doc__})  # where pickle finds it


def _patch_condition(threading, RLock, real_rlock):
    Condition = threading.Condition
    init, wait, wait_for, notify = Condition.__init__, Condition.wait, Condition.wait_for, Condition.notify

    def traced_init(self, lock=None):
        frame = site.maker(1)
        if frame is not None and lock is None:
            lock = RLock(real_rlock(), new("rlock", frame))
        init(self, lock)
        self._corelanes = new("condition", frame, lock=getattr(lock, "_n", 0))

    def traced_wait(self, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return blocked(BLOCK | timed(timeout), 0, 0, wait, self, timeout)
        if not self._is_owned():
            return wait(self, timeout)
        line()
        emit(WAIT | timed(timeout), n)
        try:
            return wait(self, timeout)
        finally:
            emit(LEFT, n)

    def traced_wait_for(self, predicate, timeout=None):
        return wait_for(self, asking(getattr(self, "_corelanes", 0), predicate), timeout)

    def traced_notify(self, n=1):
        mine = getattr(self, "_corelanes", 0)
        if mine and self._is_owned():
            emit(WAKE, mine, min(n, len(self._waiters)))
        return notify(self, n)

    Condition.__init__, Condition.wait, Condition.notify = like(traced_init, init), like(traced_wait, wait), like(traced_notify, notify)
    Condition.wait_for = like(traced_wait_for, wait_for)


def _patch_others(threading):
    Event, Semaphore, Bounded, Barrier = threading.Event, threading.Semaphore, threading.BoundedSemaphore, threading.Barrier
    event_init, event_wait, event_set, event_clear = Event.__init__, Event.wait, Event.set, Event.clear

    def traced_event(self):
        event_init(self)
        self._corelanes = new("event", site.maker(1))

    def traced_wait(self, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n or self._flag:
            return event_wait(self, timeout)
        line()
        emit(WAIT | timed(timeout), n)
        try:
            return event_wait(self, timeout)
        finally:
            emit(LEFT, n)

    def traced_set(self):
        n = getattr(self, "_corelanes", 0)
        if n:
            emit(SET, n, 1)
        return event_set(self)

    def traced_clear(self):
        n = getattr(self, "_corelanes", 0)
        if n:
            emit(SET, n, 0)
        return event_clear(self)

    Event.__init__, Event.wait = like(traced_event, event_init), like(traced_wait, event_wait)
    Event.set, Event.clear = like(traced_set, event_set), like(traced_clear, event_clear)

    semaphore_init, acquire, release, bounded_release = Semaphore.__init__, Semaphore.acquire, Semaphore.release, Bounded.release

    def traced_semaphore(self, value=1):
        semaphore_init(self, value)
        self._corelanes = new("bounded_semaphore" if isinstance(self, Bounded) else "semaphore", site.maker(1), value)

    def traced_acquire(self, blocking=True, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return acquire(self, blocking, timeout)
        if self._value > 0 or not blocking:
            got = acquire(self, blocking, timeout)
            if got:
                emit(TAKE, n, 1)
            return got
        line()
        emit(WAIT | timed(timeout), n)
        got = False
        try:
            got = acquire(self, blocking, timeout)
        finally:
            emit(TOOK if got else LEFT, n, 1)
        return got

    def traced_release(real):
        def released(self, n=1):
            mine = getattr(self, "_corelanes", 0)
            if not mine:
                return real(self, n)
            emit(GIVE, mine, n)
            try:
                return real(self, n)
            except BaseException:  # nothing was released
                emit(SET, mine, self._value)
                raise

        return like(released, real)

    Semaphore.__init__, Semaphore.acquire = like(traced_semaphore, semaphore_init), like(traced_acquire, acquire)
    Semaphore.__enter__ = Semaphore.acquire
    Semaphore.release, Bounded.release = traced_release(release), traced_release(bounded_release)

    barrier_init, barrier_wait = Barrier.__init__, Barrier.wait

    def traced_barrier(self, parties, action=None, timeout=None):
        barrier_init(self, parties, action, timeout)
        self._corelanes = new("barrier", site.maker(1), parties)

    def traced_barrier_wait(self, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return barrier_wait(self, timeout)
        line()
        emit(WAIT | timed(self._timeout if timeout is None else timeout), n)
        try:
            return barrier_wait(self, timeout)
        finally:
            emit(LEFT, n)
            if self.broken:
                emit(SET, n, self._state)

    Barrier.__init__, Barrier.wait = like(traced_barrier, barrier_init), like(traced_barrier_wait, barrier_wait)


def patch_queue(queue):
    """Patch module queue."""
    Queue = queue.Queue
    init, put, get, done, join = Queue.__init__, Queue.put, Queue.get, Queue.task_done, Queue.join

    def traced_init(self, maxsize=0):
        init(self, maxsize)
        self._corelanes, self._corelanes_items = new("queue", site.maker(1), max(maxsize, 0)), 0

    def traced_put(self, item, block=True, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return put(self, item, block, timeout)
        full = block and 0 < self.maxsize <= self._qsize()
        if full:
            line()
            emit(WAIT | slot(1) | timed(timeout), n)
        got = False
        try:
            got = put(self, item, block, timeout) is None
        finally:
            if full:
                emit(LEFT | slot(1), n)
            if got:
                self._corelanes_items += 1
                emit(PUSH, n, self._corelanes_items)
                emit(SET, n, self.unfinished_tasks)

    def traced_get(self, block=True, timeout=None):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return get(self, block, timeout)
        empty = block and not self._qsize()
        if empty:
            line()
            emit(WAIT | timed(timeout), n)
        got = False
        try:
            item = get(self, block, timeout)
            got = True
            return item
        finally:
            if empty:
                emit(LEFT, n)
            if got:
                emit(POP | (LAST if isinstance(self, queue.LifoQueue) else 0), n)

    def traced_done(self):
        result = done(self)
        n = getattr(self, "_corelanes", 0)
        if n:
            emit(SET, n, self.unfinished_tasks)
        return result

    def traced_join(self):
        n = getattr(self, "_corelanes", 0)
        if not n or not self.unfinished_tasks:
            return join(self)
        line()
        emit(WAIT | slot(2), n)
        try:
            return join(self)
        finally:
            emit(LEFT | slot(2), n)

    Queue.__init__, Queue.put, Queue.get = like(traced_init, init), like(traced_put, put), like(traced_get, get)
    Queue.task_done, Queue.join = like(traced_done, done), like(traced_join, join)
    _patch_simple(queue)


def _patch_simple(queue):
    real = queue.SimpleQueue

    class SimpleQueue(real):
        """queue.SimpleQueue, whose waits are recorded."""

        def get(self, block=True, timeout=None):
            if not block or not self.empty():
                return real.get(self, block, timeout)
            return blocked(BLOCK | timed(timeout), 0, 0, real.get, self, block, timeout)

    SimpleQueue.__module__, SimpleQueue.__qualname__ = "queue", real.__qualname__  # where pickle finds it
    queue.SimpleQueue = SimpleQueue
