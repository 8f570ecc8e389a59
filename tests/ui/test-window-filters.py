#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The filters of the board, by pointer and keys alone: each, several at once, what a column says then,
nothing left, all again, and what is remembered. And people in groups.

    test-window-filters.py MEANTIME MEANTIMECTL
"""
import json
import os
import re
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

NOW = "2026-11-24T14:22:00Z"  # a Tuesday, 15:22 in Madrid
TEAM = {
    "version": 1, "name": "Harbour", "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "emails": ["ana@example.org"]},
        {"id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata", "emails": ["bo@example.org"]},
        {"id": "cem", "name": "Cem Kaya", "timezone": "Europe/Madrid", "emails": ["cem@example.org"]}],
    "calendars": {"board": "board"}}
CARDS = {
    "price": ["SUMMARY:Price list", "ATTENDEE:mailto:ana@example.org", "CATEGORIES:docs,web"],
    "menu": ["SUMMARY:Café <b>menu</b>", "ATTENDEE:mailto:ana@example.org", "DUE:20261124T120000Z", "PRIORITY:1"],
    "database": ["SUMMARY:Database", "ATTENDEE:mailto:bo@example.org", "STATUS:IN-PROCESS", "CATEGORIES:BLOCKED,web",
                 "DESCRIPTION:Waits for Ana"],
    "review": ["SUMMARY:Review", "ATTENDEE:mailto:bo@example.org", "ATTENDEE:mailto:ana@example.org"],
    "later": ["SUMMARY:Later", "ATTENDEE:mailto:cem@example.org", "DUE:20261124T160000Z"],
    "nobody": ["SUMMARY:Nobody has it"],
    "done": ["SUMMARY:Old one", "ATTENDEE:mailto:ana@example.org", "STATUS:COMPLETED", "COMPLETED:20261123T100000Z"],
}
ALL = ["Café <b>menu</b>", "Database", "Later", "Nobody has it", "Old one", "Price list", "Review"]


class Filters(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-filters-")
        self.addCleanup(self.scratch.cleanup)
        self.folder = self.scratch.name
        os.mkdir(os.path.join(self.folder, "board"))
        with open(os.path.join(self.folder, "team.json"), "w", encoding="utf-8") as file:
            json.dump(TEAM, file)
        for name, lines in CARDS.items():
            self.write_card(name, lines)
        self.open()

    def write_card(self, name, lines):
        text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:VTODO", f"UID:{name}",
                            "DTSTAMP:20261101T000000Z", *lines, "END:VTODO", "END:VCALENDAR", ""])
        path = os.path.join(self.folder, "board", f"{name}.ics")
        with open(path + ".new", "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.rename(path + ".new", path)

    def open(self, *more):
        env = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([sys.argv[1], "--team", os.path.join(self.folder, "team.json"), "--at", NOW,
                                     "--me", "ana", *more], "Harbour", env)
        self.addCleanup(self.window.close)
        self.window.find("Blocked", role=window.BUTTONS)

    def settings(self):
        try:
            with open(os.path.join(self.folder, ".CONFIG", "meantime", "settings.ini"), encoding="utf-8") as file:
                found = re.search(r"^board-filter=(.*)$", file.read(), re.MULTILINE)
                return found.group(1) if found else ""
        except OSError:
            return ""

    def titles(self):
        """The cards that are shown, by title. A card says all of itself in its name."""
        found = []
        for name, node in self.window.named(role=("grouping", "group", "panel", "filler")):
            title = next((t for t in ALL if name.startswith(t + ",")), None)
            if title:
                found.append(title)
        return sorted(set(found))

    def expect(self, *titles):
        if not self.window.holds(lambda: self.titles() == sorted(titles)):
            self.fail(f"not {sorted(titles)} but {self.titles()}\n{self.window.testimony()}")

    def count(self, name):
        """What the column of NAME is called, with its numbers."""
        return next((n for n, _ in self.window.named() if re.match(rf"{name}, \d", n)), "")

    def press(self, *names):
        self.window.press_named(*names)

    def pick(self, button, item):
        """An item of the menu of a button, by pointer."""
        node = self.window.wait(lambda: next((n for found, n in self.window.named(role=window.BUTTONS)
                                              if found.startswith(button)), None), f"no button {button!r}")
        self.window.press(node)
        self.window.wait(lambda: any(n == item for n, _ in self.window.named()), f"no {item!r} in the menu")
        for _ in range(40):
            if item in (node.get_name() for node in self.window.with_focus()):
                break
            self.window.type_keys("Down")
        self.window.type_keys("Return")

    def test_each(self):
        self.expect(*ALL)
        for chip, titles in (("Mine", ["Café <b>menu</b>", "Old one", "Price list"]),
                             ("Waiting for Me", ["Database", "Review"]), ("Blocked", ["Database"]),
                             ("Overdue", ["Café <b>menu</b>"]), ("Urgent", ["Café <b>menu</b>"])):
            self.press(chip)
            self.expect(*titles)
            self.press(chip)
            self.expect(*ALL)

    def test_combined(self):
        """Whose it is widens, all else narrows; the columns say how many of how many."""
        self.press("Mine")
        self.expect("Café <b>menu</b>", "Old one", "Price list")
        self.window.wait(lambda: self.count("To do") == "To do, 2 of 5 tasks", "To do is not 2 of 5")
        self.assertEqual(self.count("Doing"), "Doing, 0 of 1 task")
        self.press("Waiting for Me")
        self.expect("Café <b>menu</b>", "Old one", "Price list", "Database", "Review")
        self.press("Blocked")
        self.expect("Database")
        self.press("Clear")
        self.expect(*ALL)
        self.assertEqual(self.count("To do"), "To do, 5 tasks")

    def test_person_and_label(self):
        self.pick("Whose tasks", "Bo Lind")
        self.expect("Database", "Review")
        self.pick("Label", "web")
        self.expect("Database")
        self.pick("Whose tasks", "Anybody")
        self.expect("Database", "Price list")
        self.pick("Label", "Any Label")
        self.expect(*ALL)
        self.pick("Whose tasks", "Nobody")
        self.expect("Nobody has it")

    def test_text_by_key(self):
        self.window.key("ctrl+shift+f")
        self.window.type_text("MENU cafe")
        self.expect("Café <b>menu</b>")
        self.window.type_keys("Escape")
        self.expect(*ALL)
        self.window.type_text("lind")
        self.expect("Database", "Review")
        self.window.type_keys("Escape", "Escape", "ctrl+f")  # on the board, Ctrl+F finds tasks
        self.window.type_text("later")
        self.expect("Later")

    def test_nothing_left(self):
        self.window.key("ctrl+shift+f")
        self.window.type_text("nowhere")
        self.window.find("The filters hide all 7 tasks on the board.")
        self.press("Show All Tasks")
        self.expect(*ALL)

    def test_remembered(self):
        self.press("Mine")
        self.press("Urgent")
        self.window.key("ctrl+shift+f")
        self.window.type_text("menu")
        self.expect("Café <b>menu</b>")
        self.window.key("ctrl+w")
        self.window.process.wait(window.PATIENCE_S)
        self.assertEqual(self.settings(), "mine;urgent;text=menu;")
        self.open()
        self.expect("Café <b>menu</b>")
        self.press("Clear")
        self.expect(*ALL)
        self.window.wait(lambda: self.settings() == "", "the cleared filter stays in the settings")

    def rows(self):
        """What the rows of the people are called."""
        people = next((n for name, n in self.window.named(role=("list",)) if name == "People"), None)
        return [name for name, _ in self.window.named(role=("panel", "group", "grouping"), node=people)] if people else []

    def test_people_in_groups(self):
        """By state under titles, which a reader hears, and still so in another window."""
        self.window.key("ctrl+f")
        self.window.find("Find People")
        self.window.type_keys("Tab", "space")
        self.window.wait(lambda: any(n == "State groups" for n, _ in self.window.named()), "no list of orders")
        self.window.type_keys("End", "Return")
        self.window.wait(lambda: [row.split(",")[0] for row in self.rows()] == ["Working: Ana Ruiz", "Cem Kaya", "Off: Bo Lind"],
                         "not in groups")
        self.window.key("ctrl+w")
        self.window.process.wait(window.PATIENCE_S)
        self.open()
        self.window.wait(lambda: self.rows() and self.rows()[0].startswith("Working: Ana Ruiz"), "not in groups again")

    def test_follows_data_and_time(self):
        """Another reading and another time show what passes then."""
        self.press("Overdue")
        self.expect("Café <b>menu</b>")
        self.write_card("review", CARDS["review"] + ["DUE:20261124T100000Z"])
        self.expect("Café <b>menu</b>", "Review")
        self.window.key("ctrl+t")
        self.window.find("Time to show")
        self.window.type_text("18:30")
        self.window.type_keys("Return")
        self.expect("Café <b>menu</b>", "Review", "Later")


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
