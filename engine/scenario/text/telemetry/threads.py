import csv
import random
from concurrent.futures import ThreadPoolExecutor

RECORDS = 12_000  #= records
TURNS = 2_000  #= turns
WORKERS = 4  #= workers
CSV = ""  #= csv


def smooth(value, turns):
    level = value
    noise = value
    for i in range(turns):
        noise = (noise * 1103515245 + 12345) % 2147483648
        level = (level * 15 + value + noise % 16) // 16
    return level


def read():
    if not CSV:
        return [random.randrange(1000) for i in range(RECORDS)]
    with open(CSV, newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.reader(file) if row]
    try:
        float(rows[0][1])
    except ValueError:
        del rows[0]  # the headings
    return [int(float(value)) for sensor, value in rows]


def process(part):
    levels = [smooth(value, TURNS) for value in part]
    return len(levels), sum(levels), sum(level > 900 for level in levels)


records = read()  #@ read
parts = [records[i : i + 100] for i in range(0, len(records), 100)]
with ThreadPoolExecutor(max_workers=WORKERS) as pool:
    tallies = list(pool.map(process, parts))  #@ map
print([sum(column) for column in zip(*tallies)])
