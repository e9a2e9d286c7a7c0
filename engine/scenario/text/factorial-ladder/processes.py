from concurrent.futures import ProcessPoolExecutor

LARGEST = 10  #= largest
REPEAT = 1  #= repeat
WORKERS = 10  #= workers


def count_factorial(n):
    result = 1
    for i in range(2, n + 1):
        result = result * i
    return result


def factorial(n):
    for _ in range(REPEAT):
        result = count_factorial(n)
    return len(str(result))


NUMBERS = [LARGEST * (i + 1) // 10 for i in range(10)]

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        digits = list(pool.map(factorial, NUMBERS))  #@ map
    print(digits[-1], "digits")
