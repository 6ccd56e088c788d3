#!/usr/bin/env python3
"""The real window, end to end: real keys and clicks, and what is then on the screen.

    e2e.py path/to/loopscope

Starts an X server of its own (Xvfb) and the program in it, presses keys and the mouse with xdotool,
and looks at the pictures: the tasks' colours where their lanes are, the same cursor the same
picture. Exit status 77 says that this machine lacks Xvfb or xdotool.

Ideas for further tests: a second keyboard layout; a window that is resized; a screen of 192 dpi.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
SKIPPED = 77
WIDTH, HEIGHT = 1600, 900

# Tokens of the dark and the light theme.
DARK = {"panel": 0x181B21, "main": 0xC3CAD4, "A": 0xA99BFF, "B": 0xE69F00, "accent": 0x7CC4FF,
        "warn": 0xF0B429}
LIGHT = {"panel": 0xFFFFFF, "A": 0x6A4FD6, "B": 0xA86C00}

# Parts of the window at 1600x900, as (x0, y0, x1, y1).
ALL = (0, 0, WIDTH, HEIGHT)
CLOCK = (1400, 8, 1596, 42)
NOW_LINE = (30, 50, 1590, 90)
NOW_SQUARE = (8, 50, 34, 90)
STATUS_BAR = (0, 872, 1600, 900)
TIMELINE = (376, 124, 1292, 560)
SOURCE = (0, 124, 372, 640)
INSPECTOR = (1296, 124, 1600, 600)
LOOP = (376, 630, 1292, 872)
PYTHON_TAB, CPP_TAB = (26, 108), (77, 108)


class Picture:
    """A PNG of 8 bits a channel, as rows of bytes."""

    def __init__(self, path):
        data = Path(path).read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
        at, packed = 8, b""
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            chunk = data[at + 8:at + 8 + length]
            if kind == b"IHDR":
                self.width, self.height, depth, colour = struct.unpack(">IIBB", chunk[:10])
                assert depth == 8 and colour in (2, 6)
                self.step = 3 if colour == 2 else 4
            elif kind == b"IDAT":
                packed += chunk
            at += 12 + length
        self.rows = self._unfilter(zlib.decompress(packed))

    def _unfilter(self, raw):
        size, step = self.width * self.step, self.step
        rows, before = [], bytearray(size)
        for y in range(self.height):
            start = y * (size + 1)
            how, row = raw[start], bytearray(raw[start + 1:start + 1 + size])
            if how == 2:
                row = bytearray((a + b) & 255 for a, b in zip(row, before))
            elif how != 0:
                for i in range(size):
                    left = row[i - step] if i >= step else 0
                    up, corner = before[i], before[i - step] if i >= step else 0
                    if how == 1:
                        guess = left
                    elif how == 3:
                        guess = (left + up) // 2
                    else:
                        p = left + up - corner
                        distance = abs(p - left), abs(p - up), abs(p - corner)
                        guess = (left, up, corner)[distance.index(min(distance))]
                    row[i] = (row[i] + guess) & 255
            rows.append(row)
            before = row
        return rows

    def part(self, box):
        x0, y0, x1, y1 = box
        return b"".join(bytes(row[x0 * self.step:x1 * self.step]) for row in self.rows[y0:y1])

    def count(self, box, colour):
        """How many pixels of the box have exactly that colour."""
        x0, y0, x1, y1 = box
        wanted = (colour >> 16, colour >> 8 & 255, colour & 255)
        step, found = self.step, 0
        for row in self.rows[y0:y1]:
            part = row[x0 * step:x1 * step]
            found += sum(map(wanted.__eq__, zip(part[0::step], part[1::step], part[2::step])))
        return found

    def count_warm(self, box):
        """How many pixels are yellowish: letters that warn have few pixels of the plain colour."""
        x0, y0, x1, y1 = box
        step, found = self.step, 0
        for row in self.rows[y0:y1]:
            part = row[x0 * step:x1 * step]
            found += sum(r > b + 60 for r, b in zip(part[0::step], part[2::step]))
        return found

    def rows_of(self, box, colour, at_least):
        """The y of the rows in the box with so many pixels of that colour."""
        x0, y0, x1, y1 = box
        return [y for y in range(y0, y1) if self.count((x0, y, x1, y + 1), colour) >= at_least]


def alike(one, other):
    """Equal but for some pixels of text: a glyph's edge depends on its place in the texture, and
    Dear ImGui 1.92 gives it one when it is first needed."""
    if one == other:
        return True
    different = sum(1 for a, b in zip(one, other) if a != b and abs(a - b) > 2)
    return len(one) == len(other) and different <= 1000


class Screen:
    """An X server that nobody sees."""

    def __init__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.display = ":" + pipe.readline().strip()

    def close(self):
        self.server.terminate()
        self.server.wait()


class Window:
    """The running program, its keys and its pictures."""

    def __init__(self, screen, folder, *arguments, script=True, **changes):
        self.folder = Path(folder)
        self.environment = dict(os.environ, DISPLAY=screen.display)
        self.environment.update({"XDG_CONFIG_HOME": str(folder), **changes})
        self.environment.pop("WAYLAND_DISPLAY", None)
        # A software renderer leaks; what leaks in our own code is told by the other tests.
        self.environment.setdefault("ASAN_OPTIONS", "detect_leaks=0")
        command = [str(PROGRAM), "two-workers", f"--size={WIDTH}x{HEIGHT}", *arguments]
        if script:  # tells when the run is complete
            command.append("--do=motion off; dump-snapshot ready; stay")
        self.process = subprocess.Popen(command, cwd=folder, env=self.environment)
        self.id = self.xdotool("search", "--sync", "--onlyvisible", "--name", "^Loopscope$").split()[0]
        self.xdotool("windowfocus", "--sync", self.id)
        self.xdotool("mousemove", WIDTH - 4, HEIGHT - 2)
        if not script:
            time.sleep(1)
        while script and not (self.folder / "ready").exists():
            time.sleep(0.02)
        time.sleep(0.2)

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True,
                              capture_output=True, text=True, timeout=30).stdout

    def press(self, *keys):
        for key in keys:
            self.xdotool("key", key)
        time.sleep(0.05)

    def type(self, words):
        self.xdotool("type", "--delay", "5", words)
        time.sleep(0.05)

    def click(self, x, y):
        self.xdotool("mousemove", x, y)
        time.sleep(0.1)
        self.xdotool("click", 1)
        time.sleep(0.1)
        self.xdotool("mousemove", WIDTH - 4, HEIGHT - 2)

    def command(self, words):
        """Gives a command by the palette."""
        self.press("ctrl+shift+p")
        self.type(words)
        self.press("Return")

    def snapshot(self):
        """The loop at the cursor, as text."""
        file = self.folder / "snapshot"
        file.unlink(missing_ok=True)
        self.command("dump-snapshot snapshot")
        for _ in range(100):
            time.sleep(0.05)
            if file.exists() and file.read_text().endswith("\n"):
                return file.read_text()
        raise AssertionError("no snapshot was written")

    def picture(self):
        """Presses the key for a screenshot, and reads it."""
        file = self.folder / "loopscope.png"
        file.unlink(missing_ok=True)
        time.sleep(0.1)
        self.press("F12")
        for _ in range(100):
            time.sleep(0.05)
            try:
                return Picture(file)
            except (OSError, AssertionError, zlib.error, struct.error):
                pass  # not yet, or not yet whole
        raise AssertionError("no picture was written")

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=20)


class WindowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = Screen()

    @classmethod
    def tearDownClass(cls):
        cls.screen.close()

    def new_folder(self):
        folder = tempfile.mkdtemp(prefix="loopscope-e2e-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def open(self, *arguments, script=True, folder=None, **changes):
        folder = folder or self.new_folder()
        window = Window(self.screen, folder, *arguments, script=script, **changes)
        self.addCleanup(window.close)
        return window

    def test_forward_and_back_is_the_same_picture(self):
        window = self.open()
        window.press(*["Right"] * 40)
        window.press(*["Left"] * 20)
        before = window.picture()
        window.press(*["Right"] * 20)
        there = window.picture()
        window.press(*["Left"] * 20)
        after = window.picture()
        self.assertEqual((before.width, before.height), (WIDTH, HEIGHT))
        self.assertNotEqual(before.part(NOW_LINE), there.part(NOW_LINE))
        self.assertNotEqual(before.part(CLOCK), there.part(CLOCK))
        self.assertTrue(alike(before.part(ALL), after.part(ALL)))

    def test_lanes_stand_under_each_other_in_the_colours_of_their_tasks(self):
        window = self.open()
        empty = window.picture()
        self.assertEqual(empty.count(TIMELINE, DARK["A"]), 0)
        window.press("End")
        full = window.picture()
        lanes = [full.rows_of(TIMELINE, DARK[name], at_least=60) for name in ("main", "A", "B")]
        for rows in lanes:
            self.assertGreater(len(rows), 15, "a running block is 26 pixels high")
        self.assertLess(max(lanes[0]), min(lanes[1]))
        self.assertLess(max(lanes[1]), min(lanes[2]))
        # Their squares stand in the first column, before the names.
        names = (376, TIMELINE[1], 520, TIMELINE[3])
        for name in ("main", "A", "B"):
            self.assertGreater(full.count(names, DARK[name]), 30)

    def test_no_short_key_press_is_lost(self):
        window = self.open()
        for _ in range(11):
            window.xdotool("key", "Right")
        one_by_one = window.picture()
        window.press("Home")
        # GLFW itself drops presses of one key within the same millisecond.
        window.xdotool("key", "--delay", "3", *["Right"] * 11)
        at_once = window.picture()
        self.assertTrue(alike(one_by_one.part(NOW_LINE), at_once.part(NOW_LINE)))
        self.assertTrue(alike(one_by_one.part(CLOCK), at_once.part(CLOCK)))

    def test_clicks_choose_a_language_and_a_task(self):
        window = self.open()
        window.press(*["Right"] * 20)
        python = window.picture()
        window.click(*CPP_TAB)
        cpp = window.picture()
        self.assertNotEqual(python.part(SOURCE), cpp.part(SOURCE))
        window.click(*PYTHON_TAB)
        self.assertTrue(alike(python.part(SOURCE), window.picture().part(SOURCE)))
        lane = min(python.rows_of(TIMELINE, DARK["A"], at_least=40)) + 10
        window.click(430, lane)
        chosen = window.picture()
        self.assertEqual(chosen.count((376, lane, 392, lane + 1), DARK["panel"]), 0,
                         "the lane of the selected task is lit")

    def test_a_click_in_the_ruler_goes_back_in_time(self):
        window = self.open()
        window.press("End")
        end = window.picture()
        window.click(700, 180)
        earlier = window.picture()
        self.assertNotEqual(end.part(CLOCK), earlier.part(CLOCK))
        self.assertGreater(earlier.count((690, 300, 712, 301), DARK["accent"]), 1)

    def test_play_moves_by_itself_and_ends_at_the_end(self):
        window = self.open()
        window.press("space")
        time.sleep(1.5)
        window.press("space")
        part = window.picture()
        self.assertGreater(part.count(TIMELINE, DARK["main"]), 500)
        window.press(*["shift+plus"] * 5)
        window.press("space")
        time.sleep(4)
        played = window.picture()
        window.press("End")
        self.assertTrue(alike(played.part(NOW_LINE), window.picture().part(NOW_LINE)))

    def test_a_program_that_holds_the_loop_is_named_stopped_and_run_again(self):
        # The first host never gives the loop a turn; those after it are the real one.
        folder = self.new_folder()
        host = Path(folder) / "host"
        host.write_text(f"""#!/bin/sh
