"""The first answer is enough: three mirrors are asked, and main waits for one."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import FIRST_COMPLETED, create_task, run, sleep, wait


async def ask(mirror, delay):
    print(f"{mirror} is asked")  # [1]
    await sleep(delay)  # [2]
    print(f"{mirror} answers")  # [3]


async def main(losers, east, stay):
    tasks = [
        create_task(ask("east", east), name="east"),  # [4]
        create_task(ask("west", 2), name="west"),  # [5]
        create_task(ask("north", 3), name="north"),  # [6]
    ]
    done, pending = await wait(tasks, return_when=FIRST_COMPLETED)  # [7]
    print(f"main goes on: {len(done)} done, {len(pending)} still running")  # [8]
    if losers == "cancel":
        for task in pending:
            task.cancel()  # [9]
    await sleep(stay)  # [10]
    print("main ends")  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--losers", choices=["leave", "cancel"], default="leave")
parser.add_argument("--east", type=float, default=1)
parser.add_argument("--stay", type=float, default=4)
run(main(**vars(parser.parse_args())))
