"""Exports of every scenario are what other programs can read: called with the path of loopscope.

A Chrome trace is checked against the rules of the Trace Event Format, read as Perfetto does: of
things at one time the first in the file is the first, and a flow's end belongs to the slice that is
innermost then."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

LOOPSCOPE = "loopscope"
AXES = ("elastic", "steps", "time")
CSV_HEAD = "task name state reason object start_ns end_ns start_fact end_fact iteration line".split()
SVG = "{http://www.w3.org/2000/svg}"


def loopscope(*words):
    return subprocess.run([LOOPSCOPE, *words], capture_output=True)


def export(name, *words):
    done = loopscope("export", name, "--to", "-", *words)
    if done.returncode != 0 or b"loopscope" in done.stderr:  # a program may write there, too
        raise AssertionError(f"export {name} {words}: {done.returncode} {done.stderr}")
    return done.stdout


def lines_of(*words):
    return loopscope(*words).stdout.decode().splitlines()


def scenarios():
    names = [line.split()[0] for line in lines_of("list")]
    names.remove("ten-thousand")  # takes too long to be read here
    assert len(names) > 2, names
    return names


def no_such_number(word):
    raise ValueError(f"{word} is no number of JSON")


def no_double_names(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a name comes twice: {names}")
    return dict(pairs)


class ChromeTrace:
    """Reads a trace and raises AssertionError where it breaks a rule."""

    def __init__(self, text):
        whole = json.loads(text, parse_constant=no_such_number, object_pairs_hook=no_double_names)
        self.events = whole["traceEvents"]
        self.other = whole["otherData"]
        self.tracks = {}  # tid -> name
        self.places = {}  # tid -> sort index
        self.slices = []
        self.flows = {}  # id -> [slice where it begins, slice where it ends]
        self.instants = []
        self.counts = []
        self.open = {}  # tid -> open slices, the innermost last
        now = 0
        for event in self.events:
            if event["ph"] == "M":
                self.read_name(event)
                continue
            at = self.nanoseconds(event["ts"])
            assert at >= now, f"goes back in time: {event}"
            now = at
            getattr(self, "read_" + event["ph"])(event, at)
        for number, flow in self.flows.items():
            assert len(flow) == 2, f"flow {number} has no end"
        assert sorted(self.places) == sorted(self.tracks)
        assert len(set(self.places.values())) == len(self.places)

    @staticmethod
    def nanoseconds(microseconds):
        assert isinstance(microseconds, (int, float)) and microseconds >= 0
        return round(microseconds * 1000)

    def innermost(self, event, at):
        assert event["tid"] in self.tracks, f"on a track without a name: {event}"
        stack = self.open.setdefault(event["tid"], [])
        while stack and stack[-1]["end"] <= at and stack[-1]["at"] < at:
            stack.pop()
        return stack[-1] if stack else None

    def read_name(self, event):
        kind, arguments = event["name"], event["args"]
        if kind == "thread_name":
            assert event["tid"] not in self.tracks
            self.tracks[event["tid"]] = arguments["name"]
        elif kind == "thread_sort_index":
            self.places[event["tid"]] = arguments["sort_index"]
        else:
            assert kind in ("process_name", "process_sort_index")

    def read_X(self, event, at):
        end = at + self.nanoseconds(event["dur"])
        assert isinstance(event["name"], str) and event["name"] and event["cat"]
        outer = self.innermost(event, at)
        while outer and outer["end"] <= at:
            self.open[event["tid"]].pop()
            outer = self.open[event["tid"]][-1] if self.open[event["tid"]] else None
        assert outer is None or end <= outer["end"], f"not within {outer}: {event}"
        one = dict(event, at=at, end=end)
        self.open[event["tid"]].append(one)
        self.slices.append(one)

    def read_s(self, event, at):
        assert event["id"] not in self.flows
        self.flows[event["id"]] = [self.innermost(event, at)]
        assert self.flows[event["id"]][0], f"begins in no slice: {event}"

    def read_f(self, event, at):
        assert event["bp"] == "e"
        into = self.innermost(event, at)
        assert into and into["at"] == at, f"does not lead to the begin of a slice: {event}"
        self.flows[event["id"]].append(into)

    def read_i(self, event, at):
        assert event["s"] == "t" and event["tid"] in self.tracks
        self.instants.append(event)

    def read_C(self, event, at):
        self.counts.append(event["args"]["handles"])


def text_box(text):
    """The words of a text with what they cover, in letters of a middle width."""
    size = float(text.get("font-size", 12))
    width = size * sum(0.3 if letter in " .:" else 0.5 for letter in text.text)
    x, y = float(text.get("x")), float(text.get("y"))
    x -= {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return text.text, x, y - 0.75 * size, x + width, y + 0.2 * size


class Exports(unittest.TestCase):
    def test_chrome_traces_are_valid_on_every_axis(self):
        for i, name in enumerate(scenarios()):
            self.check_chrome(name, AXES[i % 3])

    def check_chrome(self, name, axis):
        trace = ChromeTrace(export(name, "--format", "chrome", "--axis", axis))
        self.assertEqual(trace.other["scenario"], name)
        self.assertEqual(trace.other["axis"], axis)
        self.assertGreater(len(trace.flows), 0)
        self.assertTrue(all(into["cat"] == "running" for _, into in trace.flows.values()))
        self.assertGreater(max(trace.counts), 0)
        # States of a task follow each other without gaps, and a step can be seen.
        for track in set(trace.tracks) - {1}:
            states = [one for one in trace.slices if one["tid"] == track]
            self.assertEqual([one["end"] for one in states[:-1]], [one["at"] for one in states[1:]])
            if axis != "time":
                steps = [one["dur"] for one in states if one["cat"] == "running"]
                self.assertGreaterEqual(min(steps), 999)
        printed = [event["name"] for event in trace.instants if event["cat"] == "print"]
        self.assertEqual(printed, lines_of("run", name))

    def test_pictures_are_valid_and_no_text_is_cut_or_covered(self):
        for i, name in enumerate(scenarios()):
            for axis, width in ((AXES[i % 3], ("520", "900", "1280")[i // 3 % 3]), ("elastic", "520")):
                words = ("--format", "svg", "--axis", axis, "--width", width)
                self.check_picture(ElementTree.fromstring(export(name, *words)), int(width))

    def test_pictures_with_hostile_names_are_xml(self):
        golden = Path(__file__).parent.parent / "model" / "golden"
        for file in golden.glob("*.svg"):
            self.check_picture(ElementTree.fromstring(file.read_bytes()), 1280)

    def check_picture(self, root, width):
        self.assertEqual(root.tag, SVG + "svg")
        page = (float(root.get("width")), float(root.get("height")))
        self.assertLessEqual(page[0], width)
        texts = [text_box(text) for text in root.iter(SVG + "text")]
        self.assertGreater(len(texts), 8)
        for i, (words, x0, y0, x1, y1) in enumerate(texts):
            self.assertTrue(0 <= x0 and x1 <= page[0] and 0 <= y0 and y1 <= page[1], words)
            for other, a0, b0, a1, b1 in texts[:i]:
                apart = x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0
                self.assertTrue(apart, f"'{words}' covers '{other}'")

    def test_tables_of_spans_can_be_read_and_have_no_gaps(self):
        for name in scenarios():
            text = export(name, "--format", "csv").decode()
            head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
            self.assertEqual(head, CSV_HEAD)
            spans = [dict(zip(head, row, strict=True)) for row in rows]
            for one, next_one in zip(spans, spans[1:]):
                if one["task"] == next_one["task"]:
                    self.assertEqual(one["end_fact"], next_one["start_fact"])
                    self.assertEqual(one["end_ns"], next_one["start_ns"])
            waits = [span for span in spans if span["state"] == "suspended"]
            self.assertTrue(waits or name == "await-always-suspends")
            self.assertTrue(all(span["reason"] for span in waits))

    def test_the_text_is_what_show_prints_between_the_words_of_the_lesson(self):
        for name in scenarios():
            told = loopscope("show", name).stdout
            self.assertIn(export(name, "--format", "text").rstrip(), told)

    def test_files_take_their_place_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "out.CSV"
            file.write_text("before")
            self.assertEqual(loopscope("export", "two-workers", "--to", file).returncode, 0)
            self.assertEqual(file.read_bytes(), export("two-workers", "--format", "csv"))
            self.assertEqual([one.name for one in Path(folder).iterdir()], ["out.CSV"])

    def test_a_picture_of_the_window_needs_a_display(self):
        bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        words = [LOOPSCOPE, "export", "two-workers", "--to", "/no/such/a.png"]
        done = subprocess.run(words, capture_output=True, env=bare)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertRegex(done.stderr.decode(), r"\Aloopscope: there is no display .*\n\Z")

    def test_what_cannot_be_done_is_said_in_one_sentence(self):
        for words, sentence in [
            (["--to", "a.doc"], "The end of 'a.doc' names no format. There are: chrome (.json), "),
            (["--to", "-"], "The standard output needs a --format: chrome (.json), svg (.svg), "),
            (["--to", "-", "--format", "doc"], 'There is no format "doc". There are: chrome'),
            (["--to", "/no/such/a.csv"], "'/no/such/a.csv' cannot be written: No such file"),
            (["--to", "/", "--format", "csv"], "'/' cannot be written: Is a directory."),
            (["--to", "a.svg", "--width", "7"], "A width is from 480 to 20000 pixels, not 7."),
            (["--to", "a.svg", "--axis", "x"], 'The axis is elastic, steps or time, not "x".'),
        ]:
            with self.subTest(words=words):
                done = loopscope("export", "two-workers", *words)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(f"loopscope: {sentence}", done.stderr.decode())
                self.assertEqual(done.stderr.count(b"\n"), 1)


if __name__ == "__main__":
    LOOPSCOPE = sys.argv.pop(1)
    unittest.main()
