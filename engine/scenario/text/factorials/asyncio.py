import asyncio

PAUSE = 0.1  #= pause
WORKERS = 3  #= workers


def times(a, b):
    return a * b


async def factorial(n):
    product = 1
    for i in range(1, n + 1):
        product = times(product, i)
        await asyncio.sleep(PAUSE)  #@ pause
    print(f"{n}! = {product}")


async def main():
    tasks = [asyncio.create_task(factorial(5 + i)) for i in range(WORKERS)]  #@ start
    for task in tasks:
        await task  #@ join


asyncio.run(main())
