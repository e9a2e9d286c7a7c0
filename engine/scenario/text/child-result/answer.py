answer = {"factorial": str(factorial), "bytes": len(padding)} if "factorial" in globals() else {}
