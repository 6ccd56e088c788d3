"""All start together: runners wait at a barrier until the last one is ready."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import Barrier, create_task, run, sleep, wait


async def runner(name, line, warm_up):
    print(f"{name} warms up")  # [1]
    await sleep(warm_up)  # [2]
    print(f"{name} is at the line")  # [3]
    await line.wait()  # [4]
    print(f"{name} runs")  # [5]


async def main(runners, parties):
    line = Barrier(parties)  # [6]
    tasks = []
    for n in range(1, runners + 1):
        name = f"R{n}"
        tasks.append(create_task(runner(name, line, n), name=name))  # [7]
    done, pending = await wait(tasks, timeout=10)  # [8]
    print(f"{len(done)} have run, {len(pending)} still wait at the line")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--runners", type=int, default=3)
parser.add_argument("--parties", type=int, default=3)
run(main(**vars(parser.parse_args())))