if [ -e "{folder}/ran" ]; then exec "{PROGRAM}" "$@"; fi
touch "{folder}/ran"
exec "{PROGRAM.parent}/runaway_host" endless
""")
        host.chmod(0o755)
        window = self.open(folder=folder, LOOPSCOPE_HOST=str(host))
        window.press("End")
        blocked = window.picture()
        self.assertGreater(blocked.count(NOW_SQUARE, DARK["warn"]), 50, "a sentence that warns")
        self.assertGreater(blocked.count_warm(STATUS_BAR), 50)
        window.press("shift+Escape")
        time.sleep(0.5)
        stopped = window.picture()
        self.assertEqual(stopped.count(NOW_SQUARE, DARK["warn"]), 0, "the last fact is told")
        self.assertGreater(stopped.count_warm(STATUS_BAR), 50)
        self.assertNotEqual(blocked.part(STATUS_BAR), stopped.part(STATUS_BAR))
        window.press("Left", "Left")
        self.assertNotEqual(stopped.part(NOW_LINE), window.picture().part(NOW_LINE))
        window.press("r")
        time.sleep(0.5)
        window.press("End")
        again = window.picture()
        self.assertEqual(again.count_warm(STATUS_BAR), 0)
        self.assertGreater(again.count(TIMELINE, DARK["B"]), 200)

    def test_settings_are_kept_and_the_window_closes_by_key(self):
        window = self.open(script=False)
        window.press("Escape", "t", "p")  # the first minutes are over
        light = window.picture()
        self.assertGreater(light.count(SOURCE, LIGHT["panel"]), 50_000)
        window.press("ctrl+q")
        self.assertEqual(window.process.wait(timeout=20), 0)
        again = Window(self.screen, window.folder, script=False)
        self.addCleanup(again.close)
        self.assertTrue(alike(light.part(SOURCE), again.picture().part(SOURCE)))

    def test_a_lesson_is_opened_stepped_and_read_by_keys_alone(self):
        window = self.open()
        window.press("ctrl+shift+p")
        window.type("open a scenario")
        window.press("Return")
        window.type("event")
        window.press("Return")
        time.sleep(0.3)
        start = window.picture()
        window.press(*["i"] * 3)
        stepped = window.picture()
        self.assertNotEqual(start.part(NOW_LINE), stepped.part(NOW_LINE))
        self.assertNotEqual(start.part(INSPECTOR), stepped.part(INSPECTOR), "why is told there")
        self.assertGreater(stepped.count(TIMELINE, DARK["main"]), 200)

    def test_a_bug_is_hunted_by_a_breakpoint_forwards_and_backwards(self):
        window = self.open()
        window.press("ctrl+shift+p")
        window.type("break woken A")
        window.press("Return")
        window.press("F5")
        hit = window.picture()
        self.assertGreater(hit.count_warm((900, 50, 1590, 90)), 20, "it says why it stopped")
        window.press("Left")
        self.assertFalse(alike(hit.part(NOW_LINE), window.picture().part(NOW_LINE)))
        window.press("F5")
        self.assertTrue(alike(hit.part(NOW_LINE), window.picture().part(NOW_LINE)))
        window.press("End", "shift+F5")
        self.assertTrue(alike(hit.part(CLOCK), window.picture().part(CLOCK)))

    def test_the_holder_of_a_lock_is_found_by_a_breakpoint_on_it(self):
        window = self.open()
        window.command("scenario lock-across-await")
        time.sleep(0.5)
        window.command("break object counter")
        while True:  # made, taken by T1, waited for by T2
            window.press("F5")
            there = window.snapshot()
            if "counter, held by T1, 1 waiting" in there:
                break
            self.assertLess(int(there.split()[1]), 60, "somebody waits for the lock by then")
        hit = window.picture()
        self.assertGreater(hit.count_warm((900, 50, 1590, 90)), 20, "it says why it stopped")
        self.assertGreater(hit.count(INSPECTOR, DARK["A"]), 15, "T1 is named, in its colour")
        window.press("Left")
        self.assertRegex(window.snapshot(), r"counter, held by T1, 0 waiting")
        window.press("F5", "y")
        self.assertEqual(window.snapshot(), there)
        self.assertNotEqual(hit.part(LOOP), window.picture().part(LOOP), "who waits for whom")

    def test_presenting_needs_no_mouse_and_gives_nothing_away(self):
        window = self.open()
        window.press("F11")
        time.sleep(0.3)
        before = window.picture()
        window.press(*["Next"] * 12)
        there = window.picture()
        self.assertNotEqual(before.part(ALL), there.part(ALL))
        window.press("b", "Next")  # a blank screen, and back: that key does no more
        self.assertTrue(alike(there.part(ALL), window.picture().part(ALL)))
        window.press("End")
        window.press("Home", *["Next"] * 12)
        self.assertTrue(alike(there.part(ALL), window.picture().part(ALL)))
        window.press("1", "z")
        self.assertNotEqual(there.part(ALL), window.picture().part(ALL))

    def test_a_file_is_saved_and_opened_again_by_keys(self):
        window = self.open()
        window.press("ctrl+s")
        window.press("Return")
        saved = window.folder / "two-workers.loopscope"
        for _ in range(100):  # it is synced before it has its name
            if saved.exists():
                break
            time.sleep(0.05)
        self.assertTrue(saved.exists())
        window.press("End")
        end = window.picture()
        window.press("Home", "ctrl+o")
        window.type("two")
        window.press("Tab", "Return")
        time.sleep(0.3)
        window.press("End")
        self.assertTrue(alike(end.part(TIMELINE), window.picture().part(TIMELINE)))

    def test_all_overlays_open_and_close(self):
        window = self.open()
        plain = window.picture()
        for key in ("g", "question", "F1", "F10", "ctrl+o", "ctrl+s", "ctrl+e", "ctrl+shift+p"):
            window.press(key)
            self.assertNotEqual(plain.part(TIMELINE), window.picture().part(TIMELINE), key)
            window.press("Escape")
            self.assertTrue(alike(plain.part(ALL), window.picture().part(ALL)), key)


class ScriptTest(unittest.TestCase):
    """--do, and what is said where there is no display."""

    def run_program(self, *arguments, **changes):
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment.setdefault("ASAN_OPTIONS", "detect_leaks=0")
        environment.update(changes)
        return subprocess.run([str(PROGRAM), *arguments], env=environment, capture_output=True,
                              text=True, timeout=60)

    def test_a_script_writes_pictures_and_snapshots_and_quits(self):
        screen = Screen()
        self.addCleanup(screen.close)
        with tempfile.TemporaryDirectory() as folder:
            picture, text = Path(folder) / "out.png", Path(folder) / "out.txt"
            run = self.run_program(
                "two-workers", "--light", "--size=1024x700",
                f"--do=step-iteration 2; select B; screenshot {picture}; dump-snapshot {text}",
                DISPLAY=screen.display)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            image = Picture(picture)
            self.assertEqual((image.width, image.height), (1024, 700))
            self.assertGreater(image.count((300, 100, 760, 400), LIGHT["B"]), 200)
            self.assertIn("iteration 2\n", text.read_text())
            bad = self.run_program("--do=screenshot /no/such/folder/out.png", DISPLAY=screen.display)
            self.assertEqual(bad.returncode, 2)
            self.assertIn("loopscope: '/no/such/folder/out.png' cannot be written", bad.stderr)

    def test_the_picture_is_the_same_after_the_graphics_were_rebuilt(self):
        screen = Screen()
        self.addCleanup(screen.close)
        with tempfile.TemporaryDirectory() as folder:
            before, after = Path(folder) / "a.png", Path(folder) / "b.png"
            run = self.run_program(
                "two-workers", "--size=1024x700",
                f"--do=motion off; end; screenshot {before}; rebuild-gl; screenshot {after}",
                DISPLAY=screen.display)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            self.assertTrue(alike(Picture(before).part((0, 0, 1024, 660)),
                                  Picture(after).part((0, 0, 1024, 660))))

    def test_rubbish_in_the_settings_and_no_place_for_them_do_not_matter(self):
        screen = Screen()
        self.addCleanup(screen.close)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "loopscope").mkdir()
            settings = Path(folder) / "loopscope" / "window.conf"
            for rubbish in (os.urandom(5000), b"zoom nan\nwidth inf\nheight -1\nrecent /\n" * 50):
                settings.write_bytes(rubbish)
                for home in (folder, "/proc/nowhere", ""):
                    window = Window(screen, folder, script=False, XDG_CONFIG_HOME=home, HOME="")
                    window.press("Right")
                    window.press("ctrl+q")
                    self.assertEqual(window.process.wait(timeout=20), 0)

    def test_without_a_display_the_run_is_told_as_text(self):
        run = self.run_program("two-workers")
        self.assertEqual(run.returncode, 0)
        self.assertEqual(run.stderr.count("\n"), 1)
        self.assertTrue(run.stderr.startswith("loopscope: there is no display"), run.stderr)
        self.assertEqual(run.stdout, self.run_program("show", "two-workers").stdout)

    def test_without_opengl_3_3_the_run_is_told_as_text(self):
        screen = Screen()
        self.addCleanup(screen.close)
        old = {"DISPLAY": screen.display, "LIBGL_ALWAYS_SOFTWARE": "1",
               "MESA_GL_VERSION_OVERRIDE": "2.1"}
        run = self.run_program("two-workers", **old)
        self.assertEqual((run.returncode, run.stderr.count("\n")), (0, 1), run.stderr)
        self.assertTrue(run.stderr.startswith("loopscope: this display offers no OpenGL 3.3"))
        self.assertEqual(run.stdout, self.run_program("show", "two-workers").stdout)
        script = self.run_program("two-workers", "--do=step", **old)
        self.assertEqual((script.returncode, script.stderr.count("\n"), script.stdout), (2, 1, ""))

    def test_bad_input_is_one_sentence_and_status_2(self):
        for arguments, words in [
                (["two-wrkers"], "two-workers"),
                (["run"], "NAME"),
                (["show", "two-workers", "--param", "nonsense"], "name=value"),
                (["two-workers", "--param", "mode=sideways"], "sequential"),
                (["two-workers", "--size", "big"], "1600x900"),
                (["two-workers", "--clock", "broken"], "virtual or real"),
                (["two-workers", "--do", "stpe"], "did you mean 'step'"),
                (["two-workers", "--colour"], "--help"),
                (["list", "extra"], "--help")]:
            run = self.run_program(*arguments)
            self.assertEqual(run.returncode, 2, arguments)
            self.assertTrue(run.stderr.startswith("loopscope: "), run.stderr)
            self.assertEqual(run.stderr.count("\n"), 1, run.stderr)
            self.assertIn(words, run.stderr)
            self.assertEqual(run.stdout, "")

    def test_help_and_version(self):
        self.assertRegex(self.run_program("--version").stdout, r"^loopscope \d+\.\d+\.\d+\n$")
        self.assertIn("step-iteration", self.run_program("--help").stdout)
        self.assertIn("two-workers", self.run_program("list").stdout)


if __name__ == "__main__":
    if PROGRAM is None:
        sys.exit(__doc__)
    if not all(map(shutil.which, ("Xvfb", "xdotool"))):
        print("Xvfb and xdotool are needed")
        sys.exit(SKIPPED)
    unittest.main()
