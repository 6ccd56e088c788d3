"""Callbacks and coroutines: the same coffee, written in both ways."""

# Needs Python 3.9 or newer.
from argparse import ArgumentParser
from asyncio import get_running_loop, run, sleep


async def coffee():
    print("grinding")  # [1]
    await sleep(1)  # [2]
    print("brewing")  # [3]
    await sleep(2)  # [4]
    print("pouring")  # [5]


def pour(done):
    print("pouring")  # [6]
    done.set_result(None)  # [7]


def brew(done):
    print("brewing")  # [8]
    get_running_loop().call_later(2, pour, done)  # [9]


def coffee_by_callbacks():
    done = get_running_loop().create_future()  # [10]
    print("grinding")  # [11]
    get_running_loop().call_later(1, brew, done)  # [12]
    return done  # [13]


async def main(style):
    if style == "callbacks":
        await coffee_by_callbacks()  # [14]
    else:
        await coffee()  # [15]
    print("main: thank you")  # [16]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--style", choices=["callbacks", "coroutine"], default="callbacks")
run(main(**vars(parser.parse_args())))
