"""The memory that records are written into, and the file of facts.

The memory is divided into chunks of 8 KiB; each belongs to one thread, so two threads never write to the same place and none
has to be stopped for the other. A record's kind is written last: the reader sees a record whole or not at all. A chunk that
was read is cleared by the reader and used again. When none is free, records are counted as lost and the script goes on.
"""

import mmap
import os
import sys
from _json import encode_basestring_ascii as quote
from _thread import get_ident
from itertools import count, repeat
from struct import Struct
from time import monotonic_ns

CHUNK = 8192
CHUNKS = 1024  # the first is the header, the last takes what is lost
RECORD = 32

# The kinds of records; the lower byte of a record's last word. Corelanes' ring.go has the same table.
END, WAIT, TOOK, LEFT, TAKE, GIVE, SET, PUSH, POP, WAKE = range(1, 11)
SLEEP, RUN, IO, JOIN, BLOCK, RESUME, SUSPEND, DONE, LINE, START, CHILD, TEST = range(11, 23)

TIMED = 1 << 16  # of WAIT, TAKE, JOIN: not for ever
LAST = 1 << 16  # of POP: the item that was put last


def slot(n):
    """Which value or room of the object a record is about."""
    return n << 8


class Ring:
    """What this process writes to; begun anew in a child made by fork."""

    where = ""  # the directory of the run
    facts = ""  # the path of the file of facts
    pid = 0
    objects = 0  # the highest number of an object
    next_thread = next_chunk = None  # counters: one step of them is one step of the interpreter


ring = Ring()
next_object = count(1).__next__
_seats = {}  # by thread ident: what gives the place of its next record
_numbers = {}  # by thread ident: its number
_write = Struct("qQqQ").pack_into
_memory = None
_trash = CHUNK * (CHUNKS - 1)
_head = Struct("QQ").pack_into
_words = Struct("Q").unpack_from
_word = Struct("Q").pack_into


def emit(kind, obj=0, arg=0):
    """Record what the calling thread does."""
    try:
        _write(_memory, _seats[get_ident()](), monotonic_ns(), obj, arg, kind)
    except Exception:
        _grow(kind, obj, arg)


def _grow(kind, obj, arg):
    try:
        if _memory is None:
            return
        ident = get_ident()
        number = _numbers.get(ident)
        if number is None:
            number = thread(None)
        _seats[ident] = _chunk(number)
        _write(_memory, _seats[ident](), monotonic_ns(), obj, arg, kind)
    except Exception:  # the interpreter is going down, or memory is short
        pass


def _chunk(number):
    for _ in range(8):
        n = ring.next_chunk()
        at = CHUNK * (1 + n % (CHUNKS - 2))
        if _words(_memory, at)[0] == 0:
            _word(_memory, at + 8, n)
            _word(_memory, at, number)  # now it is in use
            return iter(range(at + RECORD, at + CHUNK, RECORD)).__next__
    _word(_memory, 32, _words(_memory, 32)[0] + CHUNK // RECORD)
    return iter(range(_trash, _trash + CHUNK, RECORD)).__next__


class thrown_away:
    """What the calling thread records meanwhile is read by nobody."""

    def __enter__(self):
        self.seat = _seats[get_ident()]
        _seats[get_ident()] = repeat(_trash).__next__

    def __exit__(self, *error):
        _seats[get_ident()] = self.seat


def fact(**facts):
    """Tell something that happens rarely."""
    try:
        parts = []
        for key, value in facts.items():
            if isinstance(value, str):
                value = quote(value)
            elif value is True or value is False:
                value = "true" if value else "false"
            elif value is None:
                continue
            parts.append(f'"{key}":{value}')
        line = ("{" + ",".join(parts) + "}\n").encode()
        fd = os.open(ring.facts, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(fd, line)
        finally:
            os.close(fd)
    except Exception:
        pass


def thread(name, by=0, daemon=None):
    """Give the calling thread a number, and tell of it."""
    ident = get_ident()
    number = ring.next_thread()
    _numbers[ident] = number
    if name is None:
        threading = sys.modules.get("threading")
        known = getattr(threading, "_active", {}).get(ident)
        name = known.name if known is not None else ""
    native = None
    try:
        from _thread import get_native_id

        native = get_native_id()
    except ImportError:
        pass
    fact(thread=number, ident=ident, native=native, name=name, by=by, daemon=daemon, t=monotonic_ns())
    _seats[ident] = _chunk(number)
    return number


def number():
    """The calling thread's number."""
    return _numbers.get(get_ident(), 0)


def retire():
    """Forget the calling thread: its ident may come again."""
    ident = get_ident()
    _seats.pop(ident, None)
    _numbers.pop(ident, None)


def close(failed=0):
    """The process ends: nothing is recorded any more."""
    global _memory
    emit(END, 0, failed)
    _memory = None


def begin(where, how, known):
    """Open the memory and the facts of this process."""
    global _memory
    pid, n = os.getpid(), 0
    ring.where, ring.pid = where, pid
    _seats.clear()
    _numbers.clear()
    ring.next_thread, ring.next_chunk = count(1).__next__, count(1).__next__
    while True:
        path = os.path.join(where, f"p{pid}.{n}")
        try:
            fd = os.open(path + ".ring", os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            break
        except FileExistsError:  # the same process, begun anew by exec
            n += 1
    try:
        os.ftruncate(fd, CHUNK * CHUNKS)
        if hasattr(os, "posix_fallocate"):  # where memory is short that is told now, and not by a signal later
            os.posix_fallocate(fd, 0, CHUNK * CHUNKS)
        _memory = mmap.mmap(fd, CHUNK * CHUNKS)
    finally:
        os.close(fd)
    ring.facts = path + ".facts"
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    fact(process=pid, ppid=os.getppid(), how=how, version=sys.version.split()[0], known=known, gil=gil,
         interval=int(sys.getswitchinterval() * 1e6), objects=ring.objects, args=" ".join(getattr(sys, "orig_argv", ())), t=monotonic_ns())
    _head(_memory, 0, 0x315941524C524F43, pid)
    thread("MainThread" if how == "exec" else None)
