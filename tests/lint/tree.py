# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""What every lint shares: the files of the tree, and how to report a fault."""
import argparse
import os
import re
import subprocess
import sys


class Tree:
    """The source tree under ROOT: the files git knows, or all but build folders without git."""

    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.faults = 0

    def files(self, pattern=r".*"):
        """Paths relative to the root that match PATTERN, sorted."""
        return [path for path in self._all() if re.fullmatch(pattern, path)]

    def _all(self):
        if os.path.exists(os.path.join(self.root, ".git")):
            listed = subprocess.run(
                ["git", "-c", "safe.directory=*", "-C", self.root, "ls-files", "-z",
                 "--cached", "--others", "--exclude-standard"],
                check=True, capture_output=True).stdout.decode().split("\0")
            return sorted({p for p in listed if p and os.path.isfile(os.path.join(self.root, p))})
        found = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = [f for f in folders if f not in (".git", "__pycache__")
                          and not f.startswith(("_build", "build"))]
            found += [os.path.relpath(os.path.join(folder, n), self.root) for n in names]
        return sorted(found)

    def path(self, name):
        return os.path.join(self.root, name)

    def text(self, name):
        with open(self.path(name), encoding="utf-8", errors="replace") as file:
            return file.read()

    def lines(self, name):
        """(number, line) of a file, from 1."""
        return enumerate(self.text(name).splitlines(), 1)

    def fault(self, name, line, message):
        """Says what is wrong where, and what to do about it."""
        print(f"{name}:{line}: {message}")
        self.faults += 1


def blank_comments(text):
    """C TEXT with comments blanked, line breaks kept; strings stay."""
    pattern = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', re.DOTALL)

    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found

    return pattern.sub(blank, text)


def main(check):
    """Runs CHECK over the tree named by --root (default: the one this file stands in)."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--root", default=os.path.join(here, "..", ".."))
    parser.add_argument("--build", help="build folder, for lints of what is built")
    args = parser.parse_args()
    tree = Tree(args.root)
    tree.build = args.build
    check(tree)
    sys.exit(1 if tree.faults else 0)
