def main():
    n = 5
    a = []
    for i in range(n):
        row = []
        for j in range(n):
            row.append(i * 7 - j * 3)
        a.append(row)
    p = a
    for k in range(6):
        q = []
        for i in range(n):
            row = []
            for j in range(n):
                row.append(sum(p[i][m] * a[m][j] for m in range(n)))
            q.append(row)
        p = q
    return p
