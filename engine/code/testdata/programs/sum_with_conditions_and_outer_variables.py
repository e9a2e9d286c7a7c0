k = 3
def main():
    a = 5
    n = 20
    return [sum(i * a + k for i in range(n) if i % 2 if i > a), sum(sum(i * j + a for j in range(i)) for i in range(n))]
