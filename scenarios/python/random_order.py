"""The order of tasks is random: three guests start, wake up, and queue for a desk."""

# Needs Python 3.9 or newer.
from asyncio import Lock, create_task, gather, run, sleep


async def guest(name, desk):
    print(f"{name} comes")  # [1]
    await sleep(1)  # [2]
    print(f"{name} is awake")  # [3]
    async with desk:  # [4]
        print(f"{name} is served")  # [5]
        await sleep(0.1)  # [6]


async def main():
    desk = Lock()  # [7]
    cleo = create_task(guest("Cleo", desk), name="Cleo")  # [8]
    ann = create_task(guest("Ann", desk), name="Ann")  # [9]
    ben = create_task(guest("Ben", desk), name="Ben")  # [10]
    await gather(cleo, ann, ben)  # [11]


run(main())
