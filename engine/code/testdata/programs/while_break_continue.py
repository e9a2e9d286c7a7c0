def main():
    n = 0
    out = []
    while True:
        n += 1
        if n % 2 == 0:
            continue
        if n > 20:
            break
        m = 0
        while m < n and not m == 5:
            m += 1
        out.append(m)
    return out
