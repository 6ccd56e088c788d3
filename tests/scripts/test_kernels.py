import importlib.machinery
import importlib.util
import unittest
from pathlib import Path

SCRIPT = str(Path(__file__).resolve().parents[2] / "script" / "kernels")
LOADER = importlib.machinery.SourceFileLoader("kernels", SCRIPT)
kernels = importlib.util.module_from_spec(importlib.util.spec_from_loader("kernels", LOADER))
LOADER.exec_module(kernels)


class Kernels(unittest.TestCase):
    def test_a_kernel_that_got_slower_is_told_with_by_how_much(self):
        now = {("yield", "off"): 110.0, ("spawn", "off"): 900.0, ("queue", "off"): 80.0, ("new", "on"): 5.0}
        kept = {("yield", "off"): 100.0, ("spawn", "off"): 890.0, ("queue", "off"): 100.0}
        sentences, slower = kernels.compare(now, kept)
        self.assertTrue(slower)
        self.assertEqual(sentences, [
            "yield (trace off) got slower by 10%: 110 instructions, kept are 100",
            "spawn (trace off): 900 instructions, kept are 890",
            "queue (trace off) got faster by 20%: 80 instructions, kept are 100;"
            " keep that with script/kernels --update",
            "new (trace on): 5 instructions; none are kept",
            "If that is meant: script/kernels --update, and say why in the commit."])

    def test_counts_within_the_tolerance_pass(self):
        self.assertFalse(kernels.compare({("yield", "off"): 104.0}, {("yield", "off"): 100.0})[1])

    def test_what_is_kept_has_all_kernels(self):
        self.assertEqual(set(kernels.kept()), {(w, m) for w, m, _ in kernels.KERNELS})


if __name__ == "__main__":
    unittest.main()
