#!/usr/bin/env python3
"""Recorded files through the command line: saved, told, compared, repeated.  files.py LOOPSCOPE"""

import pathlib
import subprocess
import sys
import tempfile
import unittest


def loopscope(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file = self.folder / "a.loopscope"

    def save(self, *words):
        status, out, err = loopscope("run", *words, "--save", self.file)
        self.assertEqual((status, err), (0, ""))
        return out

    def test_a_saved_run_is_shown_as_the_scenario_is(self):
        self.save("event", "--param", "delay=3")
        self.assertEqual(loopscope("show", self.file), loopscope("show", "event", "--param", "delay=3"))

    def test_a_repeated_run_is_the_same_to_the_byte(self):
        printed = self.save("two-workers", "--param", "delay_a=4", "--seed", "9")
        again = self.folder / "b.loopscope"
        self.assertEqual(loopscope("rerun", self.file, "--save", again), (0, printed, ""))
        self.assertEqual(self.file.read_bytes(), again.read_bytes())
        self.assertEqual(loopscope("rerun", self.file)[0], 0)

    def test_json_that_was_changed_is_another_run(self):
        self.save("two-workers")
        json = self.folder / "a.json"
        json.write_text(loopscope("trace", self.file, "--json")[1])
        self.assertEqual(loopscope("rerun", json)[0], 0)
        json.write_text(json.read_text().replace("A started", "A began"))
        self.assertEqual(loopscope("rerun", json)[0], 1)

    def test_a_run_on_the_real_clock_is_not_repeated(self):
        self.save("two-workers", "--clock", "real", "--param", "delay_a=0", "--param", "delay_b=0")
        status, out, err = loopscope("rerun", self.file)
        self.assertEqual((status, out), (2, ""))
        self.assertIn("was recorded on the real clock", err)

    def test_a_cut_file_is_told_up_to_the_cut(self):
        self.save("event")
        self.file.write_bytes(self.file.read_bytes()[:-3])
        status, out, err = loopscope("show", self.file)
        self.assertEqual(status, 0)
        self.assertRegex(err, r"is incomplete, \d+ facts recovered: The recording was broken off\.")
        self.assertEqual(out, loopscope("show", "event")[1])

    def test_a_file_is_exported_as_its_scenario_is(self):
        self.save("event")
        for form in "csv", "svg", "chrome":
            of_scenario = loopscope("export", "event", "--to", "-", "--format", form)
            self.assertEqual(of_scenario[0], 0)
            self.assertEqual(loopscope("export", self.file, "--to", "-", "--format", form), of_scenario)

    def test_a_file_that_is_not_there_is_told(self):
        status, out, err = loopscope("export", self.folder / "none", "--to", "-", "--format", "csv")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("There is no file", err)

    def test_the_limit_is_asked_for(self):
        self.save("event")
        status, out, err = loopscope("trace", self.file, "--limit", 5)
        self.assertEqual(status, 0)
        self.assertIn("holds more than 5 facts", err)
        self.assertIn("5 facts, event", out)

    def test_what_cannot_be_saved_or_read_is_told(self):
        status, _, err = loopscope("run", "event", "--save", self.folder / "none" / "a")
        self.assertEqual(status, 1)
        self.assertIn("cannot be saved: no such file or directory.", err)
        status, _, err = loopscope("trace", self.folder)
        self.assertEqual(status, 2)
        self.assertIn("cannot be read", err)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
