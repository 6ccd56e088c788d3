"""Two threads, one interpreter: work for the processor in threads that take turns."""

# Needs Python 3.9 or newer, and simulated.py beside it: its Interpreter shows what a real one does
# with such threads, in turns that are long enough to be seen.
from argparse import ArgumentParser
from asyncio import create_task, gather, get_running_loop, run, sleep, to_thread

from simulated import Interpreter


def count_primes(loop, python, n):
    for part in range(1, 5):
        python.compute(n, part)  # [1]
        loop.call_soon_threadsafe(print, f"count-{n}: part {part} is done")  # [2]


async def count(where, python, n):
    loop = get_running_loop()
    if where == "threads":
        await to_thread(count_primes, loop, python, n)  # [3]
    else:
        count_primes(loop, python, n)  # [4]


async def heartbeat():
    while True:
        await sleep(0.9)  # [5]
        print("heartbeat")  # [6]


async def main(where, lock, counts):
    start = get_running_loop().time()
    beats = create_task(heartbeat(), name="heartbeat")  # [7]
    python = Interpreter(counts, locked=where == "threads" and lock == "held")  # [8]
    jobs = [count(where, python, n) for n in range(1, counts + 1)]  # [9]
    await gather(*jobs)  # [10]
    print(f"took {round(get_running_loop().time() - start, 1):g} s")  # [11]
    beats.cancel()  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--where", choices=["threads", "loop"], default="threads")
parser.add_argument("--lock", choices=["held", "let-go"], default="held")
parser.add_argument("--counts", type=int, default=2)
run(main(**vars(parser.parse_args())))
