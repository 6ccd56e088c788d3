#!/usr/bin/env python3
"""canary.py PROGRAM COMPILER: tries each shape of coroutine code in a process of its own, and
prints which of them the compiler at hand gets wrong.

A wrong safe shape, one that our code uses, is a failure. A wrong forbidden shape is reported only:
script/check_awaits.py keeps those out of our code.
"""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

TIMEOUT = 10  # seconds; a right shape takes milliseconds
REFUSED = 3


def verdict(program, name):
    """"right", or what went wrong."""
    try:
        child = subprocess.run([program, name], capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return "never ends"
    if child.returncode == 0:
        return "right"
    if child.returncode == REFUSED:
        return "does not compile"
    if child.returncode < 0:
        return f"crashes ({signal.Signals(-child.returncode).name})"
    return child.stdout.strip() or f"ends with status {child.returncode}"


def main():
    program, compiler = sys.argv[1:]
    listed = subprocess.run([program, "--list"], capture_output=True, text=True, check=True)
    shapes = [line.split("\t") for line in listed.stdout.splitlines()]
    with ThreadPoolExecutor() as pool:
        verdicts = list(pool.map(lambda shape: verdict(program, shape[1]), shapes))

    print(f"Shapes of coroutine code, as {compiler} compiles them\n")
    wrong = {"safe": 0, "forbidden": 0}
    for kind in wrong:
        print(f"{kind}:")
        for (kind_of_shape, name, text), result in zip(shapes, verdicts):
            if kind_of_shape == kind:
                wrong[kind] += result != "right"
                print(f"  {'right' if result == 'right' else 'WRONG'}  {name:<30} {text}")
                if result != "right":
                    print(f"{'':9}{result}")
        print()
    print(f"{wrong['forbidden']} forbidden shapes are wrong: our code uses none of them.")
    print(f"{wrong['safe']} safe shapes are wrong" + (": this compiler cannot build the project." if wrong["safe"] else "."))
    return 1 if wrong["safe"] else 0


if __name__ == "__main__":
    sys.exit(main())
