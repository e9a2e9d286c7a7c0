counted = getattr(counter, "value", counter)
answer = {"expected": WORKERS * TIMES, "counted": counted, "lost": WORKERS * TIMES - counted}
