"""A chat server: a task for each connection, and one thread for all of them."""

# Needs Python 3.9 or newer, and simulated.py beside it.
from argparse import ArgumentParser
from asyncio import create_task, gather, run, sleep

from simulated import Server


async def serve(room, client):
    name = await client.receive()  # [1]
    room[name] = client  # [2]
    while line := await client.receive():  # [3]
        for other, connection in room.items():
            if other != name:
                connection.send(f"{name}: {line}")  # [4]
    del room[name]  # [5]
    client.close()  # [6]


async def listen(name, connection):
    while line := await connection.receive():  # [7]
        print(f'{name} reads "{line}"')  # [8]
    print(f"{name} has left")  # [9]


async def person(server, name, arrives):
    await sleep(arrives)  # [10]
    connection = server.connect(name)  # [11]
    listener = create_task(listen(name, connection), name=f"{name} listens")  # [12]
    connection.send(name)  # [13]
    await sleep(0.5)  # [14]
    connection.send("hello")  # [15]
    await sleep(1)  # [16]
    connection.close()  # [17]
    await listener  # [18]


async def main(latency):
    room = {}
    server = Server(lambda client: serve(room, client), latency)  # [19]
    ann = create_task(person(server, "Ann", 0), name="Ann")  # [20]
    ben = create_task(person(server, "Ben", 0.3), name="Ben")  # [21]
    cleo = create_task(person(server, "Cleo", 0.7), name="Cleo")  # [22]
    await gather(ann, ben, cleo)  # [23]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--latency", type=float, default=0.05)
run(main(**vars(parser.parse_args())))
