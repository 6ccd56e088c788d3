#!/usr/bin/env python3
"""twins.py [--update]: the Python twins print what twins.txt says, at the times it says.

twins.txt holds cases: a line `== NAME PARAMETER=VALUE...`, then what the scenario prints, each line
with its time. This runs each case's twin, scenarios_test.cpp the scenario; so both print the same.
The twins' loop is that of the python3 on PATH, on a virtual clock: nothing waits. One twin also runs
as it is, in real time.

For a new case write its first line and call this with --update, under CPython 3.13, the level of our
loop. Ends with status 77 if python3 is no CPython that has what all this needs.
"""

import difflib
import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "twins.txt"
FOLDER = HERE.parents[1] / "scenarios" / "python"
PARTS = {FOLDER / "simulated.py"}  # what twins import
NEEDED, UPDATES = (3, 11), (3, 13)
LEVEL = sys.version_info[:2]
SKIPPED = 77


def read_cases():
    """{"lost-update mode=lock": ["0s D1 reads 0", ...], ...}"""
    cases = {}
    for line in GOLDEN.read_text().splitlines():
        if line.startswith("== "):
            lines = cases[line[3:]] = []
        else:
            lines.append(line)
    return cases


def twin_of(case):
    return FOLDER / (case.split()[0].replace("-", "_") + ".py")


def needs(twin):
    found = re.search(r"^# Needs Python 3\.(\d+) or newer", twin.read_text(), re.MULTILINE)
    return (3, int(found[1])) if found else (99,)


def arguments(case):
    words = []
    for parameter in case.split()[1:]:
        name, value = parameter.split("=")
        words += ["--" + name.replace("_", "-"), value]
    return words


def iteration_cost(twin):
    found = re.search(r"^# On the virtual clock an iteration takes (\S+) s", twin.read_text(), re.MULTILINE)
    return float(found[1]) if found else 0


def runs_in_real_time():
    """Whether a twin does what it should without the virtual clock."""
    case = "two-workers delay_a=0.2 delay_b=0.1"
    words = [sys.executable, str(twin_of(case)), *arguments(case)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    expected = "A started\nB started\nB finished\nA finished\ntook 0.2 s\n"
    if (done.stdout, done.stderr) == (expected, ""):
        return True
    print("differs in real time:", case, done.stdout, done.stderr, sep="\n")
    return False


def main():
    cases = read_cases()
    untested = set(FOLDER.glob("*.py")) - set(map(twin_of, cases)) - PARTS
    if untested:
        print("twins: no case runs", ", ".join(sorted(path.name for path in untested)))
        return 1
    level = f"python3 on PATH is {platform.python_implementation()} {platform.python_version()}"
    if platform.python_implementation() != "CPython" or LEVEL < NEEDED:
        print(f"twins: {len(cases)} of {len(cases)} skipped: {level}; CPython 3.11 is needed")
        return SKIPPED
    import virtual_time

    update = sys.argv[1:] == ["--update"]
    if update and LEVEL != UPDATES:
        print(f"twins: --update needs CPython 3.13; {level}")
        return 1

    real = update or runs_in_real_time()
    differing, skipped = 0, 0
    for case, expected in cases.items():
        if needs(twin_of(case)) > LEVEL:
            skipped += 1
            continue
        twin = twin_of(case)
        found = virtual_time.run(twin, arguments(case), iteration_cost(twin))
        if found != expected:
            differing += 1
            print("differs:", case)
            print(*difflib.unified_diff(expected, found, "twins.txt", "CPython", lineterm=""), sep="\n")
        cases[case] = found
    if update:
        GOLDEN.write_text("".join(f"== {case}\n" + "".join(f"{line}\n" for line in lines)
                                  for case, lines in cases.items()))
    equal = len(cases) - skipped - differing
    print(f"twins: {equal} of {len(cases)} equal, {skipped} skipped; {level}")
    return 0 if update or (real and differing == 0) else 1


if __name__ == "__main__":
    sys.exit(main())
