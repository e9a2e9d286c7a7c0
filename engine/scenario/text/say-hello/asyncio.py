import asyncio
import time

PEOPLE = 3  #= people
HOW = "gather"  #= how
WAIT = 1.0  #= wait


async def say_hello():
    print("Hello")  #@ hello
    if HOW == "blocking":
        time.sleep(WAIT)  # holds the loop: nobody else goes on
    else:
        await asyncio.sleep(WAIT)
    print("World")  #@ world


async def main():
    if HOW == "await":
        for i in range(PEOPLE):
            await say_hello()  # one after another
    else:
        await asyncio.gather(*(say_hello() for i in range(PEOPLE)))  #@ gather


asyncio.run(main())
