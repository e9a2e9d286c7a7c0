import time
from multiprocessing.pool import ThreadPool

SECOND = 0.4  #= second
ORDER = "given"  #= order
CHUNK = 1  #= chunk
WORKERS = 2  #= workers

tasks = [("Task-1", 4), ("Task-2", 2), ("Task-3", 3), ("Task-4", 1)]
if ORDER != "given":
    tasks.sort(key=lambda task: task[1], reverse=ORDER == "longest")


def work(task):
    name, takes = task
    print(f"{name} запущена, время выполнения {takes} сек.")
    time.sleep(takes * SECOND)  #@ work
    print(f"{name} завершена.")
    return f"{name} -> готово"


with ThreadPool(WORKERS) as pool:
    results = pool.map(work, tasks, chunksize=CHUNK)  #@ map
print(results)
