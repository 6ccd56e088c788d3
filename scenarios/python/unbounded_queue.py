"""The queue without a limit: orders come faster than the kitchen can cook."""

# Needs Python 3.10 or newer.
from argparse import ArgumentParser
from asyncio import Queue, create_task, get_running_loop, run, sleep


async def shop(orders, pause):
    for n in range(1, 11):
        order = n, get_running_loop().time()  # [1]
        await orders.put(order)  # [2]
        await sleep(pause)  # [3]
    print(f"shop closes, {orders.qsize()} orders wait")  # [4]


async def kitchen(orders, work):
    while True:
        n, made = await orders.get()  # [5]
        age = get_running_loop().time() - made  # [6]
        print(f"order {n} has waited {round(age, 1):g} s")  # [7]
        await sleep(work)  # [8]
        orders.task_done()  # [9]


async def main(maxsize, pause, work):
    orders = Queue(maxsize)  # [10]
    cook = create_task(kitchen(orders, work), name="kitchen")  # [11]
    sell = create_task(shop(orders, pause), name="shop")  # [12]
    await sell  # [13]
    await orders.join()  # [14]
    print("all orders are served")  # [15]
    cook.cancel()  # [16]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--maxsize", type=int, default=0)
parser.add_argument("--pause", type=float, default=0.2)
parser.add_argument("--work", type=float, default=0.7)
run(main(**vars(parser.parse_args())))
