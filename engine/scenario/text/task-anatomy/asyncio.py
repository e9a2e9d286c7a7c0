import asyncio

STEP = 0.2  #= step


async def nap(name):
    print(name, "begins")
    try:
        await asyncio.sleep(STEP * len(name))  #@ nap
    except asyncio.CancelledError:
        print(name, "is cancelled")
        raise
    print(name, "is done")
    return name


async def forever():
    await asyncio.sleep(3600)  #@ forever


async def numbers():
    for i in range(3):
        await asyncio.sleep(STEP / 2)
        yield i + 1


async def main():
    tasks = [asyncio.create_task(nap(name)) for name in ("A", "BB", "CCC")]
    print("three tasks are ready; none has begun")
    print(await asyncio.gather(*tasks))  #@ gather

    try:
        await asyncio.wait_for(forever(), STEP)  #@ wait_for
    except TimeoutError as error:
        print("wait_for:", repr(error))

    task = asyncio.create_task(forever())
    await asyncio.sleep(STEP)
    task.cancel()  #@ cancel
    print(await asyncio.gather(task, return_exceptions=True))

    async for number in numbers():
        print("async for:", number)  #@ take

    loop = asyncio.get_running_loop()
    asked = lambda: asyncio.run_coroutine_threadsafe(nap("D"), loop).result()
    print(await asyncio.to_thread(asked))  #@ threadsafe

    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()))  #@ current


asyncio.run(main())
