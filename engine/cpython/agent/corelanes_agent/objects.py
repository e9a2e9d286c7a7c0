"""Numbers for objects, and the state of the thread that waits for one."""

import sys

from . import ring, site
from .ring import LINE, RUN, TEST, TIMED, emit, fact, slot


def new(kind, frame, param=0, shared=None, library="threading", lock=0, adopted=None):
    """Give an object of the user's a number, and tell of it; 0 when the standard library made it for itself."""
    if frame is None:
        return 0
    n = ring.next_object()
    ring.ring.objects = max(n, ring.ring.objects)
    fact(object=n, kind=kind, file=frame.f_code.co_filename, line=frame.f_lineno, param=param, shared=shared, library=library,
         lock=lock, adopted=adopted)
    return n


def line():
    """Tell on which line of the user's code the calling thread stands."""
    frame = site.user(sys._getframe(2))
    if frame is not None and frame.f_code.co_filename == _main():
        emit(LINE, 0, frame.f_lineno)


_script = None


def _main():
    global _script
    if _script is None:
        _script = getattr(sys.modules.get("__main__"), "__file__", None) or ""
        if not _script:
            script, _script = _script, None
            return script
    return _script


def blocked(kind, obj, arg, call, *args, **kwargs):
    """Make a call in which the thread waits, in the state that kind says."""
    line()
    emit(kind, obj, arg)
    try:
        return call(*args, **kwargs)
    finally:
        emit(RUN)


def timed(timeout):
    """The flag of a wait that ends by itself."""
    return 0 if timeout is None else TIMED


_predicates = {}


def asking(n, predicate):
    """A condition's predicate, which tells what it answers each time it is asked."""
    if not n or not callable(predicate):
        return predicate
    code = getattr(predicate, "__code__", None)
    key = code or type(predicate)
    number = _predicates.get(key)
    if number is None:
        number = _predicates[key] = len(_predicates) + 1
        name = getattr(predicate, "__name__", key.__name__ if code is None else "")
        fact(predicate=number, name=str(name), file=code and code.co_filename, line=code and code.co_firstlineno)

    def ask():
        answer = predicate()
        emit(TEST | slot(1 if answer else 0), n, number)
        return answer

    return ask
