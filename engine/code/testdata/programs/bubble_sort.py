def main():
    l = [5, 3, 9, -1, 7, 0, 2 ** 70, 8]
    for i in range(len(l)):
        for j in range(len(l) - 1 - i):
            if l[j] > l[j + 1]:
                l[j], l[j + 1] = l[j + 1], l[j]
    return l
