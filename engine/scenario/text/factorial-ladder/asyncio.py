import asyncio

LARGEST = 10  #= largest
REPEAT = 1  #= repeat
WORKERS = 10  #= workers


def count_factorial(n):
    result = 1
    for i in range(2, n + 1):
        result = result * i
    return result


async def factorial(n):
    for _ in range(REPEAT):
        result = count_factorial(n)
    return len(str(result))


NUMBERS = [LARGEST * (i + 1) // 10 for i in range(10)]


async def main():
    digits = await asyncio.gather(*(factorial(n) for n in NUMBERS))  #@ map
    print(digits[-1], "digits")


asyncio.run(main())
