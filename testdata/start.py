"""Start and join of an empty child, by each start method: milliseconds, N of each.

fork+held is a fork by a parent that holds data, the second argument says how many
bytes: it is what CPython's fork costs who has something to inherit.
"""
import json
import multiprocessing as mp
import sys
import time


def nothing():
    pass


def once(context):
    begin = time.perf_counter()
    child = context.Process(target=nothing)
    child.start()
    child.join()
    return (time.perf_counter() - begin) * 1e3


if __name__ == "__main__":
    out = {}
    for method in ("fork", "spawn", "forkserver"):
        context = mp.get_context(method)
        once(context)  # the forkserver is there from now on
        out[method] = [once(context) for _ in range(int(sys.argv[1]))]
    held = bytearray(b"x") * int(sys.argv[2])
    context = mp.get_context("fork")
    out["fork+held"] = [once(context) for _ in range(int(sys.argv[1]))]
    print(json.dumps(out))
