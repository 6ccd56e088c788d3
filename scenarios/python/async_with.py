"""Opening and closing with async with: both may take time, and closing is never left out."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import run, sleep


class Connection:
    def __init__(self, name, broken=False):
        self.name = name
        self.broken = broken

    async def __aenter__(self):
        print(f"{self.name} opens")  # [1]
        await sleep(1)  # [2]
        if self.broken:
            raise ValueError(f"{self.name} does not answer")  # [3]
        print(f"{self.name} is open")  # [4]

    async def __aexit__(self, kind, error, traceback):
        print(f"{self.name} closes")  # [5]
        await sleep(0.5)  # [6]
        print(f"{self.name} is closed")  # [7]


async def main(fails):
    db, cache = Connection("db"), Connection("cache", fails == "enter")
    try:
        async with db:  # [8]
            async with cache:  # [9]
                print("main works")  # [10]
                await sleep(1)  # [11]
                if fails == "body":
                    raise ValueError("the answer makes no sense")  # [12]
                print("main has worked")  # [13]
    except ValueError as error:
        print(f"main catches: {error}")  # [14]
    print("main ends")  # [15]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--fails", choices=["nothing", "body", "enter"], default="body")
run(main(**vars(parser.parse_args())))
