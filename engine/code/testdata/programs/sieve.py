def main():
    n = 200
    prime = [True] * (n + 1)
    prime[0] = prime[1] = False
    i = 2
    while i * i <= n:
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
        i += 1
    out = []
    for i in range(n + 1):
        if prime[i]:
            out.append(i)
    return out
