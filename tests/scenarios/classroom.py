#!/usr/bin/env python3
"""Quizzes and marks through the command line.  classroom.py LOOPSCOPE"""

import csv
import io
import pathlib
import subprocess
import sys
import tempfile
import unittest


def loopscope(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


class Classroom(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_quiz_is_the_same_for_the_same_seed(self):
        first = loopscope("quiz", "event", "--seed", 7, "--count", 5)
        self.assertEqual(first, loopscope("quiz", "event", "--seed", 7, "--count", 5))
        self.assertEqual((first[0], first[2]), (0, ""))
        self.assertIn("async def visitor", first[1])
        self.assertIn("\n5. After fact", first[1])
        self.assertNotIn("Answers", first[1])
        self.assertIn("\nAnswers\n", loopscope("quiz", "event", "--answers")[1])

    def test_a_class_gets_a_file_each_and_the_teacher_a_key(self):
        roster = self.folder / "roster.csv"
        roster.write_text("name,mail\nAnn,a\nBen,b\nBen,c\n", encoding="utf-8")
        out = self.folder / "quizzes"
        words = ("quiz", "event", "--students", roster, "--to", out, "--answers", "--format", "html")
        status, told, err = loopscope(*words)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("3 quizzes", told)
        names = sorted(file.name for file in out.iterdir())
        self.assertEqual(names, ["Ann.html", "Ben-2.html", "Ben.html", "answers.csv"])
        rows = list(csv.DictReader(io.StringIO((out / "answers.csv").read_text(encoding="utf-8"))))
        self.assertEqual([row["student"] for row in rows], ["Ann", "Ben", "Ben"])
        self.assertNotEqual(rows[0]["seed"], rows[1]["seed"])
        self.assertEqual({len(row["answers"]) for row in rows}, {8})
        self.assertNotIn("believes", (out / "Ann.html").read_text(encoding="utf-8"))

    def test_games_are_marked_with_reasons(self):
        (self.folder / "a.moves").write_text(
            "loopscope moves 1\nscenario event\nparam delay=1\nseed 0\n2 new-iteration\n4 wait\n")
        (self.folder / "b.moves").write_text("a poem\n")
        (self.folder / "c.moves").write_text("loopscope moves 1\nscenario evnt\n")
        (self.folder / "d.txt").write_text("no game")
        status, out, err = loopscope("grade", self.folder)
        self.assertEqual((status, err), (0, ""))
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual([row["file"] for row in rows], ["a.moves", "b.moves", "c.moves"])
        first = rows[0]
        self.assertEqual((first["scenario"], first["right"], first["wrong"]), ("event", "1", "1"))
        self.assertEqual(int(first["left out"]), int(first["moves"]) - 2)
        self.assertIn("never waits while something is ready", first["first mistake"])
        self.assertIn("not a file of moves", rows[1]["first mistake"])
        self.assertIn("Did you mean event?", rows[2]["first mistake"])
        marks = self.folder / "marks.csv"
        self.assertEqual(loopscope("grade", self.folder, "--csv", marks)[0], 0)
        self.assertEqual(marks.read_text(encoding="utf-8"), out)

    def test_two_runs_are_compared_in_sentences(self):
        told = loopscope("compare", "two-workers", "two-workers", "mode=sequential")
        self.assertEqual((told[0], told[2]), (0, ""))
        self.assertIn("The second takes 1 s longer.", told[1])
        self.assertIn("in main's 1st step, at 0.000 s: with mode=tasks main creates task A", told[1])
        self.assertEqual(told, loopscope("compare", "two-workers"))  # its counterpart
        file = self.folder / "a.loopscope"
        loopscope("run", "two-workers", "--save", file)
        self.assertIn("the same from begin to end", loopscope("compare", file, "two-workers")[1])

    def test_a_pack_is_printed_for_the_teacher_and_for_the_class(self):
        names = [line.split()[0] for line in loopscope("pack")[1].splitlines()]
        self.assertEqual(names, ["what-await-does", "waiting-together", "sharing"])
        script = loopscope("pack", "sharing")[1]
        self.assertIn("0:00  Read the program (2 min)", script)
        self.assertIn("* a) 10", script)
        page = self.folder / "handout.html"
        words = ("pack", "sharing", "--handout", "--format", "html", "--to", page)
        self.assertEqual(loopscope(*words)[0], 0)
        self.assertIn("What is the balance at the end?", page.read_text(encoding="utf-8"))

    def test_what_cannot_be_done_is_said(self):
        (self.folder / "empty.csv").write_text("name\n")
        for words, sentence in (
            (["quiz", "evnt"], "Did you mean event?"),
            (["quiz", "event", "--format", "pdf"], "text, html or gift"),
            (["quiz", "event", "--count", 0], "from 1 to 100"),
            (["quiz", "event", "--clock", "real"], "virtual clock"),
            (["quiz", "event", "--students", self.folder / "none.csv", "--to", self.folder], "read"),
            (["quiz", "event", "--students", self.folder / "empty.csv", "--to", self.folder], "nobody"),
            (["quiz", "event", "--students", self.folder / "empty.csv"], "--to FOLDER"),
            (["pack", "everything"], "'loopscope pack' tells"),
            (["pack", "sharing", "--format", "gift"], "text or html"),
            (["compare", "two-wokers", "event"], "Did you mean two-workers?"),
            (["compare", "event", "event", "event"], "not 3"),
            (["compare", "event", "event", "delay=soon"], "delay must be"),
            (["grade", self.folder / "nowhere"], "cannot be read"),
            (["grade", self.folder], "no file *.moves"),
        ):
            status, _, err = loopscope(*words)
            self.assertEqual(status, 2, words)
            self.assertIn(sentence, err)
            self.assertEqual(err.count("\n"), 1)

    def test_show_tells_the_lesson_around_the_run(self):
        out = loopscope("show", "event")[1]
        order = ["Waiting for an event", "The question:", "What to watch:", "The program:", "What happens",
                 "The tasks", "The same, drawn", "What many believe:", "What it shows:", "What to try:"]
        places = [out.index("\n" + words) if words != order[0] else 0 for words in order]
        self.assertEqual(places, sorted(places))
        around = out[: places[3]].splitlines() + out[places[7] :].splitlines()
        self.assertLessEqual(max(map(len, around)), 80)
        self.assertIn("\nThe verdict:\nThat is half true.\n", loopscope("show", "no-locks-needed")[1])


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
