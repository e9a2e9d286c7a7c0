def main():
    q, r, t = 1, 0, 1
    k = 1
    out = ""
    digits = []
    n = 3
    l = 3
    while len(digits) < 60:
        if 4 * q + r - t < n * t:
            digits.append(n)
            nr = 10 * (r - n * t)
            n = 10 * (3 * q + r) // t - 10 * n
            q *= 10
            r = nr
        else:
            nr = (2 * q + r) * l
            nn = (q * (7 * k) + 2 + r * l) // (t * l)
            q *= k
            t *= l
            l += 2
            k += 1
            n = nn
            r = nr
    return digits
