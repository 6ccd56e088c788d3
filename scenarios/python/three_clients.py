"""Three clients, one connection: a lock hands a connection from one to the next."""

# Needs Python 3.10 or newer.
from argparse import ArgumentParser
from asyncio import Lock, create_task, gather, run, sleep


async def client(name, db, query):
    print(f"{name} asks")  # [1]
    async with db:  # [2]
        await sleep(query)  # [3]
        print(f"{name} got 42")  # [4]


async def heartbeat():
    for _ in range(4):
        await sleep(0.25)  # [5]
        print("heartbeat")  # [6]


async def main(clients, query):
    db = Lock()  # [7]
    beat = create_task(heartbeat(), name="heartbeat")  # [8]
    tasks = []
    for name in "ABCDEF"[:clients]:
        tasks.append(create_task(client(name, db, query), name=name))  # [9]
    await gather(*tasks)  # [10]
    await beat  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--clients", type=int, default=3)
parser.add_argument("--query", type=float, default=0.5)
run(main(**vars(parser.parse_args())))
