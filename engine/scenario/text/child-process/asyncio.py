import asyncio
import os

SLEEP = 2.0  #= sleep
JOIN = True  #= join


async def child():
    print("Child PID:", os.getpid(), "| Parent PID:", os.getppid())
    print("The process has begun its work")
    await asyncio.sleep(SLEEP)  #@ sleep
    print("The process has ended its work")


async def main():
    print("Main PID:", os.getpid())
    task = asyncio.create_task(child())  #@ start
    if JOIN:
        await task  #@ join
    print("The main program has ended")
    await task  # a loop waits for nobody at its end: without this the task is cancelled


asyncio.run(main())
