"""Puts the agent's wrappers in place: at once where a module is there already, else right after its first import."""

import os
import sys
from time import process_time_ns

from . import answer, ring


class _AfterImport:
    """A finder that finds nothing itself: it lets the others find, and wraps what they found."""

    def __init__(self, patches):
        self.patches = patches

    def find_spec(self, name, path=None, target=None):
        patch = self.patches.get(name)
        if patch is None:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                break
        else:
            return None
        loader = spec.loader
        run = getattr(loader, "exec_module", None)
        if run is not None and hasattr(loader, "__dict__") and not isinstance(loader, type):

            def exec_module(module):
                del loader.exec_module
                run(module)
                self.patches.pop(name, None)
                apply(patch, module)

            loader.exec_module = exec_module
        return spec


def apply(patch, module):
    """Patch a module; what cannot be patched stays as it is, and is told."""
    try:
        patch(module)
    except Exception as error:
        ring.fact(unpatched=getattr(module, "__name__", "?"), why=f"{type(error).__name__}: {error}")


def install(known):
    """Install what this version allows: of an unknown one, processes and threads alone."""
    import time

    from . import threads

    patches = {"threading": threads.patch_threads}
    if known:
        from . import futures, locks, processes, tasks, waits

        apply(waits.patch_time, time)
        patches["threading"] = locks.patch_threading
        patches["queue"] = locks.patch_queue
        patches["socket"] = waits.patch_socket
        patches["selectors"] = waits.patch_selectors
        patches["subprocess"] = waits.patch_subprocess
        patches["concurrent.futures.thread"] = futures.patch_threads
        patches["concurrent.futures.process"] = futures.patch_processes
        patches["asyncio.events"] = tasks.patch_events
        patches["asyncio.locks"] = tasks.patch_locks
        patches["asyncio.queues"] = tasks.patch_queues
        patches["asyncio.tasks"] = tasks.patch_tasks
        patches["multiprocessing.process"] = processes.patch_process
        patches["multiprocessing.popen_fork"] = processes.patch_popen
        patches["multiprocessing.synchronize"] = processes.patch_synchronize
        patches["multiprocessing.queues"] = processes.patch_queues
        patches["multiprocessing.connection"] = processes.patch_connection
    for name, patch in list(patches.items()):
        if name in sys.modules:
            del patches[name]
            apply(patch, sys.modules[name])
    sys.meta_path.insert(0, _AfterImport(patches))
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _forked(known))
    import atexit

    atexit.register(_at_exit(known))
    _line_buffered()


def _forked(known):
    before = process_time_ns()
    try:
        ring.begin(ring.ring.where, "fork", known)
        ring.fact(spent=process_time_ns() - before)
    except Exception:
        ring._memory = None


def _line_buffered():
    """As at a terminal: what is printed can be seen at once."""
    try:
        sys.stdout.reconfigure(line_buffering=True)
    except (AttributeError, ValueError):
        pass


def _at_exit(known):
    """When the script has ended its main thread ends; and in the run's first process, what was asked for is answered."""
    question, pid = os.environ.pop("CORELANES_ANSWER", None), os.getpid()

    if known:
        from . import cost

        cost.tell()

    def bye():
        if question and os.getpid() == pid:
            answer.tell(question)
        if known:
            cost.tell()
        ring.close()

    return bye
