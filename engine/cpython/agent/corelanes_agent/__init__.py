"""Corelanes' agent: tells which thread of a Python process does what, without changing what it does.

What happens often is written as records of 32 bytes into memory that Corelanes reads while the script runs: one
struct.pack_into, no system call, the GIL stays where it is. What happens rarely (processes, threads, objects) is a line of
JSON in a file. Nothing here ever raises an exception into the script, and nothing is imported that the script does not import.
"""

import sys
from time import process_time_ns

from . import ring

KNOWN = ((3, 9), (3, 14))  # the versions whose standard library the agent knows


def start(where):
    """Begin to record this process, and every Python process that comes of it."""
    before = process_time_ns()
    known = KNOWN[0] <= sys.version_info[:2] <= KNOWN[1] and sys.implementation.name == "cpython"
    ring.begin(where, "exec", known)
    from . import hooks

    hooks.install(known)
    ring.fact(spent=process_time_ns() - before)
