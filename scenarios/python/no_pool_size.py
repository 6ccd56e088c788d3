"""With asyncio there is no pool size to care about: many requests, and a database that takes four."""

# Needs Python 3.9 or newer, and simulated.py beside it.
from argparse import ArgumentParser
from asyncio import Semaphore, create_task, gather, run

from simulated import Database


async def request(database, gate, name):
    try:
        async with gate:  # [1]
            connection = await database.connect()  # [2]
            await connection.query(f"orders of {name}")  # [3]
            database.close(connection)  # [4]
            print(f"{name} is answered")  # [5]
    except ConnectionError as error:
        print(f"{name}: {error}")  # [6]


async def main(permits, requests):
    database = Database(most=4)  # [7]
    gate = Semaphore(permits)  # [8]
    names = [f"request-{i}" for i in range(1, requests + 1)]
    tasks = [create_task(request(database, gate, name), name=name) for name in names]  # [9]
    await gather(*tasks)  # [10]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--permits", type=int, default=8)
parser.add_argument("--requests", type=int, default=8)
run(main(**vars(parser.parse_args())))
