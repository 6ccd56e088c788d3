"""join waits until the queue is empty: two letters, and one who answers them."""

# Needs Python 3.9 or newer.
from asyncio import Queue, create_task, run, sleep


async def worker(letters):
    for _ in range(2):
        letter = await letters.get()  # [1]
        print(f"worker: takes letter {letter}, {letters.qsize()} in the queue")  # [2]
        await sleep(1)  # [3]
        letters.task_done()  # [4]


async def main():
    letters = Queue()  # [5]
    letters.put_nowait(1)  # [6]
    letters.put_nowait(2)  # [7]
    task = create_task(worker(letters), name="worker")  # [8]
    await letters.join()  # [9]
    print("main: all letters are answered")  # [10]


run(main())
