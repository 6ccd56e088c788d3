"""Ten thousand at once: as many tasks in one thread, all of them waiting."""

# Needs Python 3.9 or newer, and simulated.py beside it.
from argparse import ArgumentParser
from asyncio import gather, get_running_loop, run

from simulated import Network

answers = 0


async def request(network, number):
    global answers
    await network.get(f"/{number}")  # [1]
    answers += 1  # [2]


async def main(requests):
    start = get_running_loop().time()
    network = Network()  # [3]
    coroutines = [request(network, i) for i in range(1, requests + 1)]  # [4]
    await gather(*coroutines)  # [5]
    print(f"{answers} answers in {get_running_loop().time() - start:.3f} s")  # [6]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--requests", type=int, default=10000)
run(main(**vars(parser.parse_args())))
