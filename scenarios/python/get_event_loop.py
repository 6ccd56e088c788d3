"""Asking the loop to run: an old way of starting, from inside the loop."""

# Needs Python 3.9 or newer.
from asyncio import create_task, get_event_loop, run, sleep


async def answer():
    print("answer: I run")  # [1]
    await sleep(1)  # [2]
    return 42  # [3]


async def main():
    task = create_task(answer(), name="answer")  # [4]
    try:
        result = get_event_loop().run_until_complete(task)  # [5]
        print(f"run_until_complete: {result}")  # [6]
    except RuntimeError as error:
        print(f"error: {error}")  # [7]
    result = await task  # [8]
    print(f"await: {result}")  # [9]


run(main())
