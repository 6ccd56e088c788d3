"""A scraper with few workers: pages are found while others are fetched."""

# Needs Python 3.9 or newer, and simulated.py beside it.
from argparse import ArgumentParser
from asyncio import Queue, create_task, gather, get_running_loop, run

from simulated import Network

LINKS = {
    "/": ["/news", "/shop", "/help"],
    "/news": ["/news/1", "/news/2"],
    "/shop": ["/shop/1", "/shop/2", "/shop/3"],
}


async def worker(name, network, todo):
    while True:
        url = await todo.get()  # [1]
        await network.get(url)  # [2]
        print(f"{name}: {url}")  # [3]
        for link in LINKS.get(url, []):
            todo.put_nowait(link)  # [4]
        todo.task_done()  # [5]


async def main(workers):
    start = get_running_loop().time()
    network = Network()
    todo = Queue()  # [6]
    todo.put_nowait("/")  # [7]
    names = [f"worker-{i}" for i in range(1, workers + 1)]
    tasks = [create_task(worker(name, network, todo), name=name) for name in names]  # [8]
    await todo.join()  # [9]
    for task in tasks:
        task.cancel()  # [10]
    print(f"all pages in {get_running_loop().time() - start:.3f} s")  # [11]
    await gather(*tasks, return_exceptions=True)  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--workers", type=int, default=3)
run(main(**vars(parser.parse_args())))
