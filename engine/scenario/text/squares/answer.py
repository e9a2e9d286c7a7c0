answer = {"numbers": len(sums), "sum": str(sum(sums))} if "sums" in globals() else {}
