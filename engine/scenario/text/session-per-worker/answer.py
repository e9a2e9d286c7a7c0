answer = {"requests": len(answers), "own": answers.count(True), "foreign": answers.count(False)}
