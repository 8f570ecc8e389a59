#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""An imported birthday makes somebody away: the page says which calendar it is, and by keys alone
that calendar is told not to count, and to count again. meantimectl says the same each time.

    test-window-counts.py MEANTIME MEANTIMECTL
"""
import configparser
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support"), os.path.join(HERE, "..", "property")]
import window  # noqa: E402

window.enter_session()

from reading import Reading, instant_of  # noqa: E402

PROGRAMS = sys.argv[1:3]
NOW = "2026-11-24T14:22:00Z"
OFFER = "This Calendar Does Not Count"
TEAM = {"version": 1, "name": "Harbour", "people": [
    {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid"},
    {"id": "bo", "name": "Bo Lind", "timezone": "Europe/London", "calendars": ["birthdays.ics", "work.ics"]}]}
CALENDAR = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
            "DTSTAMP:20260101T000000Z\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


class Counts(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-window-")
        self.addCleanup(self.scratch.cleanup)
        self.folder = self.scratch.name
        self.write("birthdays.ics", CALENDAR % ("b", "DTSTART;VALUE=DATE:20261124\r\nSUMMARY:Eve is born"))
        self.write("work.ics", CALENDAR % ("w", "DTSTART:20261123T100000Z\r\nDURATION:PT1H"))
        self.write("team.json", json.dumps(TEAM))
        home = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.shown = Reading(PROGRAMS, os.path.join(self.folder, "team.json"), "ana", instant_of(NOW), home)
        self.window = self.shown.window
        self.addCleanup(self.window.close)
        self.window.wait(lambda: any("Bo Lind" in row and "Away" in row for row in self.shown.list_names("People")),
                         "Bo is not away")

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def focused(self):
        """The names of what has the focus and of what that is in."""
        names = []
        for node in self.window.with_focus():
            while node is not None:
                names.append(node.get_name())
                node = node.get_parent()
        return names

    def tab_to(self, name):
        seen = []
        for _ in range(60):
            seen.append(self.focused())
            if any(found.startswith(name) for found in seen[-1]):
                return
            self.window.key("Tab")
        self.fail(f"{name} never gets the focus: {seen} " + self.window.dump())

    def open_page(self):
        self.tab_to("People")
        self.window.key("Down")
        self.window.key("Return")
        self.window.find("If You Write Now", role=("list",))

    def page_says(self, part):
        self.window.wait(lambda: any(part in name for name, _ in self.window.named()), f"nothing says {part!r}")

    def state(self):
        row = next(row for row in self.shown.ask(instant_of(NOW), "who") if row["id"] == "bo")
        return row["state"], row["calendar"]

    def ignored(self):
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(os.path.join(self.folder, ".CONFIG", "meantime", "settings.ini"))
        return settings.get(f"team {self.folder}/team.json", "ignored-bo", fallback="")

    def is_offered(self):
        return any(name == OFFER for name, _ in self.window.named(role=window.BUTTONS))

    def test_offer_and_switch(self):
        self.open_page()
        self.page_says("because of an all-day event in birthdays.ics")
        self.assertFalse([name for name, _ in self.window.named() if "Eve" in name], "a colleague's title is told")
        self.assertEqual(self.state(), ("away", "ok"))
        self.tab_to(OFFER)
        self.window.key("Return")
        self.page_says("birthdays.ics, does not count")
        self.page_says("Working until")
        self.assertEqual((self.ignored(), self.state()), ("birthdays.ics;", ("working", "ok")))

        self.tab_to("work.ics, read")
        self.window.key("Return")
        self.page_says("work.ics, does not count")
        self.assertEqual((self.ignored(), self.state()), ("birthdays.ics;work.ics;", ("working", "none")))

        self.tab_to("birthdays.ics counts")  # the switch itself
        self.window.key("space")
        self.page_says("birthdays.ics, read")
        self.page_says("because of an all-day event in birthdays.ics")
        self.assertEqual((self.ignored(), self.state()), ("work.ics;", ("away", "ok")))

    def rewrite(self, change):
        """As an editor does it: another file takes the place of the one there is."""
        path = os.path.join(self.folder, ".CONFIG", "meantime", "settings.ini")
        with open(path, encoding="utf-8") as file:
            text = change(file.read())
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(path + ".new", path)

    def test_settings_edited_by_hand(self):
        """In a window that is open, and in one that was told something else by its own switch."""
        group = f"[team {self.folder}/team.json]\n"
        self.open_page()
        self.page_says("birthdays.ics, read")
        self.rewrite(lambda text: text + ("" if group in text else group))
        self.rewrite(lambda text: text.replace(group, group + "ignored-bo=birthdays.ics;\n"))
        self.page_says("birthdays.ics, does not count")
        self.page_says("Working until")
        self.rewrite(lambda text: text.replace("[", "{"))  # not yet finished: it holds as it was
        self.rewrite(lambda text: text.replace("{", "[").replace("birthdays.ics;", "work.ics;"))
        self.page_says("birthdays.ics, read")
        self.page_says("work.ics, does not count")
        self.tab_to("work.ics counts")
        self.window.key("space")
        self.page_says("work.ics, read")
        self.assertEqual((self.ignored(), self.state()), ("", ("away", "ok")))
        self.rewrite(lambda text: text.replace(group, group + "ignored-bo=birthdays.ics;work.ics;\n"))
        self.page_says("birthdays.ics, does not count")
        self.page_says("work.ics, does not count")

    def test_settings_that_cannot_be_written(self):
        with open(os.path.join(self.folder, ".CONFIG", "meantime", "settings.ini"), "w", encoding="utf-8") as file:
            file.write("[broken\n")
        self.open_page()
        self.tab_to("birthdays.ics, read")
        self.window.key("Return")
        self.page_says("settings.ini: cannot be read")
        self.page_says("birthdays.ics, read")
        self.assertEqual(self.state(), ("away", "ok"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
