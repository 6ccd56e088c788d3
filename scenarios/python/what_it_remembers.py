"""What a coroutine remembers: one function, two coroutines, each with values of its own."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import create_task, run, sleep


async def counter(name, step, pause, rounds):
    total = 0
    for n in range(1, rounds + 1):
        total += step  # [1]
        print(f"{name}: round {n}, total {total}")  # [2]
        await sleep(pause)  # [3]
    return total  # [4]


async def main(rounds, pause_b):
    a = create_task(counter("A", 1, 1, rounds), name="A")  # [5]
    b = create_task(counter("B", 10, pause_b, rounds), name="B")  # [6]
    total_a = await a  # [7]
    total_b = await b  # [8]
    print(f"A has {total_a}, B has {total_b}")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--pause-b", type=float, default=0.7)
run(main(**vars(parser.parse_args())))
