# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A team whose folders another program writes: what an edit changes there, line by line."""
import datetime
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[1:1] = [os.path.join(HERE, "..", "cli"), os.path.join(HERE, "..", "support")]

import sandbox  # noqa: E402
import tap  # noqa: E402
from sandbox import ANA, BO, team  # noqa: E402

NOW = sandbox.NOW
NOW_S = str(int(datetime.datetime.fromisoformat(NOW.replace("Z", "+00:00")).timestamp()))
STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


def lines(text):
    """Physical lines with their ends."""
    return text.splitlines(keepends=True)


class Case(sandbox.Case):
    change_task = None  # path of it, set by main()
    board = "board"
    journal = "journal"

    def setUp(self):
        super().setUp()
        self.write("team.json", team({**ANA, "calendars": [self.journal]}, {**BO, "calendars": []},
                                     calendars={"board": self.board, "journal": self.journal}))
        for folder in (self.board, self.journal):
            os.makedirs(self.path(folder), exist_ok=True)

    def run_peer(self, *command, **more):
        out = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, stdin=subprocess.DEVNULL,
                             env={**self.environment(**more), "PYTHONWARNINGS": "ignore"}, timeout=300, check=False)
        self.assertEqual(out.returncode, 0, f"{command}: {out.stdout}{out.stderr}")
        return out.stdout

    def files(self, folder):
        """Name -> bytes; nothing else may be in the folder but dot files."""
        found = {}
        for name in sorted(os.listdir(self.path(folder))):
            if not name.startswith("."):
                with open(self.path(folder, name), "rb") as file:
                    found[name] = file.read()
        return found

    def change(self, *how):
        out = subprocess.run([self.change_task, self.path("team.json"), NOW_S, *how], capture_output=True, text=True,
                             env=self.environment(), stdin=subprocess.DEVNULL, timeout=300, check=False)
        self.assertEqual(out.returncode, 0, f"{how}: {out.stderr}")

    def assert_only(self, folder, edit, went, came):
        """EDIT() changes one file of FOLDER, in which the lines WENT give way to CAME; lines are compared with
        their ends, and all others keep their bytes and their order. The three stamps may change."""
        before = self.files(folder)
        edit()
        after = self.files(folder)
        self.assertEqual(before.keys(), after.keys())
        changed = [name for name in before if before[name] != after[name]]
        self.assertEqual(len(changed), 1, changed)
        old, new = before[changed[0]].decode(), after[changed[0]].decode()
        end = "\r\n" if "\r\n" in old else "\n"
        self.assertEqual(set(line[len(line.rstrip("\r\n")):] for line in lines(new)), {end})
        kept = [line for line in lines(old) if line.rstrip("\r\n") not in went and not line.startswith(STAMPS)]
        left = [line for line in lines(new) if line.rstrip("\r\n") not in came and not line.startswith(STAMPS)]
        self.assertEqual(kept, left)
        self.assertEqual([line for line in came if line + end not in lines(new)], [], new)
        self.assertEqual([line for line in went if line + end in lines(new)], [], new)

    def assert_undone(self, folder, *how):
        before = self.files(folder)
        self.change("--undo", *how)
        self.assertEqual(self.files(folder), before)

    # What every board is put through; `uid` is a task "Fix the crane, then; rest" without labels or assignee.

    def edit_all(self, uid, due, category=None):
        """All edits of a task, each with only its lines."""
        board = self.board
        self.assert_only(board, lambda: self.json("task", "comment", uid, "Zwei – ü; so"), [], ["COMMENT:Zwei – ü\\; so"])
        self.assert_only(board, lambda: self.json("task", "assign", uid, "bo"), [],
                         ["ATTENDEE;CN=Bo Lind:mailto:bo@example.org"])
        self.assert_only(board, lambda: self.change("title", uid, "New, name"),
                         ["SUMMARY:Fix the crane\\, then\\; rest"], ["SUMMARY:New\\, name"])
        self.assert_only(board, lambda: self.change("due", uid, "2026-12-24"), [due], ["DUE;VALUE=DATE:20261224"])
        self.assert_only(board, lambda: self.change("label", uid, "a,b"), [category] if category else [],
                         [(category + "," if category else "CATEGORIES:") + "a\\,b"])
        self.assert_only(board, lambda: self.change("unlabel", uid, "A,B"),
                         [(category + "," if category else "CATEGORIES:") + "a\\,b"], [category] if category else [])
        self.assert_only(board, lambda: self.change("notes", uid, "One\nTwo"), [], ["DESCRIPTION:One\\nTwo"])
        for how in (("title", uid, "x"), ("due", uid, ""), ("label", uid, "q"), ("block", uid), ("priority", uid, "9"),
                    ("delete", uid), ("create", "Another")):
            self.assert_undone(board, *how)


def main(*programs):
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        print(f"1..0 # SKIP {', '.join(missing)} is not installed: tests/support/packages")
        sys.exit(0)
    Case.program, Case.change_task = map(os.path.abspath, sys.argv[1:3])
    sys.exit(tap.main(sys.argv[3:]))


__all__ = ["Case", "NOW", "json", "main"]
