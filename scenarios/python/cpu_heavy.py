"""Work for the processor: in the loop, in the loop in chunks, and in threads."""

# Needs Python 3.9 or newer. time.sleep stands for work; see the lesson for what Python's threads
# make of real work.
import time
from argparse import ArgumentParser
from asyncio import gather, get_running_loop, run, sleep, to_thread


async def render(where, page):
    if where == "thread":
        await to_thread(time.sleep, 1)  # [1]
    else:
        for part in range(10):
            time.sleep(0.1)  # [2]
            if where == "chunks":
                await sleep(0)  # [3]
    print(f"page {page} is rendered")  # [4]


async def ping(arrives, start):
    await sleep(arrives)  # [5]
    late = get_running_loop().time() - start - arrives  # [6]
    print(f"ping of {arrives}s: answered {late:.2f} s later")  # [7]


async def main(where):
    start = get_running_loop().time()
    pings = gather(ping(0.25, start), ping(1.25, start))  # [8]
    pages = gather(render(where, 1), render(where, 2))  # [9]
    await pages  # [10]
    await pings  # [11]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--where", choices=["loop", "chunks", "thread"], default="loop")
run(main(**vars(parser.parse_args())))
