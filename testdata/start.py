"""Start and join of an empty child, by each start method: milliseconds, N of each."""
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
    print(json.dumps(out))
