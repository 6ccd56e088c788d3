#!/usr/bin/env python3
"""A hostile trace makes the window do nothing that a good one does not: no program is started, no
socket opened, no library loaded, no file written.

    hostile.py path/to/loopscope

Opens a good recording and then damaged and malicious ones in the real window, on an X server of its
own, and compares the system calls. Exit status 77 says that this machine lacks Xvfb or strace, or
does not let a program be traced.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
SKIPPED = 77
WATCHED = "execve,execveat,fork,vfork,socket,connect,bind,open,openat,creat,rename,unlink,mkdir"
# Not the gallery: it starts hosts for the pictures of its lessons, as many as there is time for.
SCRIPT = "step-iteration 2; reveal; end; step-iteration-back 1; help; close; quit"


def calls(folder, file):
    """The watched calls that succeed or fail for another reason than that nothing is there, without
    their results; the name of the file itself is written FILE."""
    log = folder / "calls"
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0", "XDG_CONFIG_HOME": str(folder),
                   "MESA_SHADER_CACHE_DISABLE": "true", "LIBGL_ALWAYS_SOFTWARE": "1"}
    command = ["strace", "-f", "-qq", "-s", "4096", "-e", f"trace={WATCHED}", "-o", str(log),
               str(PROGRAM), str(file), "--size", "800x600", "--do", SCRIPT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    found = set()
    for line in log.read_text().splitlines():
        call = re.sub(r"^\d+ +", "", line).strip()
        call = re.sub(r"0x[0-9a-f]+ /\* \d+ vars \*/", "", call)
        if "(" not in call or "ENOENT" in call or call.startswith("+++"):
            continue
        found.add(re.sub(r"\) += .*", ")", call).replace(str(file), "FILE"))
    return done.returncode, found


def hostile_files(folder, good, lines):
    """Damaged bytes, a part, and strings that are paths, addresses and commands."""
    chance = random.Random(4)
    for k in range(6):
        data = bytearray(good.read_bytes())
        for _ in range(1 + 8 * k):
            data[chance.randrange(16, len(data))] ^= 1 << chance.randrange(8)
        (folder / f"flipped-{k}.loopscope").write_bytes(data)
    (folder / "cut.loopscope").write_bytes(good.read_bytes()[:-700])
    for k, words in enumerate(["/etc/passwd", "../../../../etc/shadow", "http://127.0.0.1/x",
                               "$(touch pwned)", "file:///etc/hostname"]):
        text = lines.replace("event.py", words).replace("event.cpp", words).replace("Cleo", words)
        (folder / f"strings-{k}.jsonl").write_text(text)
    return sorted([*folder.glob("*-?.*"), folder / "cut.loopscope"])


class Hostile(unittest.TestCase):
    def test_hostile_traces_cause_no_call_that_a_good_one_does_not(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            good = folder / "good.loopscope"
            subprocess.run([PROGRAM, "run", "event", "--save", good], check=True,
                           capture_output=True)
            lines = subprocess.run([PROGRAM, "trace", good, "--json"], check=True,
                                   capture_output=True, text=True).stdout
            status, allowed = calls(folder, good)
            self.assertEqual(status, 0)
            self.assertTrue(any("FILE" in call for call in allowed), "nothing was traced")
            surprises = {}
            for file in hostile_files(folder, good, lines):
                status, made = calls(folder, file)
                if status not in (0, 2) or made - allowed:
                    surprises[file.name] = status, sorted(made - allowed)
            self.maxDiff = None
            self.assertEqual(surprises, {})


def may_trace():
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"],
                          capture_output=True).returncode == 0


if __name__ == "__main__":
    if not all(map(shutil.which, ("xvfb-run", "xauth", "strace"))) or not may_trace():
        print("Xvfb and strace, and leave to trace, are needed")
        sys.exit(SKIPPED)
    if "--on-screen" in sys.argv:
        sys.argv.remove("--on-screen")
        unittest.main()
    sys.exit(subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1024x768x24", sys.executable,
                             __file__, str(PROGRAM), "--on-screen"]).returncode)
