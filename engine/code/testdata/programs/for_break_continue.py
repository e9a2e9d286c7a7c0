def main():
    out = []
    for i in range(10):
        if i == 3:
            continue
        for j in range(i):
            if j > 2:
                break
            out.append(i * 10 + j)
        if i == 7:
            break
    out.append(i)
    return out
