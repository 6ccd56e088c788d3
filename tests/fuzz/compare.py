#!/usr/bin/env python3
"""Runs the 2,000 programs of the corpus with our interpreter and compares each log with CPython 3.13's.

usage: compare.py INTERPRETER [ARGUMENT...]
"""
import gzip
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def programs(text):
    """The lines of each program, by its number."""
    logs, now = {}, None
    for line in text.splitlines():
        if line.startswith("== end"):
            now = None
        elif line.startswith("== "):
            now = logs.setdefault(line, [])
        elif now is not None:
            now.append(line)
    return logs


def first_difference(expected, printed):
    for i in range(max(len(expected), len(printed))):
        want = expected[i] if i < len(expected) else "<end>"
        got = printed[i] if i < len(printed) else "<end>"
        if want != got:
            return f"  line {i + 1}: CPython {want!r}, here {got!r}"
    return "  equal"


def main():
    corpus = gzip.decompress((HERE / "corpus.jsonl.gz").read_bytes())
    expected = programs(gzip.decompress((HERE / "corpus.log.gz").read_bytes()).decode())
    run = subprocess.run(sys.argv[1:], input=corpus, stdout=subprocess.PIPE, check=False)
    printed = programs(run.stdout.decode())
    wrong = [name for name, log in expected.items() if printed.get(name) != log]
    for name in wrong[:5]:
        print(f"program {name[3:]}:")
        print(first_difference(expected[name], printed.get(name, [])))
    print(f"{len(expected) - len(wrong)} of {len(expected)} programs log what they log under CPython 3.13")
    sys.exit(1 if wrong or run.returncode else 0)


main()
