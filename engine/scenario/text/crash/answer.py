answer = {"survived": sum(process.exitcode == 0 for process in processes)} if "processes" in globals() else {}
