"""Runs Python programs on CPython's own loop with a virtual clock: nobody waits for a sleep.

time.sleep() holds the loop for as long; in a job of an executor it holds only the job. A job runs
at once, and ends when its sleeps are over.
"""

import asyncio
import builtins
import contextlib
import io
import runpy
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fuzz" / "reference"))
import vloop  # noqa: E402


class Loop(vloop.VLoop):
    """Times are whole nanoseconds, as Loopscope's."""

    iteration_cost = 0.0
    current = None

    def __init__(self):
        super().__init__()
        self.job_time = None  # of the job that is being run
        Loop.current = self

    def hold(self, seconds):
        if self.job_time is None:
            self._vnow = round(self._vnow + seconds, 9)
        else:
            self.job_time = round(self.job_time + seconds, 9)

    def call_at(self, when, callback, *args, context=None):
        return super().call_at(round(when, 9), callback, *args, context=context)

    def run_in_executor(self, executor, function, *arguments):
        future = self.create_future()
        self.job_time = self._vnow
        try:
            settle, outcome = future.set_result, function(*arguments)
        except Exception as error:
            settle, outcome = future.set_exception, error
        end, self.job_time = self.job_time, None
        self.call_at(end, lambda: future.cancelled() or settle(outcome))
        return future

    def call_soon_threadsafe(self, callback, *args, context=None):
        if self.job_time is None:
            return super().call_soon_threadsafe(callback, *args, context=context)
        return self.call_at(self.job_time, callback, *args, context=context)

    def _run_once(self):
        if self.iteration > 0:
            self.hold(self.iteration_cost)
        super()._run_once()


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()


def short(seconds):
    """As Loopscope writes a time: "1.5s"."""
    return f"{seconds:.9f}".rstrip("0").rstrip(".") + "s"


def run(path, arguments, iteration_cost=0.0):
    """What the program prints, each line with its time, and the type of what it ended with."""
    lines = []

    def timed_print(*words, sep=" ", end="\n", file=None, flush=False):
        if file not in (None, sys.stdout):
            return plain_print(*words, sep=sep, end=end, file=file)
        lines.append(f"{short(Loop.current.time())} {sep.join(map(str, words))}")

    plain_print, plain_sleep, plain_argv = builtins.print, time.sleep, sys.argv
    Loop.iteration_cost = iteration_cost
    asyncio.set_event_loop_policy(Policy())
    builtins.print, time.sleep = timed_print, lambda seconds: Loop.current.hold(seconds)
    sys.argv = [str(path), *arguments]
    sys.path.insert(0, str(Path(path).parent))
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            runpy.run_path(str(path), run_name="__main__")
    except BaseException as error:
        kind = vloop.kind(error)
        lines.append("! " + {"Deadlock": "DeadlockError"}.get(kind, kind))
    finally:
        builtins.print, time.sleep, sys.argv = plain_print, plain_sleep, plain_argv
        sys.path.pop(0)
        asyncio.set_event_loop_policy(None)
    return lines
