#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Files on the command line and files dropped on the window: a team opens, a calendar becomes part of
the team if wanted, and of anything else the window says what it is not.

    test-window-files.py MEANTIME DRAG-FILES
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

MEANTIME, DRAG_FILES = (os.path.abspath(program) for program in sys.argv[1:3])
TEAM = """{
  "version": 1,
  "name": "Harbour",
  "people": [
    { "id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "x": 1 },
    { "id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata",
      "calendars": ["bo.ics"] }
  ]
}
"""
ITEM = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:{0}\r\nUID:m\r\nDTSTAMP:20260101T000000Z\r\n"
        "DTSTART:20261124T150000Z\r\nSUMMARY:Secret\r\nEND:{0}\r\nEND:VCALENDAR\r\n")


class Files(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="meantime-files-")
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name
        self.env = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.write("team.json", TEAM)
        self.write("other.json", json.dumps({"version": 1, "name": "Pier", "people": []}))
        self.write("bo.ics", ITEM.format("VEVENT"))
        self.write("work.ics", ITEM.format("VEVENT"))
        self.write("photo.png", "\x89PNG\n{\"people\"}")
        os.mkdir(self.path("tasks"))
        self.write("tasks/1.ics", ITEM.format("VTODO"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def team(self):
        with open(self.path("team.json"), encoding="utf-8", newline="") as file:
            return file.read()

    def open(self, *arguments):
        self.window = window.Window([MEANTIME, *arguments], "Harbour", self.env)
        self.addCleanup(self.window.close)

    def hand_over(self, name):
        """Starts the program again with a file, as a file manager does."""
        second = subprocess.run([MEANTIME, name], env={**os.environ, **self.env}, timeout=window.TOOL_S, cwd=self.folder,
                                stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.assertEqual((second.returncode, second.stderr), (0, ""))

    def drop(self, *names):
        """Drags files out of another window, beside ours, onto it."""
        self.window.resize("800", "1000")
        self.source = source = subprocess.Popen([DRAG_FILES, *map(self.path, names)], stdin=subprocess.DEVNULL, env={**os.environ, "GTK_A11Y": "none"})
        self.addCleanup(source.wait, window.PATIENCE_S)
        self.addCleanup(source.terminate)
        found = window.do_x("search", "--sync", "--onlyvisible", "--pid", source.pid).split()[-1]
        window.do_x("windowmove", "--sync", found, 1000, 300)
        self.do("mousemove", "1050", "340")
        self.do("mousedown", "1")
        for x in (1040, 1020, 900, 700, 500, 402, 401, 400):
            self.do("mousemove", x, 400)  # the protocol of dragging asks and answers between two places
        self.do("mouseup", "1")

    def do(self, *words):
        """Both programs have taken it in then."""
        self.window.act(*words)
        self.window.settle(self.source)

    def dialog(self, title):
        """The window of that title."""
        def look():
            root = self.window.root
            found = [root.get_child_at_index(i) for i in range(root.get_child_count())]
            return next((one for one in found if one and one.get_name() == title), None)
        return self.window.wait(look, f"no window {title!r}")

    def expect_team(self, text):
        self.window.wait(lambda: self.team() == text, f"the file is not as expected: {self.team()}")

    def test_calendar_by_hand_over(self):
        self.open(self.path("team.json"), "--me", "ana")
        self.window.find(starts="Ana Ruiz, ")
        self.hand_over("work.ics")
        self.dialog("Add a Calendar")
        self.window.find("1 event")
        self.window.type_keys("Return")
        expected = TEAM.replace('"x": 1 }', '"calendars": ["work.ics"], "x": 1 }')
        self.expect_team(expected)
        self.window.find("Added “work.ics” to the calendars of Ana Ruiz")
        self.window.key("ctrl+z")
        self.expect_team(TEAM)

    def test_calendar_first(self):
        """The team opened last, with the file offered to it; Escape leaves all as it is."""
        self.open(self.path("team.json"), "--me", "bo")
        self.window.find(starts="Ana Ruiz, ")
        self.window.key("ctrl+q")
        self.window.process.wait(window.PATIENCE_S)
        self.open(self.path("work.ics"))
        self.dialog("Add a Calendar")
        self.window.type_keys("Escape")
        self.window.wait(lambda: not any(n == "Add a Calendar" for n, _ in self.window.named()), "the dialog stays")
        self.assertEqual(self.team(), TEAM)

    def test_calendar_without_team(self):
        self.open(self.path("work.ics"))
        self.dialog("“work.ics” Is Not Opened")
        self.window.find(starts="It is a calendar, and a calendar belongs to somebody")

    def test_file_that_is_not_there(self):
        self.open(self.path("nothing.ics"))
        self.dialog("“nothing.ics” Is Not Opened")
        self.window.find(starts="Error when getting information")

    def test_drop_calendar(self):
        """Given to somebody else, who has one already."""
        self.open(self.path("team.json"), "--me", "ana")
        self.window.find(starts="Ana Ruiz, ")
        self.drop("work.ics")
        self.dialog("Add a Calendar")
        self.window.focus()
        self.window.type_keys("Tab", "Tab", "Tab", "space")
        self.window.type_keys("Down", "Return")
        self.window.type_keys("shift+Tab", "shift+Tab", "shift+Tab", "space")
        self.expect_team(TEAM.replace('["bo.ics"]', '["bo.ics", "work.ics"]'))

    def test_drop_folder_of_tasks(self):
        self.open(self.path("team.json"), "--me", "ana")
        self.window.find(starts="Ana Ruiz, ")
        self.drop("tasks")
        self.dialog("Add a Calendar")
        self.window.find("1 task")
        self.window.find("The team’s board")
        self.window.key("Return")
        self.expect_team(TEAM.replace("  ]\n}", '  ],\n  "calendars": { "board": "tasks" }\n}'))
        self.window.find("To do, 1 task")

    def test_drop_team(self):
        self.open(self.path("team.json"), "--me", "ana")
        self.window.find(starts="Ana Ruiz, ")
        self.drop("other.json")
        self.window.find("Pier", role=("label",))

    def test_drop_something_else(self):
        self.open(self.path("team.json"), "--me", "ana")
        self.window.find(starts="Ana Ruiz, ")
        self.drop("photo.png", "work.ics")
        self.dialog("“photo.png” Is Not Opened")
        self.window.find(starts="It is neither a team file")
        self.window.find("Only the first of these files is opened: drop one at a time")
        self.assertTrue(any(name.startswith("Ana Ruiz, ") for name, _ in self.window.named()))


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
