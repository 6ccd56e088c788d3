"""A call from another thread: call_soon_threadsafe is the one door into the loop."""

# Needs Python 3.9 or newer.
import time
from argparse import ArgumentParser
from asyncio import Queue, get_running_loop, run


def sensor(loop, readings, count):
    for i in range(1, count + 1):
        time.sleep(1)  # [1]
        loop.call_soon_threadsafe(readings.put_nowait, i)  # [2]


async def main(count):
    loop = get_running_loop()
    readings = Queue()  # [3]
    job = loop.run_in_executor(None, sensor, loop, readings, count)  # [4]
    for _ in range(count):
        reading = await readings.get()  # [5]
        print(f"main: reading {reading}")  # [6]
    await job  # [7]
    print("main: the sensor is off")  # [8]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--count", type=int, default=3)
run(main(**vars(parser.parse_args())))
