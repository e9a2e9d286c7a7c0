import asyncio

NUMBERS = 20  #= numbers
UP_TO = 3_000_000  #= upto


def cpu_bound(number):
    return sum(i * i for i in range(number))


async def task(number):
    return cpu_bound(number)  # there is nothing to await in it


async def main():
    numbers = [UP_TO + x for x in range(NUMBERS)]
    sums = await asyncio.gather(*(task(n) for n in numbers))  #@ map
    print(sum(sums))


asyncio.run(main())
