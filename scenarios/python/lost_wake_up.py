"""The wake-up nobody heard: a condition is notified before somebody waits for it."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import Condition, Event, create_task, run, sleep, wait_for


class Door:
    def __init__(self):
        self.open = False
        self.event = Event()
        self.condition = Condition()


async def wait_at(door, mode):
    if mode == "event":
        await door.event.wait()  # [1]
        return
    async with door.condition:  # [2]
        if mode == "condition":
            await door.condition.wait()  # [3]
        else:
            while not door.open:
                await door.condition.wait()  # [4]


async def guest(door, mode, arrives):
    await sleep(arrives)  # [5]
    print("guest comes")  # [6]
    try:
        await wait_for(wait_at(door, mode), 3)  # [7]
        print("guest goes in")  # [8]
    except TimeoutError:
        print("guest goes home")  # [9]


async def main(mode, arrives):
    door = Door()
    visit = create_task(guest(door, mode, arrives), name="guest")  # [10]
    await sleep(1)  # [11]
    door.open = True  # [12]
    door.event.set()  # [13]
    async with door.condition:  # [14]
        door.condition.notify()  # [15]
    print("main opens the door")  # [16]
    await visit  # [17]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["condition", "while", "event"], default="condition")
parser.add_argument("--arrives", type=float, default=2)
run(main(**vars(parser.parse_args())))
