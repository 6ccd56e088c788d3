#!/usr/bin/env python3
"""twins.py PROGRAM: what a scenario prints is what its Python twin prints under plain CPython.

PROGRAM is loopscope, or any program that understands `run NAME --param NAME=VALUE`. The twins run in
real time, all at once. Ends with status 77 if there is no CPython of the level the twins need.
"""

import difflib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "python"
CASES = [
    # scenario, twin, parameters
    ("two-workers", "two_workers.py", {}),
    ("two-workers", "two_workers.py", {"mode": "sequential"}),
    ("two-workers", "two_workers.py", {"delay_a": "0.5", "delay_b": "1.5"}),
    ("gather-three", "gather_three.py", {}),
    ("gather-three", "gather_three.py", {"delay_1": "1.5"}),
    ("event", "event.py", {}),
]
NEEDED = (3, 9)
SKIPPED = 77
ATTEMPTS = 3  # the twins' clock is real: a busy machine may make them late
TIMEOUT = 60


def output(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    if done.returncode != 0 or done.stderr:
        return [f"{command[0]} ended with status {done.returncode}: {done.stderr.strip()}"]
    return done.stdout.splitlines()


def compare(program, python, scenario, twin, parameters):
    """The lines of a difference; none if there is none."""
    ours = [program, "run", scenario]
    theirs = [python, str(FOLDER / twin)]
    for name, value in parameters.items():
        ours += ["--param", f"{name}={value}"]
        theirs += ["--" + name.replace("_", "-"), value]
    expected = output(theirs)
    found = output(ours)
    return list(difflib.unified_diff(expected, found, "CPython", "Loopscope", lineterm=""))


def python_level(python):
    if python is None:
        return "there is no python3 on PATH", None
    ask = "import sys, platform; print(platform.python_implementation(), *sys.version_info[:2])"
    name, major, minor = output([python, "-c", ask])[0].split()
    return f"python3 on PATH is {name} {major}.{minor}", (name == "CPython", int(major), int(minor))


def main():
    program = sys.argv[1]
    untested = {path.name for path in FOLDER.glob("*.py")} - {twin for _, twin, _ in CASES}
    if untested:
        print("twins: no case runs", ", ".join(sorted(untested)))
        return 1
    python = shutil.which("python3")
    sentence, level = python_level(python)
    if level is None or level < (True, *NEEDED):
        print(f"twins: {len(CASES)} of {len(CASES)} skipped: {sentence}; CPython 3.9 is needed")
        return SKIPPED

    def attempt(case):
        for _ in range(ATTEMPTS):
            difference = compare(program, python, *case)
            if not difference:
                break
        return difference

    with ThreadPoolExecutor(len(CASES)) as pool:
        differences = list(pool.map(attempt, CASES))
    for (scenario, _, parameters), difference in zip(CASES, differences):
        values = "".join(f" {name}={value}" for name, value in parameters.items())
        print(f"{'differs' if difference else 'equal'}: {scenario}{values}")
        print("".join(f"  {line}\n" for line in difference), end="")
    failed = sum(map(bool, differences))
    print(f"twins: {len(CASES) - failed} of {len(CASES)} equal, 0 skipped; {sentence}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
