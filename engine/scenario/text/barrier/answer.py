answer = {"broken": phase.broken, "phases": PHASES, "workers": WORKERS} if "phase" in globals() else {}
