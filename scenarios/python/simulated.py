"""What the twins talk to: a network, a database and an interpreter's lock that are not there.

They sleep as long as a real one could take. Where chance has a part, the times are random numbers that begin at `seed`: the
same as those of Loopscope, so that both print the same lines at the same times.
"""

# Needs Python 3.9 or newer.
import time
from asyncio import Queue, create_task, get_running_loop, sleep


class Random:
    """splitmix64, with times in whole milliseconds."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = 2**64 - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        x = self.state
        x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & mask
        x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & mask
        return x ^ (x >> 31)

    def random(self):
        return (self.next() >> 11) / 2**53

    def chance(self, probability):
        return self.random() < probability

    def uniform(self, least, most):
        least, most = round(least * 1000), round(most * 1000)
        return (least + self.next() % (most - least + 1)) / 1000

    def exponential(self, mean):
        """Mostly short and now and then very long. Von Neumann's way, without a logarithm."""
        whole = 0
        while True:
            first = last = self.random()
            odd = True
            while (new := self.random()) < last:
                last = new
                odd = not odd
            if odd:
                return int((whole + first) * round(mean * 1000)) / 1000
            whole += 1


class Network:
    def __init__(self, least=0.1, more=0.2, failures=0, seed=0):
        self.least, self.more, self.failures = least, more, failures
        self.random = Random(seed)

    async def get(self, url):
        latency = self.least + self.random.exponential(self.more)
        fails = self.random.chance(self.failures)
        await sleep(latency)
        if fails:
            raise ConnectionError(f"{url} did not answer")
        return f"page of {url}"


class Connection:
    """One end of a connection; "" is what is received once the other end has closed."""

    def __init__(self, inbox, peer, latency):
        self.inbox, self.peer, self.latency = inbox, peer, latency

    def send(self, line):
        get_running_loop().call_later(self.latency, self.peer.put_nowait, line)

    async def receive(self):
        return await self.inbox.get()

    def close(self):
        self.send("")


class Server:
    """Makes a task of `handler` for each connection."""

    def __init__(self, handler, latency=0.05):
        self.handler, self.latency = handler, latency
        self.tasks = set()

    def connect(self, name):
        up, down = Queue(), Queue()
        handler = self.handler(Connection(up, down, self.latency))
        self.tasks.add(create_task(handler, name=f"server for {name}"))
        return Connection(down, up, self.latency)


class DatabaseConnection:
    """Does one query at a time."""

    def __init__(self, number, random):
        self.number, self.random = number, random
        self.in_use = False

    async def query(self, text):
        if self.in_use:
            raise RuntimeError(f"another query is under way: {text}")
        self.in_use = True
        await sleep(self.random.uniform(0.1, 0.5))
        self.in_use = False


class Database:
    """Refuses a connection when `most` are open."""

    def __init__(self, most=100, seed=0):
        self.most = most
        self.random = Random(seed)
        self.connections = self.open = 0

    async def connect(self):
        if self.open == self.most:
            raise ConnectionError("too many connections")
        self.open += 1
        self.connections += 1
        number = self.connections
        await sleep(0.2)
        return DatabaseConnection(number, self.random)

    def close(self, connection):
        self.open -= 1


class Interpreter:
    """Threads that compute have its lock in turns; those of a real one are 5 ms long.

    All `threads` compute equally long. If it is not `locked`, each has a processor to itself.
    """

    turn = 0.25

    def __init__(self, threads, locked):
        self.threads, self.locked = threads, locked

    def compute(self, thread, turn):
        """Computes for a turn. Threads and their turns count from 1."""
        others = thread - 1 if turn == 1 else self.threads - 1
        if self.locked:
            time.sleep(others * self.turn)
        time.sleep(self.turn)
