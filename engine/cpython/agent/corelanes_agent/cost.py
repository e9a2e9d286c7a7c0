"""What recording costs here: measured in the script's own process, before the script begins and after it has ended."""

from _thread import allocate_lock
from itertools import repeat
from time import monotonic_ns

from . import locks, ring

_PAIRS, _TIMES = 40, 5


def tell():
    """Measure what a record and a fact cost, and tell it."""
    real = allocate_lock()
    traced = object.__new__(locks.Lock)
    traced._real, traced._n = real, 0
    with ring.thrown_away():
        recorded = _middle(lambda: _pairs(traced))
    each = max(recorded - _middle(lambda: _pairs(real)), 0) // (2 * _PAIRS)  # taking and releasing are a record each
    ring.fact(each=each, telling=_middle(_fact))


def _pairs(lock):
    before = monotonic_ns()
    for _ in repeat(None, _PAIRS):
        with lock:
            pass
    return monotonic_ns() - before


def _fact():
    before = monotonic_ns()
    ring.fact()
    return monotonic_ns() - before


def _middle(measure):
    """The median: once in a while another process is in between."""
    return sorted(measure() for _ in range(_TIMES))[_TIMES // 2]
