table = []
for i in range(5):
    table.append(i * i)
if table[2] == 4:
    kind = "squares"
else:
    kind = "?"
total = sum(x + i for x in table)
def main():
    return [table, kind, total, i]
