#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The time of a person is changed in the window, by pointer and keys alone: hours are dragged and typed,
leave, journeys and single dates entered. Read back, only the lines that were meant are others.

    test-window-hours.py MEANTIME MEANTIMECTL
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
TEAM = """{
  "version": 1,
  "name": "Harbour",
  "people": [
    {
      "id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid",
      "hours": {
        "mon": ["09:00-13:00", "14:00-18:00"],
        "fri": ["22:00-06:00"]
      },
      "mood":   "kept as it is",
      "away": [
        { "from": "2026-08-01", "to": "2026-08-14", "reason": "leave", "asked": true },
        { "from": "2026-12-24", "to": "2027-01-01", "reason": "leave" }
      ],
      "travel": [
        { "from": "2026-12-07", "to": "2026-12-09", "timezone": "Asia/Tokyo" },
        { "from": "2026-11-30", "to": "2026-12-04", "timezone": "America/New_York" }
      ]
    },
    {"id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata"}
  ]
}
"""


class Hours(unittest.TestCase):
    whose = "Ana Ruiz"

    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-hours-")
        self.addCleanup(self.scratch.cleanup)
        self.path = os.path.join(self.scratch.name, "team.json")

    def start(self, team=TEAM, **env):
        self.team = team
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(team)
        env.update({f"XDG_{kind}_HOME": f"{self.scratch.name}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")})
        self.window = window.Window([sys.argv[1], "--team", self.path, "--at", NOW, "--me", "ana"], "Harbour", env)
        self.addCleanup(self.window.close)
        self.window.find(starts="Ana Ruiz, ")
        self.window.resize("1280", "1500")  # the page of a person in one sight

    # ---- what is seen ----

    @staticmethod
    def once(name):
        """NAME, which GTK 4.8 says twice of what has a mnemonic or a title above it."""
        half = name[:len(name) // 2]
        return half if name == f"{half} {half}" else name

    def is_focused(self, node):
        return node.get_state_set().contains(self.window.atspi.StateType.FOCUSED)

    def focused(self):
        """The name of what has the keyboard."""
        for node in self.window.with_focus(self.dialog()):
            # A row of a list has no name of its own.
            named = next((name for name, _ in self.window.named(node=node)), None)
            return self.once(node.get_name() or named or node.get_role_name())
        return ""

    def changed_lines(self):
        """(taken out, put in) of the file, in order."""
        with open(self.path, encoding="utf-8") as file:
            now = file.read().splitlines()
        before = self.team.splitlines()
        start = 0
        while start < min(len(before), len(now)) and before[start] == now[start]:
            start += 1
        end = 0
        while end < min(len(before), len(now)) - start and before[-1 - end] == now[-1 - end]:
            end += 1
        return ([line.strip() for line in before[start:len(before) - end]],
                [line.strip() for line in now[start:len(now) - end]])

    def expect_lines(self, out, into):
        last = None

        def look():
            nonlocal last
            last = self.changed_lines()
            return last == (out, into)
        if not self.window.holds(look):
            self.fail(f"expected {out} -> {into}, got {last}\n{self.window.testimony()}")

    def expect_file(self, text):
        """The whole file, to the byte; the lines of what comes next are told from it."""
        def read():
            with open(self.path, encoding="utf-8", newline="") as file:
                return file.read()
        self.window.holds(lambda: read() == text)
        self.assertEqual(read(), text)
        self.team = text

    # ---- hands ----

    def dialog(self):
        return next((self.window.root.get_child_at_index(i) for i in range(self.window.root.get_child_count())
                     if self.window.root.get_child_at_index(i).get_name().endswith(self.whose)), None)

    def wait_dialog(self):
        self.window.focus(title=self.window.wait(self.dialog, "no dialog").get_name())

    def open_dialog(self, *buttons):
        """By pointer: somebody's row, then a button of their page."""
        self.window.press(self.window.find(starts=self.whose + ", "))
        self.window.press_named(*buttons)
        self.wait_dialog()

    def open_editor(self):
        """All of it in sight."""
        self.open_dialog("Edit…")
        self.window.act("windowsize", self.window.windows()[-1], 700, 2560)
        self.window.wait(lambda: self.place(self.dialog())[3] > 2400, "the dialog does not grow")

    def seen(self, name, role):
        """Where the first in sight of that name is; nothing while it still moves."""
        for found, node in self.window.named(role, self.dialog()):
            if self.once(found) == name or (name.endswith("…") and found.startswith(name[:-1])):
                place = self.place(node)
                if place[2] > 0 and place[3] > 0:
                    return place
        return None

    def touch(self, name, role=("text", "label", "list item", "check box")):
        """A click on what has that NAME, or begins so, when it has come to rest."""
        last = None

        def rests():
            nonlocal last
            before, last = last, self.seen(name, role)
            return last is not None and last == before
        self.window.settle()
        self.window.wait(rests, f"nothing in sight is named {name!r}")
        x, y, width, height = last
        self.click(x + width // 2, y + height // 2)

    def type_over(self, name, text):
        self.touch(name, ("text",))
        self.window.type_keys("ctrl+a")
        self.window.type_text(text)

    def see(self, name, role=None):
        self.window.wait(lambda: self.seen(name, role), f"nothing in sight says {name!r}")

    def tab_to(self, name, key="Tab"):
        """The names of what had the keyboard on the way."""
        way = []
        for _ in range(40):
            way.append(self.focused())
            if way[-1] == name:
                return way
            self.window.type_keys(key)
            # An entry row does not say that it has the keyboard.
            self.window.holds(lambda: self.focused() not in ("", way[-1]), 0.3)
        self.fail(f"{key} does not reach {name!r}: {way}")

    def press_in_dialog(self, name):
        node = self.window.wait(lambda: next((n for found, n in self.window.named(window.BUTTONS, self.dialog())
                                              if found == name), None), f"no button {name!r}")
        self.window.settle()
        x, y, width, height = self.place(node)
        self.click(x + width // 2, y + height // 2)

    def save(self):
        self.press_in_dialog("Save")
        self.window.wait(lambda: self.dialog() is None, "the dialog stays")

    def click(self, x, y, times=1):
        self.window.act("mousemove", x - 1, y, "mousemove", x, y)
        self.window.act("click", "--repeat", times, "--delay", 60, 1)

    def place(self, node):
        """(x, y, width, height) of NODE on the screen: a window has a frame that it does not tell of."""
        origin = window.do_x("getwindowgeometry", "--shell", self.window.windows()[-1])
        at = dict(line.split("=") for line in origin.split() if "=" in line)
        frame, box = (self.window.atspi.Component.get_extents(n, self.window.atspi.CoordType.WINDOW)
                      for n in (self.dialog(), node))
        margins = (int(at["WIDTH"]) - frame.width) // 2, (int(at["HEIGHT"]) - frame.height) // 2
        return int(at["X"]) + margins[0] + box.x, int(at["Y"]) + margins[1] + box.y, box.width, box.height

    def grid(self, day, hour):
        """Where a day and an hour are on the grid, told by its words."""
        words = {name: node for name, node in self.window.named(node=self.dialog())
                 if name in ("00", "24", day[:3])}
        (x0, _, w0, _), (x1, _, w1, _), (_, y, _, h) = (self.place(words[n]) for n in ("00", "24", day[:3]))
        start, end = x0 + w0 / 2, x1 + w1 / 2
        return round(start + (end - start) * hour / 24), round(y + h / 2)

    def drag(self, start, end):
        run = self.window.act
        (x0, y0), (x1, y1) = start, end
        run("mousemove", x0 - 1, y0)
        run("mousemove", x0, y0)
        run("mousedown", 1)
        for part in range(1, 9):
            run("mousemove", x0 + (x1 - x0) * part // 8, y0 + (y1 - y0) * part // 8)
        run("mouseup", 1)

    def canvas_says(self, text):
        self.window.wait(lambda: any(name == text for name, _ in self.window.named(node=self.dialog())),
                         f"nothing says {text!r}: {[n for n, _ in self.window.named(node=self.dialog()) if ': ' in n]}")

    def go_to(self, day, hour):
        """The grid has the keyboard, and its cursor is there."""
        self.window.find("24")
        self.window.settle()
        self.click(*self.grid(day, hour))

    # ---- tests ----

    def test_hours_by_key(self):
        self.start()
        self.open_editor()
        self.go_to("Monday", 11)
        self.canvas_says("Monday: 09:00 to 13:00, 1 of 2")
        self.window.type_keys("shift+Left", "shift+Left")  # until 12:30
        self.canvas_says("Monday: 09:00 to 12:30, 1 of 2")
        self.window.type_keys("Right", "ctrl+shift+Left")  # from 13:45
        self.canvas_says("Monday: 13:45 to 18:00, 2 of 2")
        self.window.type_keys("Down", "Insert")  # the entries of Tuesday open
        self.window.wait(lambda: self.focused() == "Tuesday, start", "the new hours are not there to be typed")
        self.window.type_text("1030")
        self.window.type_keys("Tab")
        self.window.type_text("4:15 pm")
        self.save()
        self.expect_lines(['"mon": ["09:00-13:00", "14:00-18:00"],'],
                          ['"mon": ["09:00-12:30", "13:45-18:00"],', '"tue": ["10:30-16:15"],'])

    def test_wrong_time_is_said(self):
        self.start()
        self.open_editor()
        self.go_to("Monday", 11)
        self.window.type_keys("Return")
        self.window.wait(lambda: self.focused() == "Monday, start", "no field")
        self.window.type_text("9:75")
        self.window.find("“9:75” is no time of day: type one as 9:30")
        self.press_in_dialog("Save")
        self.window.type_keys("Tab")
        self.window.find("“9:75” is no time of day: type one as 9:30")
        self.assertIsNotNone(self.dialog())
        self.assertEqual(self.changed_lines(), ([], []))

    def test_hours_by_pointer(self):
        self.start()
        self.open_editor()
        self.window.find("24")
        self.drag(self.grid("Wednesday", 9.12), self.grid("Wednesday", 16.88))
        self.canvas_says("Wednesday: 09:00 to 17:00")
        self.drag(self.grid("Wednesday", 16.9), self.grid("Wednesday", 19.9))  # its end
        self.canvas_says("Wednesday: 09:00 to 20:00")
        self.drag(self.grid("Saturday", 3), self.grid("Saturday", 4))  # the night from Friday
        self.canvas_says("Friday: 23:00 to 07:00 of the next day")
        self.drag(self.grid("Sunday", 22.12), self.grid("Sunday", 23.9))
        self.canvas_says("Sunday: 22:00 to 24:00")
        self.click(*self.grid("Monday", 16), times=2)
        self.canvas_says("Monday: 09:00 to 13:00")
        self.save()
        self.expect_lines(['"mon": ["09:00-13:00", "14:00-18:00"],', '"fri": ["22:00-06:00"]'],
                          ['"mon": ["09:00-13:00"],', '"wed": ["09:00-20:00"],', '"fri": ["23:00-07:00"],',
                           '"sun": ["22:00-24:00"]'])

    def test_leave_by_key(self):
        self.start()
        self.open_dialog("Add Leave…")
        self.window.find("No working day")  # a Tuesday, on which Ana is off
        self.window.type_text("14 dec")
        self.window.find("1 working day")
        self.window.type_keys("Return")
        self.window.wait(lambda: self.dialog() is None, "the dialog stays")
        self.expect_lines(['{ "from": "2026-12-24", "to": "2027-01-01", "reason": "leave" }'],
                          ['{ "from": "2026-12-24", "to": "2027-01-01", "reason": "leave" },',
                           '{ "from": "2026-12-14", "to": "2026-12-14" }'])
        self.window.focus()
        self.window.type_keys("ctrl+z")
        self.expect_lines([], [])

    def test_standard_hours_that_are_written(self):
        """They are the person's own, until the standard ones are chosen."""
        days = ", ".join(f'"{day}": ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri"))
        self.whose = "Bo Lind"
        self.start(TEAM.replace('"Asia/Kolkata"}', f'"Asia/Kolkata", "hours": {{{days}}}}}'))
        self.open_editor()
        self.see("Own", ("label",))
        self.tab_to("Working Hours")
        self.window.type_keys("space")
        self.window.find("Never works")
        self.window.type_keys("Up", "Return")
        self.see("Standard", ("label",))
        self.save()
        self.expect_file(TEAM)

    def test_stretch_by_key(self):
        self.start()
        self.open_editor()
        self.tab_to("Saturday")
        self.window.type_keys("Tab", "Tab", "space")  # its switch
        self.see("Meetings If Pressed, start", ("text",))
        self.see("Would take a meeting from 08:00 to 19:00")
        self.tab_to("Meetings If Pressed, start")
        self.window.type_text("0730")
        self.window.type_keys("Tab")
        self.window.type_text("8pm")
        self.see("Would take a meeting from 07:30 to 20:00")
        self.assertEqual(self.tab_to("Saturday", "shift+Tab"),
                         ["Meetings If Pressed, end", "Meetings If Pressed, start", "Meetings If Pressed",
                          "Meetings If Pressed", "Saturday"])  # switch and row
        self.save()
        with_stretch = TEAM.replace('      "mood"', '      "stretch": "07:30-20:00",\n      "mood"')
        self.expect_file(with_stretch)
        self.open_editor()
        self.touch("Meetings If Pressed", ("check box",))
        self.see("Meetings in working hours only")
        self.save()
        self.expect_file(TEAM)

    def test_typed_hours_are_left_backwards(self):
        self.start()
        self.open_editor()
        self.touch("Monday", ("list item",))
        self.see("Add Hours on Monday")
        self.touch("Tuesday", ("list item",))
        self.see("Add Hours on Tuesday")
        way = self.tab_to("Sunday", "shift+Tab")
        typed = ["Monday, end", "Monday, start"]
        entries = [name for name in way if name in typed]
        self.assertEqual(entries, typed * 2, way)

    def test_entry_rows_are_left_backwards(self):
        self.start()
        self.open_editor()
        self.touch("Thu 24 Dec – Fri 1 Jan 2027")
        self.touch("Reason", ("text",))
        way = self.tab_to("Thu 24 Dec – Fri 1 Jan 2027", "shift+Tab")
        self.assertIn("Last Day: choose a day", way)
        self.assertIn("First Day: choose a day", way)
        self.touch("Place", ("text",))
        # By way of the name; GTK 4.8 says of no entry row that it has the keyboard.
        self.assertIn(self.tab_to("Save", "shift+Tab"), (["", "", "Save"], ["Place", "Name", "Save"]))

    def test_leave_list_by_pointer(self):
        self.start()
        self.open_editor()
        self.touch("Thu 24 Dec – Fri 1 Jan 2027")
        self.type_over("Last Day · …", "3 jan")
        self.see("Last Day · Sun 3 Jan 2027")
        self.type_over("Reason", "skiing")
        self.see("Thu 24 Dec – Sun 3 Jan 2027")
        self.save()
        changed = TEAM.replace('"2027-01-01", "reason": "leave"', '"2027-01-03", "reason": "skiing"')
        self.expect_file(changed)

        self.open_editor()
        self.touch("Add Leave", ("label",))
        self.type_over("First Day · …", "2026-12-14")
        self.see("Last Day · Mon 14 Dec")  # it follows
        self.save()
        last = '"reason": "skiing" }'
        self.expect_file(changed.replace(last, last + ',\n        { "from": "2026-12-14", "to": "2026-12-14" }'))

        self.open_editor()
        self.touch("Mon 14 Dec")
        self.touch("Remove", window.BUTTONS)
        self.save()
        self.expect_file(changed)

    def test_wrong_dates_are_said(self):
        self.start()
        self.open_editor()
        self.touch("Thu 24 Dec – Fri 1 Jan 2027")
        self.type_over("Last Day · …", "2026-12-01")
        self.see("The last day is before the first")
        self.press_in_dialog("Save")
        self.type_over("Last Day · …", "soon")
        self.see("Last Day: no date; type it as 2026-11-24")
        self.press_in_dialog("Save")
        self.see("Choose the last day")
        self.assertIsNotNone(self.dialog())
        self.assertEqual(self.changed_lines(), ([], []))

    def test_journey_to_a_city_by_key(self):
        self.start()
        self.open_editor()
        self.tab_to("Add Journey")
        self.window.type_keys("Return")
        self.see("Choose where the journey leads")
        self.see("First Day · Tue 24 Nov", ("text",))
        self.window.type_keys("ctrl+a")
        self.window.type_text("3 dec")
        self.see("First Day · Thu 3 Dec")
        self.see("Last Day · Thu 3 Dec")
        self.tab_to("Change Time Zone")
        self.window.type_keys("space")
        self.window.find("Find a City")
        self.window.type_text("lisb")
        self.window.find(starts="Lisbon, ")
        self.window.type_keys("Return")
        self.see("Europe/Lisbon, but America/New_York is listed first in the file and counts on the days of both")
        self.save()
        last = '"timezone": "America/New_York" }'
        added = '{ "from": "2026-12-03", "to": "2026-12-03", "timezone": "Europe/Lisbon" }'
        self.expect_file(TEAM.replace(last, f"{last},\n        {added}"))

    def test_single_dates(self):
        self.start()
        self.open_editor()
        self.touch("Add Date", ("label",))
        self.type_over("Date · …", "8 dec")
        self.see("Off all day", ("label",))
        self.save()
        hours = '"fri": ["22:00-06:00"]\n      },\n'
        off = TEAM.replace(hours, hours + '      "exceptions": [{ "date": "2026-12-08", "hours": [] }],\n')
        self.expect_file(off)

        self.open_editor()
        self.touch("Tue 8 Dec")
        self.touch("Add Hours", window.BUTTONS)
        self.window.wait(lambda: self.focused() == "This date, start", "the new hours are not there to be typed")
        self.window.type_text("10")
        self.window.type_keys("Tab")
        self.window.type_text("2pm")
        self.see("10:00–14:00")
        self.save()
        self.expect_file(off.replace('"hours": []', '"hours": ["10:00-14:00"]'))

        self.open_editor()
        self.touch("Tue 8 Dec")
        self.touch("Remove hours of This date", window.BUTTONS)
        self.see("Off all day", ("label",))
        self.save()
        self.expect_file(off)

    def test_journey_from_the_hint(self):
        """This computer is in Tokyo: the journey that leads there is put before the one that hides it."""
        self.start(TZ="Asia/Tokyo")
        self.window.find("Times are Europe/Madrid; this computer is set to Asia/Tokyo.")
        self.window.press_named("Add Journey…")
        self.wait_dialog()
        self.see("Asia/Tokyo, now 23:22")
        self.window.type_text("4 dec")
        self.window.find("1 working day")
        self.window.type_keys("Return")
        self.window.wait(lambda: self.dialog() is None, "the dialog stays")
        hidden = '{ "from": "2026-11-30"'
        added = '{ "from": "2026-12-04", "to": "2026-12-04", "timezone": "Asia/Tokyo" },\n        '
        self.expect_file(TEAM.replace(hidden, added + hidden))
        # What the file now says twice is told; then the change is taken back.
        self.window.wait(lambda: "Close" in (self.window.focused() or ""), "the overlap is not told")
        self.window.focus()
        self.window.type_keys("Escape")
        self.window.wait(lambda: "Close" not in (self.window.focused() or ""), "the message stays")
        self.window.focus()
        self.window.type_keys("ctrl+z")
        self.expect_file(TEAM)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
