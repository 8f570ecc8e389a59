#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Everything that can have the focus says what it is: the whole tree of the window and of each dialog,
opened by keys, wide and narrow; and the day of a person, as it is spoken.

    test-window-names.py MEANTIME
"""
import os
import re
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

NOW = "2026-11-24T14:22:00Z"
# A view, the keys that open it, and what it has then.
VIEWS = [
    ("the window", [], "Time shown"),
    ("main menu", ["F10"], "Main Menu"),
    ("another time", ["ctrl+t"], "Main Menu"),
    ("find people", ["ctrl+f"], "Find People"),
    ("find tasks", ["ctrl+shift+f"], "Find Tasks"),
    ("add a person", ["ctrl+shift+n"], "Working Hours"),
    ("a new task", ["ctrl+n"], "Add Label"),
    ("an update", ["ctrl+u"], "Blocked"),
    ("past updates", ["ctrl+h"], "Search Past Updates"),
    ("export", ["ctrl+e"], "Slots of overlap"),
    ("shortcuts", ["ctrl+question"], "Main menu"),
]
# A class name is what GTK says of something that has no name.
CLASS = re.compile(r"(Gtk|Gdk|Adw|Mt)[A-Z]\w+")
# GTK's own, which hand the focus to what is in them; and what a drop-down shows, which is no row.
GTK_OWN = ("scroll pane", "list", "GtkListItemWidget")


class Names(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.open()

    def open(self):
        self.window = window.Window([sys.argv[1], "--demo", "--at", NOW], "Meantime")
        self.addCleanup(self.window.close)
        self.window.find(starts="Ana Ruiz, ")
        self.window.find("To do, 7 tasks")
        self.window.find("Next Day")

    def has(self, node, *states):
        found = node.get_state_set()
        return all(found.contains(getattr(self.window.atspi.StateType, state)) for state in states)

    def is_used(self, node):
        """Can it have the focus, or be pressed?"""
        return (self.has(node, "FOCUSABLE") and node.get_role_name() not in GTK_OWN and node.get_name() not in GTK_OWN
                and not self.hands_on(node))

    def hands_on(self, node):
        """With GTK 4.18 the list in a row that unfolds: what is in it has the focus; and what the button of a drop-down
        shows: the button has it."""
        return node.get_role_name() == "panel" and (
            any(self.has(n, "FOCUSABLE") for n in list(self.window.walk(node))[1:]) or self.is_in_button(node))

    @staticmethod
    def is_in_button(node):
        above = node.get_parent()
        while above is not None and above.get_role_name() == "panel":
            above = above.get_parent()
        return above is not None and above.get_role_name() == "toggle button"

    def name_of(self, node):
        """What a screen reader says; rows of GTK 4.8 are called after what is in them."""
        name = node.get_name()
        if not name and node.get_role_name() in ("list item", "table row", "tree item"):
            name = next((n.get_name() for n in self.window.walk(node) if n.get_name()), "")
        return name

    def is_nameless(self, node):
        name = self.name_of(node)
        if name and not CLASS.fullmatch(name):
            return False
        # Text that can be selected is its own name; without text there is nothing.
        return not (node.get_role_name() == "label" and not self.window.text(node))

    def faults(self):
        found, path = [], []
        for node in self.window.walk():
            try:
                if name := node.get_name():
                    path.append(name)
                if self.is_used(node) and self.is_nameless(node):
                    found.append(f"{node.get_role_name()} {node.get_name()!r} behind {path[-3:]}")
            except self.window.error:
                pass  # it went away meanwhile
        return found

    def settled(self):
        """Names that come a frame after their widgets are waited for."""
        last = []

        def look():
            last[:] = self.faults()
            return not last
        self.window.settle()
        self.window.holds(look, 20)
        return last

    def test_every_view(self):
        for view, keys, shown in VIEWS:
            with self.subTest(view):
                for key in keys:
                    self.window.key(key)
                self.window.find(shown)
                self.assertEqual(self.settled(), [])
            if keys:
                self.window.close()
                self.open()

    def test_narrow(self):
        self.window.resize("360", "760")
        for key, page, shown in (("alt+2", "Board", "To do"), ("alt+3", "Updates", "Updates"), ("alt+1", "People", "People")):
            with self.subTest(shown):
                self.window.key(key)
                self.window.find(shown, role=("list",))
                self.window.wait(lambda: any(name == page and self.has(node, "PRESSED") for name, node in
                                             self.window.named(role=window.BUTTONS)), f"{page} is not marked below")
                self.assertEqual(self.settled(), [])

    def focus_people(self):
        """By Tab, to a row of the people."""
        def there():
            return any(name == "People" and self.window.with_focus(node) for name, node in self.window.named(role=("list",)))
        self.window.focus()
        self.window.walk_to(there, "Tab", self.window.focused, 40)

    def test_person(self):
        self.focus_people()
        self.window.key("Return")
        self.window.find("If You Write Now", role=("list",))
        self.assertEqual(self.settled(), [])

    def test_welcome(self):
        self.window.close()
        self.window = window.Window([sys.argv[1]], "Meantime")
        self.addCleanup(self.window.close)
        self.window.find("Welcome to Meantime")
        self.assertEqual(self.settled(), [])

    def test_accounts(self):
        """Not in the sample team, which is on no server."""
        self.window.key("ctrl+shift+a")
        self.window.key("F10")
        self.window.find("New Team…", role=window.BUTTONS + ("menu item",))
        self.assertFalse([name for name, _ in self.window.named() if "Account" in name])
        self.window.close()
        self.window = window.Window([sys.argv[1]], "Meantime")
        self.addCleanup(self.window.close)
        self.window.find("Welcome to Meantime")
        self.window.key("ctrl+shift+a")
        self.window.find("No Account Yet")
        self.assertEqual(self.settled(), [])
        self.window.key("Return")
        self.window.find("E-mail Address or Server")
        self.assertEqual(self.settled(), [])

    def test_spoken_day(self):
        """The name of a row says now; its description says the day, on both clocks."""
        self.window.resize(*window.SIZE.split("x"))  # lists bind only what is near the view
        for name, day in (
                ("Bo Lind, ", "Tue 24 Nov: works 09:30 to 18:00, meeting 13:15 to 13:30, meeting 13:45 to 15:00, "
                              "your 10:30 to 19:00"),
                ("Ana Ruiz, ", "Tue 24 Nov: works 09:00 to 13:00, works 14:00 to 18:00, meeting 15:30 to 16:00"),
                ("Marco Oliveira, ", "Tue 24 Nov: away")):
            self.assertEqual(self.window.find(starts=name).get_description(), day)


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[2:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
