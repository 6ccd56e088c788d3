"""Are we there yet? One asks in every iteration, the other is told."""

# Needs Python 3.9 or newer.
# On the virtual clock an iteration takes 0.0001 s.
from argparse import ArgumentParser
from asyncio import Event, create_task, run, sleep


async def traveller(mode, there):
    if mode == "poll":
        while not there.is_set():
            await sleep(0)  # [1]
    else:
        await there.wait()  # [2]
    print("traveller: we are there")  # [3]


async def main(mode, ride):
    there = Event()  # [4]
    task = create_task(traveller(mode, there), name="traveller")  # [5]
    await sleep(ride)  # [6]
    print("main: the train stops")  # [7]
    there.set()  # [8]
    await task  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["poll", "event"], default="poll")
parser.add_argument("--ride", type=float, default=0.001)
run(main(**vars(parser.parse_args())))
