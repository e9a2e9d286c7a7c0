answer = {"downloaded": len(lengths), "bytes": sum(lengths)} if "lengths" in globals() else {}
