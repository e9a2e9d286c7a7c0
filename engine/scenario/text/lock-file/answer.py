with open("output.txt", encoding="utf-8") as file:
    lines = file.read().splitlines()
whole = {f"Строка {i}" for i in range(WORKERS)}
answer = {"whole": sum(line in whole for line in lines), "torn": sum(line not in whole for line in lines)}
