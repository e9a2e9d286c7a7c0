answer = {"depth": DEPTH, "workers": WORKERS}
