"""asyncio: when each task runs, what it waits for, and how it ended."""

import sys

from . import ring, site
from .objects import asking, emit, line, new
from .ring import DONE, GIVE, LEFT, POP, PUSH, RESUME, SET, SLEEP, SUSPEND, TAKE, TIMED, TOOK, WAIT, WAKE, fact, slot
from .threads import like

_tasks = 0


def _number(task):
    """The number of a task; a task is told of when it runs for the first time."""
    global _tasks
    n = _known.get(task)
    if n is None:
        _tasks += 1
        n = _known[task] = _tasks
        fact(task=n, name=task.get_name(), thread=ring.number(), coro=getattr(task.get_coro(), "__qualname__", ""))
    return n


def patch_events(events):
    """Patch what runs a step of a task."""
    from weakref import WeakKeyDictionary

    global _known
    _known = WeakKeyDictionary()
    run = events.Handle._run

    def traced_run(self):
        task = getattr(self._callback, "__self__", None)
        if not hasattr(task, "_fut_waiter") or not hasattr(task, "get_coro"):
            return run(self)
        if task.done():
            return run(self)
        n = _number(task)
        emit(RESUME, n)
        try:
            return run(self)
        finally:
            if task.done():
                emit(DONE, n, 1 if not task.cancelled() and task._exception is not None else 0)
            else:
                waiter = task._fut_waiter
                emit(SUSPEND, n, 0 if waiter is None else _number(waiter) if hasattr(waiter, "get_coro") else -1)

    events.Handle._run = like(traced_run, run)


def patch_tasks(tasks):
    """Patch asyncio.sleep."""
    sleep = tasks.sleep

    async def traced_sleep(delay, result=None, **kwargs):
        if delay > 0:
            line()
            emit(SLEEP | TIMED)
        return await sleep(delay, result, **kwargs)

    tasks.sleep = like(traced_sleep, sleep)
    package = sys.modules.get("asyncio")
    if package is not None and getattr(package, "sleep", None) is sleep:
        package.sleep = tasks.sleep


def _free(lock):
    return not lock._locked and not (lock._waiters and any(not w.cancelled() for w in lock._waiters))


def patch_locks(locks):
    """Patch asyncio's primitives."""
    _patch_lock(locks.Lock, "lock", _free, lambda self: 1)
    _patch_lock(locks.Semaphore, "semaphore", lambda self: not self.locked(), lambda self: 1)
    Event, Condition = locks.Event, locks.Condition
    _numbered(Event, lambda self: "event")
    _numbered(Condition, lambda self: "condition")
    set_, clear, wait = Event.set, Event.clear, Event.wait

    def traced_set(self):
        if self._corelanes:
            emit(SET, self._corelanes, 1)
        return set_(self)

    def traced_clear(self):
        if self._corelanes:
            emit(SET, self._corelanes, 0)
        return clear(self)

    async def traced_wait(self):
        if not self._corelanes or self.is_set():
            return await wait(self)
        return await _waiting(self._corelanes, wait(self))

    Event.set, Event.clear, Event.wait = like(traced_set, set_), like(traced_clear, clear), like(traced_wait, wait)
    condition_wait, wait_for, notify = Condition.wait, Condition.wait_for, Condition.notify

    async def traced_condition(self):
        if not self._corelanes or not self.locked():
            return await condition_wait(self)
        return await _waiting(self._corelanes, condition_wait(self))

    def traced_notify(self, n=1):
        if self._corelanes and self.locked():
            emit(WAKE, self._corelanes, min(n, len(self._waiters)))
        return notify(self, n)

    async def traced_wait_for(self, predicate):
        return await wait_for(self, asking(self._corelanes, predicate))

    Condition.wait, Condition.notify = like(traced_condition, condition_wait), like(traced_notify, notify)
    Condition.wait_for = like(traced_wait_for, wait_for)
    if hasattr(locks, "Barrier"):  # 3.11
        Barrier = locks.Barrier
        _numbered(Barrier, lambda self: "barrier", lambda self: self._parties)
        barrier_wait = Barrier.wait

        async def traced_barrier(self):
            if not self._corelanes:
                return await barrier_wait(self)
            return await _waiting(self._corelanes, barrier_wait(self))

        Barrier.wait = like(traced_barrier, barrier_wait)


async def _waiting(n, call, room=0):
    line()
    emit(WAIT | slot(room), n)
    try:
        return await call
    finally:
        emit(LEFT | slot(room), n)


def _numbered(cls, kind, param=lambda self: 0):
    """Give every object of a class a number when it is made."""
    init = cls.__init__

    def traced_init(self, *args, **kwargs):
        self._corelanes = 0
        init(self, *args, **kwargs)
        self._corelanes = new(kind(self), site.maker(1), param(self), library="asyncio")

    cls.__init__ = like(traced_init, init)


def _patch_lock(cls, kind, free, depth):
    _numbered(cls, lambda self: "bounded_semaphore" if "Bounded" in type(self).__name__ else kind, lambda self: getattr(self, "_value", 0))
    acquire, release = cls.acquire, cls.release

    async def traced_acquire(self):
        n = self._corelanes
        if not n or free(self):
            got = await acquire(self)
            if n and got:
                emit(TAKE, n, depth(self))
            return got
        line()
        emit(WAIT, n)
        got = False
        try:
            got = await acquire(self)
        finally:
            emit(TOOK if got else LEFT, n, depth(self))
        return got

    def traced_release(self):
        if self._corelanes:
            emit(GIVE, self._corelanes, 1)
        return release(self)

    cls.acquire, cls.release = like(traced_acquire, acquire), like(traced_release, release)


def patch_queues(queues):
    """Patch asyncio's queues."""
    Queue = queues.Queue
    _numbered(Queue, lambda self: "queue", lambda self: max(self._maxsize, 0))
    put, get, put_nowait, get_nowait, join = Queue.put, Queue.get, Queue.put_nowait, Queue.get_nowait, Queue.join

    async def traced_put(self, item):
        if not self._corelanes or not self.full():
            return await put(self, item)
        return await _waiting(self._corelanes, put(self, item), 1)

    async def traced_get(self):
        if not self._corelanes or not self.empty():
            return await get(self)
        return await _waiting(self._corelanes, get(self))

    async def traced_join(self):
        if not self._corelanes or not self._unfinished_tasks:
            return await join(self)
        return await _waiting(self._corelanes, join(self), 2)

    def traced_put_nowait(self, item):
        put_nowait(self, item)
        if self._corelanes:
            emit(PUSH, self._corelanes, 0)
            emit(SET, self._corelanes, self._unfinished_tasks)

    def traced_get_nowait(self):
        item = get_nowait(self)
        if self._corelanes:
            emit(POP, self._corelanes)
        return item

    Queue.put, Queue.get, Queue.join = like(traced_put, put), like(traced_get, get), like(traced_join, join)
    Queue.put_nowait, Queue.get_nowait = like(traced_put_nowait, put_nowait), like(traced_get_nowait, get_nowait)
