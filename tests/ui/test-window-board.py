#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The board, changed in the window by pointer and keys alone, and the .ics files read back.

    test-window-board.py MEANTIME MEANTIMECTL
"""
import json
import os
import sys
import tempfile
import unittest

import icalendar

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

NOW = "2026-11-24T14:22:00Z"  # a Tuesday, 15:22 in Madrid
TEAM = {
    "version": 1, "name": "Harbour", "calendars": {"board": "board"}, "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "emails": ["ana@example.org"]},
        {"id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata", "emails": ["bo@example.org"]}]}
TASK = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTODO\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n"
        "SUMMARY:{title}\r\n{more}X-OTHER;X-P=1:kept as it\r\n  is\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")
FILES = {
    "ship": TASK.format(uid="ship", title="Ship it", more="CATEGORIES:blue\r\n"),
    "mark": TASK.format(uid="mark", title="Use <b>bold</b> & <i>", more=""),
    "rota": TASK.format(uid="rota", title="Rota", more="DTSTART:20261120T080000Z\r\nDUE:20261120T170000Z\r\nRRULE:FREQ=DAILY\r\n"),
    "busy": TASK.format(uid="busy", title="Under way", more="STATUS:IN-PROCESS\r\nATTENDEE:mailto:ana@example.org\r\n"),
}
CARDS = ("panel", "group", "grouping")
ENTRIES = ("text", "entry")


class Board(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-board-")
        self.addCleanup(self.scratch.cleanup)
        folder = self.scratch.name
        os.mkdir(os.path.join(folder, "board"))
        for name, text in FILES.items():
            self.write(name, text)
        with open(os.path.join(folder, "team.json"), "w", encoding="utf-8") as file:
            json.dump(TEAM, file)
        env = {f"XDG_{kind}_HOME": f"{folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([sys.argv[1], "--team", os.path.join(folder, "team.json"), "--me", "ana", "--at", NOW],
                                    "Harbour", env)
        self.addCleanup(self.window.close)
        self.window.resize("1280", "1400")
        self.card("To do", "Ship it")

    # What is there

    def path(self, name):
        return os.path.join(self.scratch.name, "board", name + ".ics")

    def write(self, name, text):
        """As a synchroniser does: whole, in one step."""
        with open(self.path(name) + ".part", "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.rename(self.path(name) + ".part", self.path(name))

    def read(self, name):
        try:
            with open(self.path(name), encoding="utf-8", newline="") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def todo(self, name):
        return icalendar.Calendar.from_ical(self.read(name)).walk("VTODO")[0]

    def expect_file(self, name, check, what):
        self.window.wait(lambda: self.read(name) is not None and check(self.todo(name)), f"{name}.ics: {what}: {self.read(name)}")

    def expect_as_it_was(self, name):
        self.window.wait(lambda: self.read(name) == FILES[name], f"{name}.ics is not as it was: {self.read(name)}")

    def cards(self, column):
        for name, node in self.window.named(role=("list",)):
            if name == column:
                return self.window.named(role=CARDS, node=node)
        return []

    def card(self, column, title):
        """The card of a title in a column, as soon as it is there."""
        def look():
            return next((node for name, node in self.cards(column) if name == title or name.startswith(title + ", ")), None)
        return self.window.wait(look, f"no card {title!r} in {column!r}")

    def says(self, starts):
        """Something in the window says it."""
        def look():
            return any(name.startswith(starts) for name, _ in self.window.named())
        self.window.wait(look, f"nothing says {starts!r}")

    def focused(self):
        return next(iter(self.window.with_focus()), None)

    # What is done

    def point(self, node):
        self.window.settle()
        return self.window.middle(node)

    def pointer(self, *command):
        self.window.act(*command)

    def drag(self, start, end):
        """As a hand does: with some way between, and at no more than its speed."""
        self.pointer("mousemove", *start)
        self.pointer("mousedown", 1)
        for step in range(1, 11):
            self.pointer("mousemove", *(a + (b - a) * step // 10 for a, b in zip(start, end)))
        self.pointer("mouseup", 1)

    def keys(self, *keys):
        """Into the main window: there is no window manager that would give it the keyboard again."""
        self.window.focus(0)
        self.window.type_keys(*keys)

    def focus_card(self, column, title):
        """By Tab from list to list, and by arrows within one."""
        wanted = self.card(column, title).get_name()
        titles = [name for name, _ in self.cards(column)]
        self.window.focus(0)
        for _ in range(150):
            before = self.seen()
            if wanted in before:
                return
            self.window.type_keys("Down" if any(name in titles for name in before) else "Tab")
            self.window.wait(lambda: self.seen() != before, f"the focus stays at {before}")
        self.fail(f"no key reaches {title!r}")

    def seen(self):
        """The names of what has the focus and of the card in it: a row has none of its own in GTK 4.8."""
        return self.window.look(self.look)

    def look(self):
        node = self.focused()
        if node is None:
            return []
        return [node.get_name()] + ([n for n, _ in self.window.named(role=CARDS, node=node)]
                                    if node.get_role_name() in ("list item", "table row", "table cell", "row") else [])

    def dialog(self):
        """The entry of the title in the dialog that has just opened, which gets the keyboard."""
        found = self.window.wait(lambda: self.entry("Title"), "no dialog of a task")
        self.window.focus()
        return found

    def entry(self, name):
        for found, node in self.window.named():
            if found == name and "EditableText" in node.get_interfaces():
                return node
        return None

    def open_card(self, column, title):
        self.pointer("mousemove", *self.point(self.card(column, title)))
        self.pointer("click", 1)
        return self.dialog()

    def replace_text(self, text):
        """Of the entry that has the focus."""
        self.window.type_keys("ctrl+a")
        self.window.type_text(text)

    def closed(self):
        self.window.wait(lambda: not self.entry("Title"), "the dialog stays open")

    def undo(self, *names):
        self.closed()
        self.keys("ctrl+z")
        for name in names:
            self.expect_as_it_was(name)

    # Tests

    def test_drag(self):
        self.drag(self.point(self.card("To do", "Ship it")), self.point(self.card("Doing", "Under way")))
        self.expect_file("ship", lambda t: t.get("STATUS") == "IN-PROCESS", "not moved")
        self.assertIn("X-OTHER;X-P=1:kept as it\r\n  is\r\n", self.read("ship"))
        self.card("Doing", "Ship it")
        self.says("Moved “Ship it” to Doing")
        self.keys("ctrl+z")
        self.expect_as_it_was("ship")
        self.card("To do", "Ship it")
        self.keys("ctrl+shift+z")
        self.expect_file("ship", lambda t: t.get("STATUS") == "IN-PROCESS", "not moved again")

    def test_drop_where_it_was(self):
        start = self.point(self.card("To do", "Ship it"))
        self.drag(start, (start[0] + 5, start[1] + 150))
        self.drag(self.point(self.card("Doing", "Under way")), self.point(self.card("To do", "Rota")))
        self.expect_file("busy", lambda t: t.get("STATUS") == "NEEDS-ACTION", "not moved")
        self.assertEqual(self.read("ship"), FILES["ship"])


    def test_keys(self):
        self.focus_card("To do", "Ship it")
        self.window.type_keys("Return")
        self.dialog()
        self.window.type_keys("Escape")
        self.closed()
        self.keys("ctrl+Right")
        self.expect_file("ship", lambda t: t.get("STATUS") == "IN-PROCESS", "not moved")
        self.window.wait(lambda: any(n.startswith("Ship it") for n in self.seen()), "the focus does not go with the card")
        self.window.type_keys("ctrl+Right")
        self.expect_file("ship", lambda t: t.get("STATUS") == "COMPLETED" and "COMPLETED" in t, "not done")
        self.card("Done", "Ship it")
        self.keys("ctrl+z")
        self.expect_file("ship", lambda t: t.get("STATUS") == "IN-PROCESS", "not undone")
        self.says("Undone: Moved “Ship it” to Done")
        self.undo("ship")

    def test_finish_one_of_a_series(self):
        """Done is this time; the series goes on, and its next instance is shown."""
        self.focus_card("To do", "Rota")
        self.window.type_keys("ctrl+Right")
        self.card("Doing", "Rota")
        self.window.wait(lambda: any(n.startswith("Rota") for n in self.seen()), "the focus does not go with the card")
        self.window.type_keys("ctrl+Right")
        self.card("To do", "Rota")
        self.says("Finished “Rota” for this time")
        todos = icalendar.Calendar.from_ical(self.read("rota")).walk("VTODO")
        series = next(t for t in todos if "RRULE" in t)
        done = next(t for t in todos if "RECURRENCE-ID" in t)
        self.assertNotIn("COMPLETED", series)
        self.assertEqual(done.get("STATUS"), "COMPLETED")
        self.keys("ctrl+z")
        self.card("Doing", "Rota")
        self.undo("rota")

    def test_menu(self):
        self.focus_card("To do", "Ship it")
        self.window.type_keys("shift+F10")
        self.window.find(starts="Edit")
        self.window.walk_to(lambda: "Mark as Blocked" in " ".join(self.seen()), "Down", self.seen)
        self.window.type_keys("Return")
        self.expect_file("ship", lambda t: "BLOCKED" in t["CATEGORIES"].cats, "not blocked")
        self.assertIn("blue", self.read("ship"))
        self.undo("ship")
        self.focus_card("To do", "Ship it")
        self.window.type_keys("Delete")
        self.window.wait(lambda: self.read("ship") is None, "not deleted")
        self.undo("ship")

    def test_markup(self):
        """A title is text, on the card, in the dialog, and in what is said."""
        self.focus_card("To do", "Use <b>bold</b> & <i>")
        self.window.type_keys("ctrl+Right")
        self.says("Moved “Use <b>bold</b> & <i>” to Doing")
        self.keys("ctrl+z")
        self.expect_as_it_was("mark")
        entry = self.open_card("To do", "Use <b>bold</b> & <i>")
        self.assertEqual(self.window.text(entry), "Use <b>bold</b> & <i>")

    def test_title(self):
        self.open_card("To do", "Ship it")
        self.replace_text("Ship all of it")
        self.window.type_keys("Return")
        self.expect_file("ship", lambda t: t["SUMMARY"] == "Ship all of it", "no new title")
        self.card("To do", "Ship all of it")
        self.undo("ship")
        self.open_card("To do", "Ship it")
        self.window.type_keys("ctrl+a", "Delete", "Return")
        self.says("The task has no title")
        self.assertEqual(self.read("ship"), FILES["ship"])
        self.window.type_keys("Escape")
        self.closed()

    def test_all_at_once(self):
        """Column, assignee, due, label, blocked and priority: one change, and one undo."""
        self.open_card("To do", "Ship it")
        for row, steps in (("Column", 1), ("Assignee", 2), ("Priority", 2)):
            self.choose(row, steps)
        self.tab_to("Assignee")
        self.window.type_keys("Tab")
        self.window.type_text("2026-11-26")
        self.tab_to("Not Due")
        self.window.type_keys("Tab")  # an entry row tells no focus in GTK 4.8
        self.window.type_text("17:30")
        self.says("On your clock: Thursday 26 November, 13:00")
        self.tab_to("Blocked")
        self.window.type_keys("Tab", "space")  # from the row to its switch
        self.tab_to("Remove Label blue")
        self.window.type_keys("space")
        self.window.type_text("green")
        self.tab_to("_Save Save", "Save")
        self.window.type_keys("Return")
        self.expect_file("ship", lambda t: t.get("PRIORITY") == 3 and set(t["CATEGORIES"].cats) == {"BLOCKED", "green"}
                         and t.get("STATUS") == "IN-PROCESS" and str(t["ATTENDEE"]) == "mailto:bo@example.org"
                         and t.decoded("DUE").isoformat() == "2026-11-26T12:00:00+00:00", "not all of it")
        self.undo("ship")

    def choose(self, row, steps):
        """So many below what is chosen, in the list of a row."""
        self.tab_to(row)
        self.window.type_keys("space")
        self.window.wait(lambda: row not in self.seen(), f"no list of {row}")
        self.window.type_keys(*["Down"] * steps)
        self.window.type_keys("Return")
        self.window.wait(lambda: row in self.seen(), f"the list of {row} stays open")

    def tab_to(self, *names):
        for _ in range(40):
            before = self.where()
            if any(n in names for n in before[1]):
                return
            self.window.type_keys("Tab")
            self.window.wait(lambda: self.where() != before, f"Tab does not leave {before!r}")
        self.fail(f"Tab does not reach {names}")

    def where(self):
        """What has the focus, by role and name: a switch is called as its row is."""
        return self.window.wait(lambda: ((self.focused() or self.window.root).get_role_name(), self.seen()), "no focus")

    def test_new(self):
        before = set(os.listdir(os.path.join(self.scratch.name, "board")))
        self.keys("ctrl+n")
        self.dialog()
        self.window.type_text("Brand new")
        self.window.type_keys("Return")
        self.card("To do", "Brand new")
        new, = set(os.listdir(os.path.join(self.scratch.name, "board"))) - before
        self.assertEqual(str(self.todo(new[:-len(".ics")])["SUMMARY"]), "Brand new")
        self.closed()
        self.keys("ctrl+z")
        self.window.wait(lambda: set(os.listdir(os.path.join(self.scratch.name, "board"))) == before, "not taken away")

    def test_changed_meanwhile(self):
        """What was typed stays; what nobody touched follows; both titles are said."""
        entry = self.open_card("To do", "Ship it")
        self.replace_text("My title")
        self.write("ship", TASK.format(uid="ship", title="Their title", more="CATEGORIES:blue\r\nSTATUS:IN-PROCESS\r\n"))
        self.says("Somebody else has changed this task meanwhile")
        self.assertEqual(self.window.text(entry), "My title")
        self.assertTrue(any("Title is now: Their title" in n for n, _ in self.window.named()))
        self.window.type_keys("Return")
        self.expect_file("ship", lambda t: t["SUMMARY"] == "My title" and t.get("STATUS") == "IN-PROCESS", "not merged")

    def test_comment(self):
        """What is said of a task is written with who said it, and is shown under their name."""
        self.open_card("To do", "Ship it")
        self.tab_to("_Delete Task Delete Task", "Delete Task")  # GTK 4.8, and later ones
        self.window.type_keys("shift+Tab")  # the row before it, of whose focus GTK 4.8 says nothing
        self.window.wait(lambda: self.focused() is None or self.focused().get_role_name() in ENTRIES, "the button keeps the focus")
        self.window.type_text("Looks good")
        self.window.wait(lambda: self.window.text(self.entry("Add Comment")) == "Looks good", "it is not typed")
        self.window.type_keys("Return")
        self.says("Ana Ruiz\nLooks good")
        comment = self.todo("ship")["COMMENT"]
        self.assertEqual((str(comment), comment.params["CN"], comment.params["EMAIL"]), ("Looks good", "Ana Ruiz", "ana@example.org"))
        # The row keeps the keyboard: the next one is typed at once.
        self.window.wait(lambda: self.window.text(self.entry("Add Comment")) == "", "the row is not emptied")
        self.window.type_text("Thanks")
        self.window.wait(lambda: self.window.text(self.entry("Add Comment")) == "Thanks", "the row has lost the keyboard")
        self.window.type_keys("Return")
        self.says("Ana Ruiz\nThanks")
        self.assertNotIn("Gtk-WARNING", self.window.output())

    def test_gone_meanwhile(self):
        self.open_card("To do", "Ship it")
        self.replace_text("Kept words")
        os.remove(self.path("ship"))
        self.says("Somebody else has taken this task away meanwhile")
        self.window.type_keys("Return")
        self.card("To do", "Kept words")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
