"""Pools of threads and of processes: their tasks, and who works at which."""

from . import site
from .objects import emit, new
from .ring import GIVE, POP, PUSH, TAKE
from .threads import like


def patch_threads(module):
    """Patch class ThreadPoolExecutor."""
    Pool, Item = module.ThreadPoolExecutor, module._WorkItem
    init, submit, run = Pool.__init__, Pool.submit, Item.run

    def traced_init(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self._corelanes = new("pool", site.maker(1), self._max_workers)
        self._corelanes_tasks = 0

    def traced_submit(self, fn, /, *args, **kwargs):
        n = getattr(self, "_corelanes", 0)
        if not n:
            return submit(self, fn, *args, **kwargs)
        self._corelanes_tasks += 1
        task = self._corelanes_tasks
        emit(PUSH, n, task)
        return submit(self, _Task(fn, n, task), *args, **kwargs)

    def traced_run(self, *args):
        task = self.fn if hasattr(self, "fn") else getattr(getattr(self, "task", (None,)), "__getitem__", lambda i: None)(0)
        if not isinstance(task, _Task):
            return run(self, *args)
        emit(POP, task.pool, task.number)
        emit(TAKE, task.pool, task.number)
        try:
            return run(self, *args)
        finally:
            emit(GIVE, task.pool)

    Pool.__init__, Pool.submit, Item.run = like(traced_init, init), like(traced_submit, submit), like(traced_run, run)


class _Task:
    """A function on its way to a thread of a pool."""

    __slots__ = ("fn", "number", "pool")

    def __init__(self, fn, pool, number):
        self.fn, self.pool, self.number = fn, pool, number

    def __call__(self, /, *args, **kwargs):
        return self.fn(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.fn, name)


def patch_processes(module):
    """Patch class ProcessPoolExecutor: how many tasks it was given."""
    Pool = module.ProcessPoolExecutor
    init, submit = Pool.__init__, Pool.submit

    def traced_init(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self._corelanes = new("pool", site.maker(1), self._max_workers)
        self._corelanes_tasks = 0

    def traced_submit(self, fn, /, *args, **kwargs):
        future = submit(self, fn, *args, **kwargs)
        n = getattr(self, "_corelanes", 0)
        if n:
            self._corelanes_tasks += 1
            task = self._corelanes_tasks
            emit(PUSH, n, task)
            future.add_done_callback(lambda _: emit(POP, n, task))
        return future

    Pool.__init__, Pool.submit = like(traced_init, init), like(traced_submit, submit)
