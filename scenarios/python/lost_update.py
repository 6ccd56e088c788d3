"""The lost update: several tasks each add 10 to one account."""

# Needs Python 3.10 or newer.
from argparse import ArgumentParser
from asyncio import Lock, create_task, gather, run, sleep


class Account:
    def __init__(self):
        self.balance = 0
        self.lock = Lock()


async def add_ten(account, name, pause):
    seen = account.balance  # [1]
    print(f"{name} reads {seen}")  # [2]
    await sleep(pause)  # [3]
    account.balance = seen + 10  # [4]
    print(f"{name} writes {account.balance}")  # [5]


async def deposit(account, name, mode, pause):
    if mode == "race":
        await add_ten(account, name, pause)  # [6]
    elif mode == "lock":
        async with account.lock:  # [7]
            await add_ten(account, name, pause)  # [8]
    else:
        await sleep(pause)  # [9]
        account.balance += 10  # [10]
        print(f"{name} writes {account.balance}")  # [11]


async def main(mode, deposits, pause):
    account = Account()
    tasks = []
    for n in range(1, deposits + 1):
        name = f"D{n}"
        tasks.append(create_task(deposit(account, name, mode, pause), name=name))  # [12]
    await gather(*tasks)  # [13]
    print(f"balance {account.balance}, expected {10 * deposits}")  # [14]


parser = ArgumentParser(description=__doc__)
parser.add_argument("--mode", choices=["race", "lock", "one-step"], default="race")
parser.add_argument("--deposits", type=int, default=3)
parser.add_argument("--pause", type=float, default=1)
run(main(**vars(parser.parse_args())))
