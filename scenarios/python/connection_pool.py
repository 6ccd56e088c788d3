"""A pool of connections: a queue that holds what is free."""

# Needs Python 3.9 or newer, and simulated.py beside it.
from argparse import ArgumentParser
from asyncio import Queue, create_task, gather, get_running_loop, run

from simulated import Database


async def request(pool, name):
    connection = await pool.get()  # [1]
    print(f"{name} has connection {connection.number}")  # [2]
    await connection.query(f"orders of {name}")  # [3]
    pool.put_nowait(connection)  # [4]
    print(f"{name} is answered")  # [5]


async def main(size, requests):
    start = get_running_loop().time()
    database = Database()
    pool = Queue()  # [6]
    for _ in range(size):
        connection = await database.connect()  # [7]
        pool.put_nowait(connection)  # [8]
    print("the pool is open")  # [9]
    names = [f"request-{i}" for i in range(1, requests + 1)]
    tasks = [create_task(request(pool, name), name=name) for name in names]  # [10]
    await gather(*tasks)  # [11]
    print(f"all answered at {get_running_loop().time() - start:.3f} s")  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--size", type=int, default=2)
parser.add_argument("--requests", type=int, default=5)
run(main(**vars(parser.parse_args())))
