"""Four pages from the network: asked for together, or one by one."""

# Needs Python 3.9 or newer, and simulated.py beside it.
from argparse import ArgumentParser
from asyncio import gather, get_running_loop, run

from simulated import Network


async def fetch(network, url):
    print(f"ask for {url}")  # [1]
    try:
        page = await network.get(url)  # [2]
        print(f"{page} is here")  # [3]
    except ConnectionError as error:
        print(error)  # [4]


async def main(mode, failures):
    start = get_running_loop().time()
    network = Network(0.1, 0.2, failures / 100)  # [5]
    fetches = [fetch(network, url) for url in ("/a", "/b", "/c", "/d")]  # [6]
    if mode == "together":
        await gather(*fetches)  # [7]
    else:
        for each in fetches:
            await each  # [8]
    print(f"took {get_running_loop().time() - start:.3f} s")  # [9]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["together", "one-by-one"], default="together")
parser.add_argument("--failures", type=int, default=0)
run(main(**vars(parser.parse_args())))
