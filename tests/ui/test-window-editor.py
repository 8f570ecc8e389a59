#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""People are added, changed and removed by pointer and keys alone, and the team file is read back byte by
byte: only the lines meant differ, each change is undone, and nobody's is lost.

    test-window-editor.py MEANTIME MEANTIMECTL
"""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

NOW = "2026-11-24T14:22:00Z"  # a Tuesday, 15:22 in Madrid
LONG = "ن" * 150 + "e\u0301\u0323\u0302\u0300\u0308\u0304" * 20 + "\u202e" + "W" * 29  # of 300 characters and more
TEAM = f"""{{
  "version": 1,
  "name":   "Harbour",  "mascot": ["a", "gull"],
  "people": [
    {{ "id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid",
      "hours": {{ "mon": ["09:00-13:00"], "tue": [ "09:00-18:00" ] }}, "shoe-size": 38 }},
    {{
      "id": "bo",
      "name": "Bo Lind",
      "timezone": "Asia/Kolkata", "backup": "ana"
    }},
    {{ "id": "layla", "name": "{LONG}", "timezone": "Africa/Cairo" }}
  ]
}}
"""
BO = '''
    {
      "id": "bo",
      "name": "Bo Lind",
      "timezone": "Asia/Kolkata", "backup": "ana"
    },'''


class Editor(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-editor-")
        self.addCleanup(self.scratch.cleanup)
        self.path = os.path.join(self.scratch.name, "team.json")
        self.write(TEAM)

    def open(self):
        env = {f"XDG_{kind}_HOME": f"{self.scratch.name}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([sys.argv[1], "--team", self.path, "--at", NOW, "--me", "ana"], "Harbour", env)
        self.addCleanup(self.window.close)
        self.window.find(starts="Bo Lind, Kolkata")

    def write(self, text):
        """As an editor does: a new file in the place of the old one."""
        with open(self.path + ".new", "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.rename(self.path + ".new", self.path)

    def read(self):
        with open(self.path, encoding="utf-8", newline="") as file:
            return file.read()

    def expect_file(self, text):
        if not self.window.holds(lambda: self.read() == text):
            self.assertEqual(self.read(), text, self.window.testimony())

    def frames(self):
        root = self.window.root
        return [root.get_child_at_index(i) for i in range(root.get_child_count())]

    def wait_dialog(self, title):
        def look():
            return next((f for f in self.frames() if f.get_name() == title), None)
        self.dialog = self.window.wait(look, f"no dialog {title!r}")
        self.window.focus(title=title)

    def wait_closed(self):
        self.window.wait(lambda: len(self.frames()) == 1, "the dialog stays open")
        self.window.focus()

    def focused(self, node=None):
        return self.window.with_focus(node)

    def tab_to(self, *names, back=False):
        """Tabs until something of one of NAMES has the keyboard."""
        for _ in range(90):
            if any(n.get_name() in names for n in self.focused()):
                return
            self.window.type_keys("shift+Tab" if back else "Tab")
        self.fail(f"nothing named {names} gets the keyboard: {self.window.testimony()}")

    def press(self, *names):
        """The pointer, on a button of the dialog, which stands by itself."""
        def look():
            return next((n for found, n in self.window.named(role=window.BUTTONS, node=self.dialog) if found in names), None)
        self.window.press(self.window.wait(look, f"no button {names}"), frame=self.dialog)

    def says(self, text):
        return any(text in name for name, _ in self.window.named(node=self.dialog))

    def edit(self, name):
        """F2 in somebody's row."""
        row = self.window.find(starts=name + ",")
        self.window.focus()
        for _ in range(40):
            if any(n.get_name() == row.get_name() or (n.get_child_count() and n.get_child_at_index(0).get_name() == row.get_name())
                   for n in self.focused()):
                break
            in_list = any(name == "People" and self.focused(node) for name, node in self.window.named(role=("list",)))
            self.window.type_keys("Down" if in_list else "Tab")
        else:
            self.fail("the row does not get the keyboard: " + self.window.dump())
        self.window.type_keys("F2")
        self.wait_dialog(name)

    def undo(self):
        self.window.press_named("Undo", "Undo Undo")  # GTK 4.8 says it twice
        self.expect_file(TEAM)

    def test_edit_by_key(self):
        self.open()
        self.edit("Bo Lind")
        self.window.type_text("Bo Lindh")  # over the name, which has the keyboard
        self.tab_to("Add an Address")
        self.window.type_keys("Tab")  # GTK 4.8 says of no entry row that it has the keyboard
        self.window.type_text("https://meet.example.org/bo")
        self.window.type_keys("Return")
        self.expect_file(TEAM.replace("Bo Lind", "Bo Lindh").replace(
            '"backup": "ana"\n', '"backup": "ana",\n      "call": "https://meet.example.org/bo"\n'))
        self.wait_closed()
        self.window.find(starts="Bo Lindh, Kolkata")
        self.window.type_keys("ctrl+z")
        self.expect_file(TEAM)
        self.window.find(starts="Bo Lind, Kolkata")

    def test_nothing_changed_writes_nothing(self):
        self.open()
        before = os.stat(self.path)
        self.edit("Ana Ruiz")
        self.press("Save")
        self.wait_closed()
        after = os.stat(self.path)
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))

    def add(self):
        self.window.press_named("Add Person…")
        self.wait_dialog("Add Person")
        self.window.type_text("Chie Mori")

    def test_add_by_pointer(self):
        self.open()
        self.add()
        self.press("Change Time Zone")
        self.window.find("Find a City")
        self.window.type_text("tokyo")
        self.window.find(starts="Tokyo, ")
        self.window.type_keys("Return")
        self.window.wait(lambda: self.says("Asia/Tokyo"), "the zone is not shown")
        self.press("Save")
        self.expect_file(TEAM.replace('"Africa/Cairo" }\n', '"Africa/Cairo" },\n    { "id": "chie", "name": "Chie Mori", '
                                      '"timezone": "Asia/Tokyo",\n      "location": "Tokyo" }\n'))
        self.undo()

    def test_faults_are_told(self):
        self.open()
        self.add()
        self.press("Add an Address")
        self.window.type_text("chie")
        self.press("Save")
        self.window.wait(lambda: self.says('"chie" is no e-mail address'), "the fault is not told")
        self.window.type_text("chie@example.org")  # over what is wrong, which has the keyboard
        self.window.wait(lambda: not self.says('is no e-mail address'), "the fault is told though it is mended")
        self.tab_to("Change Time Zone", back=True)
        self.window.type_keys("shift+Tab", "shift+Tab", "shift+Tab", "ctrl+a", "BackSpace")
        self.press("Save")
        self.window.wait(lambda: self.says("Everybody has a name"), "nobody needs a name")
        self.assertEqual(self.read(), TEAM)

    def test_remove_by_menu(self):
        self.open()
        self.window.press(self.window.find(starts="Bo Lind, Kolkata"), 3)
        self.window.find("Remove from Team")
        self.window.type_keys("Up", "Return")  # the last entry
        self.expect_file(TEAM.replace(BO, ""))
        self.undo()
        self.window.find(starts="Bo Lind, Kolkata")

    def test_remove_by_dialog(self):
        """Who is removed may be meant by others, and may be oneself: both are said before."""
        self.open()
        self.edit("Ana Ruiz")
        self.assertTrue(self.says("This is you · Bo Lind has them as backup"), self.window.dump(self.dialog))

    def test_escape_asks(self):
        self.open()
        self.edit("Bo Lind")
        self.window.type_text("Bob")
        self.window.type_keys("Escape")
        self.wait_dialog("Discard Changes?")
        self.window.type_keys("Escape")  # that is the safe answer
        self.window.wait(lambda: len(self.frames()) == 2, "the question stays")
        self.window.focus()
        self.window.type_keys("Escape")
        self.wait_dialog("Discard Changes?")
        self.press("Discard")
        self.wait_closed()
        self.assertEqual(self.read(), TEAM)

    def test_file_changes_under_dialog(self):
        """What was not touched follows, what was stays, and only that is written over the new file."""
        self.open()
        self.edit("Bo Lind")
        self.window.type_text("Bob")
        theirs = TEAM.replace('"Asia/Kolkata",', '"Asia/Tokyo", "location": "Nara",').replace("gull", "cormorant")
        self.write(theirs)
        self.window.wait(lambda: self.says("Somebody else changed the team file meanwhile"), "nothing is said of it")
        self.window.wait(lambda: self.says("Asia/Tokyo"), "the zone does not follow")
        self.press("Save")
        self.expect_file(theirs.replace("Bo Lind", "Bob"))

    def test_both_change_the_same(self):
        self.open()
        self.edit("Bo Lind")
        self.window.type_text("Bob")
        theirs = TEAM.replace("Bo Lind", "Robert Lind")
        self.write(theirs)
        self.window.wait(lambda: self.says("Choose what to keep"), "nothing is said of it")
        self.assertTrue(self.says("Robert Lind") and self.says("Bob"))
        self.press("Save")
        self.assertEqual(self.read(), theirs)
        self.press("Keep Mine: Name")
        self.window.wait(lambda: not self.says("Choose what to keep"), "it is still asked")
        self.press("Save")
        self.expect_file(TEAM.replace("Bo Lind", "Bob"))

    def test_removed_by_somebody_else(self):
        self.open()
        self.edit("Bo Lind")
        self.window.type_text("Bob")
        self.write(TEAM.replace(BO, ""))
        self.window.wait(lambda: self.says("Somebody took this person out"), "nothing is said of it")
        self.press("Save")
        self.expect_file(TEAM.replace(BO, "").replace(
            '"Africa/Cairo" }\n', '"Africa/Cairo" },\n    { "id": "bo", "name": "Bob", "timezone": "Asia/Kolkata",\n'
            '      "backup": "ana" }\n'))

    def test_file_that_cannot_be_written(self):
        os.chmod(self.path, 0o444)
        self.open()
        self.edit("Bo Lind")
        self.window.wait(lambda: self.says("it is read-only"), "it is not said before")
        self.window.type_text("Bob")
        self.press("Save")
        self.window.wait(lambda: self.says("it is read-only"), "it is not said after")
        self.assertEqual(self.read(), TEAM)
        os.chmod(self.path, 0o644)
        self.press("Save")
        self.expect_file(TEAM.replace("Bo Lind", "Bob"))

    def test_long_name(self):
        """A name of more than 300 characters, right to left and with marks, stays as it is, wherever it is shown."""
        self.open()
        people = next(n for name, n in self.window.named(role=("list",)) if name == "People")
        rows = [n for name, n in self.window.named(role=("panel", "group", "grouping"), node=people) if "نننن" in name]
        self.assertTrue(rows)
        self.window.press(rows[0], 3)
        self.window.find("Edit…")
        self.window.type_keys("Down", "Return")
        self.window.wait(lambda: len(self.frames()) == 2, "no dialog")
        self.dialog = self.frames()[1]
        self.window.focus()
        self.window.type_keys("Tab")
        self.window.type_text("Giza")
        self.window.type_keys("Return")
        self.expect_file(TEAM.replace('"Africa/Cairo" }', '"Africa/Cairo", "location": "Giza" }'))


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[3:], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
