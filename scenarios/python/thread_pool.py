"""Threads or coroutines: the same questions, with a blocking call in a thread each, or awaited."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import gather, get_running_loop, run, sleep, to_thread


async def ask(by, number):
    print(f"question {number}")  # [1]
    if by == "threads":
        await to_thread(time.sleep, 1)  # [2]
    else:
        await sleep(1)  # [3]
    print(f"answer {number}")  # [4]


async def main(by, questions):
    start = get_running_loop().time()
    answers = [ask(by, i) for i in range(1, questions + 1)]  # [5]
    await gather(*answers)  # [6]
    print(f"took {round(get_running_loop().time() - start, 1):g} s")  # [7]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--by", choices=["threads", "coroutines"], default="threads")
parser.add_argument("--questions", type=int, default=3)
run(main(**vars(parser.parse_args())))
