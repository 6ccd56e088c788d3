#!/usr/bin/env python3
"""Compares the #include lines of core/, gui/ and scenarios/ with the map of layers in README.md.

The map is the fenced block after the marker `<!-- layers -->`. Its lines read

    A <- B <- C, D            B may include A; C and D may include A and B
    FILE belongs to LAYER     a file that lies outside the folder of its layer
    FILE may include FILE     the one exception to the edges
    X never includes Y, Z     no edge may ever say so (X, Y, Z: layers, or folders of layers)

A layer is a folder with all below it, or the files FOLDER/NAME.*; the longest match counts.
"""

import re
import sys
from pathlib import Path

FOLDERS = ("core", "gui", "scenarios")
SUFFIXES = (".hpp", ".cpp", ".h")
GENERATED = "embedded/"  # headers of embed_assets
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


class Map:
    def __init__(self, readme):
        found = re.search(r"<!-- layers -->\s*```\w*\n(.*?)```", readme, re.DOTALL)
        if not found:
            raise ValueError("README.md has no fenced block after the marker <!-- layers -->")
        self.may_include = {}  # layer -> the layers it may include
        self.belongs = {}  # file -> layer
        self.exceptions = set()  # (file, file)
        self.never = []  # (layer or folder, layer or folder)
        for line in filter(None, map(str.strip, found[1].splitlines())):
            self.read(line)

    def read(self, line):
        if " never includes " in line:
            left, right = line.split(" never includes ")
            self.never += [(left, name.strip()) for name in right.split(",")]
        elif " may include " in line:
            self.exceptions.add(tuple(line.split(" may include ")))
        elif " belongs to " in line:
            file, layer = line.split(" belongs to ")
            self.belongs[file] = layer
        elif "<-" in line:
            below = []
            for link in line.split("<-"):
                layers = [name.strip() for name in link.split(",")]
                for layer in layers:
                    self.may_include.setdefault(layer, set()).update(below)
                below += layers
        else:
            raise ValueError(f"README.md: the map of layers has a line of no known form: {line}")

    def layer_of(self, path):
        if path in self.belongs:
            return self.belongs[path]
        names = [path, *map(str, Path(path).parents)]
        names.insert(1, str(Path(path).with_suffix("")))
        return next((name for name in names if name in self.may_include), None)

    def contradictions(self):
        def within(layer, name):
            return layer == name or layer.startswith(name + "/")

        for layer, below in sorted(self.may_include.items()):
            for other in sorted(below):
                for left, right in self.never:
                    if within(layer, left) and within(other, right):
                        yield f"README.md: the map lets {layer} include {other}, and forbids it"


def violations(root):
    layers = Map((root / "README.md").read_text())
    yield from layers.contradictions()
    for layer in layers.may_include:
        if not (root / layer).is_dir() and not list(root.glob(layer + ".*")):
            yield f"README.md: the map has the layer {layer}, which does not exist"
    sources = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*")))
    for path in (path for path in sources if path.suffix in SUFFIXES):
        name = path.relative_to(root).as_posix()
        layer = layers.layer_of(name)
        if layer is None:
            yield f"{name}:1: is in no layer of the map in README.md"
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if not found or found[1].startswith(GENERATED):
                continue
            included = found[1]
            other = layers.layer_of(included)
            if not (root / included).is_file():
                yield f'{name}:{number}: "{included}" is not a file of ours, named from the root'
            elif (
                other != layer
                and other not in layers.may_include[layer]
                and (name, included) not in layers.exceptions
            ):
                yield f"{name}:{number}: layer {layer} may not include {other or included}"


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    try:
        found = list(violations(root))
    except ValueError as error:
        found = [str(error)]
    print("\n".join(found) if found else "layers: every include follows the map")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
