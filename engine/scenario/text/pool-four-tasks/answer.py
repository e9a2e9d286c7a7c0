answer = {"results": results} if "results" in globals() else {}
