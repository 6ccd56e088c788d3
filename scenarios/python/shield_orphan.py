"""Shield and the orphan: main stops waiting, but what it waited for must not be cancelled."""

# Needs Python 3.11 or newer.
from argparse import ArgumentParser
from asyncio import CancelledError, create_task, run, shield, sleep, wait_for


async def pay():
    try:
        print("the payment begins")  # [1]
        await sleep(3)  # [2]
        print("the payment is done")  # [3]
    except CancelledError:
        print("the payment is cut off")  # [4]
        raise  # [5]


async def main(mode, limit, stay):
    payment = create_task(pay(), name="payment")  # [6]
    try:
        if mode == "shield":
            await wait_for(shield(payment), limit)  # [7]
        else:
            await wait_for(payment, limit)  # [8]
        print("main has the receipt")  # [9]
    except TimeoutError:
        print("main waits no longer")  # [10]
    await sleep(stay)  # [11]
    print("main ends")  # [12]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["shield", "plain"], default="shield")
parser.add_argument("--limit", type=float, default=1)
parser.add_argument("--stay", type=float, default=1)
run(main(**vars(parser.parse_args())))
