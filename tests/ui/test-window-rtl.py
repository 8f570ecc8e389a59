#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""From right to left: the window of somebody who reads Arabic is mirrored, and so are the keys.

    test-window-rtl.py MEANTIME MEANTIMECTL
"""
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

NOW = "2026-11-24T14:22:00Z"
TEAM = {"version": 1, "name": "Harbour", "people": [
            {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid"},
            {"id": "yuki", "name": "Yuki Tanaka", "timezone": "Asia/Tokyo"}],
        "calendars": {"board": "board"}}
TASK = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTODO\r\nUID:ship\r\n"
        "DTSTAMP:20261101T000000Z\r\nSUMMARY:Ship it\r\nSTATUS:IN-PROCESS\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")
MENU, TO_DO, DONE, TIME = "القائمة الرئيسية", "للتنفيذ", "منجزة", "الوقت المعروض"


class RightToLeft(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="meantime-rtl-")
        self.addCleanup(scratch.cleanup)
        self.task = os.path.join(scratch.name, "board", "ship.ics")
        os.mkdir(os.path.dirname(self.task))
        for path, text in ((self.task, TASK), (os.path.join(scratch.name, "team.json"), json.dumps(TEAM))):
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        env = {f"XDG_{kind}_HOME": f"{scratch.name}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([sys.argv[1], "--team", os.path.join(scratch.name, "team.json"), "--me", "ana",
                                     "--at", NOW], "Harbour", {**env, "LANGUAGE": "ar"})
        self.addCleanup(self.window.close)
        self.window.resize("1280", "1000")
        self.find("Ana Ruiz")
        if not any(name == MENU for name, _ in self.window.named()):
            self.skipTest("the C library of this system follows no LANGUAGE under C.UTF-8")
        self.find("Ship it")

    def find(self, text):
        """What has TEXT in its name: names of people and tasks stand between marks of direction."""
        return self.window.wait(lambda: next((n for name, n in self.window.named() if text in name), None), text)

    def left(self, text):
        return self.window.middle(self.find(text))[0]

    def status(self):
        with open(self.task, encoding="utf-8", newline="") as file:
            return next(line for line in file.read().splitlines() if line.startswith("STATUS:"))

    def test_mirrored(self):
        self.window.wait(lambda: self.left(MENU) < 640, "the menu is not on the left")
        self.window.wait(lambda: self.left(TO_DO) > self.left(DONE) > 0, "the first column is not on the right")

    def test_slider_by_key(self):
        """Time runs to the left, and so does the key."""
        slider = self.window.find(TIME, role=("slider",))
        self.window.tab_to(TIME)
        before = self.window.get_value(slider)
        self.window.type_keys("Left")
        self.window.wait(lambda: self.window.get_value(slider) > before, "Left is not later")
        self.window.type_keys("Right", "Right")
        self.window.wait(lambda: self.window.get_value(slider) < before, "Right is not earlier")

    def test_card_by_key(self):
        """The next column is on the left."""
        self.window.focus()
        self.window.walk_to(self.is_card_focused, "Tab", self.window.focused, 60)
        self.window.type_keys("ctrl+Left")
        self.window.wait(lambda: self.status() == "STATUS:COMPLETED", "not moved to the next column")
        self.window.key("ctrl+z")
        self.window.wait(lambda: self.status() == "STATUS:IN-PROCESS", "not taken back")

    def is_card_focused(self):
        """A row of a list has no name of its own in GTK 4.8: the card in it does."""
        return any("Ship it" in name for node in self.window.with_focus() for name, _ in self.window.named(node=node))


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
