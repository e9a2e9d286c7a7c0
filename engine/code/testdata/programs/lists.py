def main():
    a = [1, [2, 3], "x", None, True]
    b = a
    b.append(a[-1])
    b[0] += 41
    a += [7, 8]
    c = a + [9]
    d = [0] * 3 + 2 * [1]
    return [a, len(b), c == a, d, a.pop(), a.pop(0), a, [] == [], [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9], a is b]
