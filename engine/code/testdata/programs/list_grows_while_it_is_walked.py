def main():
    l = [1]
    for x in l:
        if len(l) < 10:
            l.append(x * 2)
    return l
