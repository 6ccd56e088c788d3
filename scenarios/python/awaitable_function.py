"""An async function is awaitable: what can be awaited, and how often."""

# Needs Python 3.9 or newer.
from asyncio import create_task, run


async def answer():
    print("answer runs")  # [1]
    return 42  # [2]


async def main():
    coroutine = answer()  # [3]
    first = await coroutine  # [4]
    print(f"the first await: {first}")  # [5]
    try:
        second = await coroutine  # [6]
        print(f"the second await: {second}")  # [7]
    except RuntimeError as error:
        print(f"the second await: {error}")  # [8]
    task = create_task(answer(), name="answer")  # [9]
    third = await task  # [10]
    fourth = await task  # [11]
    print(f"a task: {third} and {fourth}")  # [12]


run(main())
