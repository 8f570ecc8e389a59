#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The window, driven by keys and pointer alone: find people, move the slider, read states, go back to
now, export the overlap through the dialog.

    test-window-driven.py MEANTIME MEANTIMECTL
"""
import datetime as dt
import json
import os
import re
import sys
import tempfile
import unittest
import zoneinfo

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support"), os.path.join(HERE, "..", "property")]
import window  # noqa: E402

window.enter_session()

from reading import Reading, instant_of  # noqa: E402

PROGRAMS = sys.argv[1:3]
NOW = "2026-03-27T09:30:00Z"  # two days before Europe changes its clocks
TEAM = {
    "version": 1, "name": "Harbour", "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "emails": ["ana@example.org"], "calendars": ["ana.ics"]},
        {"id": "bo", "name": "Bo Lind", "timezone": "America/New_York", "hours": {d: ["08:00-16:00"] for d in ("mon", "tue", "wed", "thu", "fri", "sat")}},
        {"id": "cem", "name": "Cem <b>&amp; Kaya", "timezone": "Asia/Kolkata"}],
    "calendars": {"board": "board.ics", "journal": "journal.ics"}}
MEETING = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:m\r\nDTSTAMP:20260101T000000Z\r\n"
           "DTSTART;TZID=Europe/Madrid:20260327T150000\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
EMPTY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nEND:VCALENDAR\r\n"


class Driven(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-window-")
        self.addCleanup(self.scratch.cleanup)
        self.folder = self.scratch.name
        for name, text in (("ana.ics", MEETING), ("board.ics", EMPTY), ("journal.ics", EMPTY), ("team.json", json.dumps(TEAM))):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        home = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.shown = Reading(PROGRAMS, os.path.join(self.folder, "team.json"), "ana", instant_of(NOW), home)
        self.window = self.shown.window
        self.addCleanup(self.window.close)
        self.assertEqual(self.shown.agree(instant_of(NOW)), [])

    def slider(self):
        return self.window.find("Time shown", role=("slider",))

    def move_slider(self, key, minutes):
        """By hours, and the last half by quarters."""
        self.window.tab_to("Time shown")
        value = self.window.get_value(self.slider()) + minutes
        self.window.type_keys(*[key] * (abs(minutes) // 60), *[key.removeprefix("shift+")] * (abs(minutes) % 60 // 15))
        self.window.wait(lambda: self.window.get_value(self.slider()) == value, f"{minutes:+} minutes are not shown")

    def test_people_are_found(self):
        rows = self.shown.list_names("People")
        self.assertEqual([row.split(", ")[0] for row in rows], ["Ana Ruiz", "Bo Lind", "Cem <b>&amp; Kaya"])
        self.assertIn("Working until 15:00", rows[0])

    def test_slider_moves_everything(self):
        minutes = 0
        for key, step in (("shift+Right", 330), ("shift+Left", -630), ("shift+Right", 900)):
            self.move_slider(key, step)
            minutes += step
            self.assertEqual(self.shown.agree(instant_of(NOW) + minutes * 60, clock_now=instant_of(NOW)), [], f"{minutes:+} minutes")
        self.window.press_named("Now")
        self.assertEqual(self.shown.agree(instant_of(NOW)), [], "back to now")

    def focus_people(self):
        """Tab until a row of the people has the focus."""
        def there():
            return any(name == "People" and self.window.with_focus(node) for name, node in self.window.named(role=("list",)))
        self.window.focus()
        self.window.walk_to(there, "Tab", self.window.focused)

    def has(self, name):
        return any(found == name for found, _ in self.window.named())

    def test_person_by_key(self):
        self.focus_people()
        self.window.key("Down")  # Bo
        self.window.key("Return")
        replies = self.window.find("If You Write Now", role=("list",))
        rows = [n for n, _ in self.window.named(node=replies) if n.startswith("Chat, ")]
        due = self.shown.ask(instant_of(NOW), "reply-by", "bo", "--channel", "chat")["due"]
        here = dt.datetime.fromisoformat(due.replace("Z", "+00:00")).astimezone(zoneinfo.ZoneInfo("Europe/Madrid"))
        self.assertTrue(rows[0].startswith(f"Chat, {here:%H:%M}, ") or rows[0].startswith(f"Chat, {here:%a %H:%M}, "),
                        f"{rows}, due {here}")
        self.window.find("Free for Both of You", role=("list",))
        self.window.key("Escape")
        self.window.wait(lambda: not self.has("If You Write Now"), "the page stays after Escape")
        self.assertEqual(self.shown.agree(instant_of(NOW)), [])

    def test_choose_by_key(self):
        self.focus_people()
        self.window.key("ctrl+Return")  # Ana
        self.window.key("Down")
        self.window.key("ctrl+Return")  # Bo
        self.window.find("Overlap of Ana Ruiz, Bo Lind")
        slots = self.shown.ask(instant_of(NOW), "overlap", "--people", "ana,bo", "--from", NOW, "--days", "7",
                               "--min-length", "30m")
        self.assertTrue(slots)
        start = dt.datetime.fromisoformat(slots[0]["start"].replace("Z", "+00:00")).astimezone(zoneinfo.ZoneInfo("Europe/Madrid"))
        self.window.wait(lambda: any(f"overlap {start:%H:%M}" in n and ", 2 of 2" in n
                                     for n, _ in self.window.named(role=("label",))),
                         f"the header does not say the overlap of the two at {start}")
        rows = self.shown.list_names("People")
        self.assertEqual([row.endswith(", chosen") for row in rows], [True, True, False])
        self.window.press_named("Everybody")
        self.assertEqual(self.shown.agree(instant_of(NOW)), [])

    def test_find_and_sort_by_key(self):
        self.window.key("ctrl+f")
        self.window.find("Find People")
        for letter in "kaya":
            self.window.key(letter)
        self.window.wait(lambda: [n.split(", ")[0] for n in self.shown.list_names("People")] == ["Cem <b>&amp; Kaya"],
                         "not Kaya alone")
        self.window.key("Escape")
        self.window.wait(lambda: len(self.shown.list_names("People")) == 3, "not everybody again")
        self.assertEqual(self.shown.agree(instant_of(NOW)), [])

    def test_sort_by_key(self):
        self.window.key("ctrl+f")
        self.window.find("Find People")
        self.window.tab_to(starts="Order of the People: ")
        self.window.type_keys("space")
        self.window.type_keys("Down")
        self.window.type_keys("Return")
        self.window.wait(lambda: [n.split(",")[0] for n in self.shown.list_names("People")] ==
                         ["Bo Lind", "Ana Ruiz", "Cem <b>&amp; Kaya"], "not from west to east")
        self.window.find(starts="Order of the People: West to east")
        with open(os.path.join(self.folder, ".CONFIG", "meantime", "settings.ini"), encoding="utf-8") as file:
            self.assertIn("people-order=", file.read())

    def test_choose_on_the_page_and_how_many(self):
        """One by the key of the row, one by the button of the page; then one of the two is enough."""
        self.focus_people()
        self.window.key("ctrl+Return")  # Ana
        self.window.key("Down")
        self.window.key("Return")  # Bo
        self.window.find("If You Write Now", role=("list",))
        self.window.tab_to("Choose")
        self.window.type_keys("space")
        self.window.key("Escape")
        self.window.wait(lambda: not self.has("If You Write Now"), "the page stays after Escape")
        self.window.find("Overlap of Ana Ruiz, Bo Lind")

        def enough(count):
            return any(f"{count} of 2" in name for name, _ in self.window.named(role=("label",)))
        self.window.wait(lambda: enough(2), "not both of them")
        self.window.tab_to("How Many of Them at Least")
        self.window.type_keys("Down")
        self.window.wait(lambda: enough(1), f"not one of them: {self.window.dump()}")

    def test_meeting_is_read(self):
        self.move_slider("shift+Right", 300)  # 15:30 in Madrid
        self.window.wait(lambda: any("In a meeting until 16:00" in row for row in self.shown.list_names("People")),
                         "no meeting at 15:30")

    def test_board_and_updates_say_they_are_empty(self):
        names = [name for name, _ in self.window.named()]
        self.assertTrue(any(re.match("No (tasks|Tasks|Board)", name) for name in names), names)
        self.assertEqual(len([n for n in self.shown.list_names("Updates") if ", due" in n]), 3)

    def export(self, name):
        path = os.path.join(self.folder, name)
        self.window.tab_to("Save…")
        self.window.type_keys("space")

        def entry():
            for node in self.window.walk():
                if (node.get_role_name() in ("text", "entry") and "EditableText" in node.get_interfaces()
                        and self.window.text(node).endswith(".ics")):  # the name that is proposed
                    return node
            return None
        field = self.window.wait(entry, "no field for the file name")
        self.window.focus()
        self.window.type_keys("ctrl+a")
        self.window.type_text(path)
        self.window.wait(lambda: self.window.text(field) == path, "the name is not typed")
        self.window.type_keys("Return")
        self.window.wait(lambda: os.path.exists(path), f"no {path}")
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()

    def expected_export(self, form, name):
        path = os.path.join(self.folder, name)
        self.shown.largest(instant_of(NOW), "--format", form, "--output", path, as_json=False)
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()

    def test_export_by_button(self):
        self.window.press_named("Export Overlap")
        self.window.find("Slots of overlap")
        text = self.export("out.ics")
        self.assertIn("BEGIN:VEVENT", text)
        self.assertEqual(text, self.expected_export("ics", "expected.ics"))

    def test_export_by_key(self):
        self.window.key("ctrl+e")
        self.window.find("Slots of overlap")


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
