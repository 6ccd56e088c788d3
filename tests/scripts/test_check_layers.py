import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "script"))
from check_layers import violations  # noqa: E402

MAP = """<!-- layers -->
```
core/trace <- core/runtime <- scenarios
core/trace <- core/model <- gui
scenarios/catalogue <- scenarios, gui
core/aio.hpp belongs to core/runtime
gui/main.cpp may include scenarios/host.hpp
gui never includes core/runtime
```
"""
FILES = {
    "core/aio.hpp": '#include "core/runtime/loop.hpp"',
    "core/trace/trace.hpp": "#include <vector>",
    "core/runtime/loop.hpp": '#include "core/trace/trace.hpp"',
    "core/model/fold.hpp": '#include "core/trace/trace.hpp"',
    "scenarios/catalogue.hpp": '#include "embedded/scenarios_catalogue.hpp"',
    "scenarios/host.hpp": '#include "core/aio.hpp"',
    "gui/main.cpp": '#include "scenarios/host.hpp"',
    "gui/panels/log.cpp": '#include "core/model/fold.hpp"\n#include "core/trace/trace.hpp"',
}


def check(changes=(), readme=MAP):
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        (root / "README.md").write_text(readme)
        for name, text in {**FILES, **dict(changes)}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return list(violations(root))


class CheckLayers(unittest.TestCase):
    def test_a_tree_that_follows_the_map_has_no_violations(self):
        self.assertEqual(check(), [])

    def test_an_include_against_the_map_is_told_with_file_and_line(self):
        self.assertEqual(
            check({"gui/app.cpp": '\n#include "core/aio.hpp"'}),
            ["gui/app.cpp:2: layer gui may not include core/runtime"],
        )

    def test_the_exception_holds_for_its_file_only(self):
        self.assertEqual(
            check({"gui/app.cpp": '#include "scenarios/host.hpp"'}),
            ["gui/app.cpp:1: layer gui may not include scenarios"],
        )

    def test_a_layer_of_single_files_may_not_include_its_folder(self):
        self.assertEqual(
            check({"scenarios/catalogue.cpp": '#include "scenarios/host.hpp"'}),
            ["scenarios/catalogue.cpp:1: layer scenarios/catalogue may not include scenarios"],
        )

    def test_a_folder_that_the_map_lacks_is_told(self):
        self.assertEqual(
            check({"core/new/x.hpp": ""}),
            ["core/new/x.hpp:1: is in no layer of the map in README.md"],
        )

    def test_a_layer_without_a_folder_is_told(self):
        self.assertEqual(
            check(readme=MAP.replace("core/model <- gui", "core/model <- core/old <- gui")),
            ["README.md: the map has the layer core/old, which does not exist"],
        )

    def test_a_map_that_contradicts_itself_is_told(self):
        self.assertEqual(
            check(readme=MAP.replace("<- scenarios\n", "<- scenarios, gui\n")),
            ["README.md: the map lets gui include core/runtime, and forbids it"],
        )

    def test_an_include_that_is_not_from_the_root_is_told(self):
        self.assertEqual(
            check({"gui/app.cpp": '#include "panels/log.hpp"'}),
            ['gui/app.cpp:1: "panels/log.hpp" is not a file of ours, named from the root'],
        )


if __name__ == "__main__":
    unittest.main()
