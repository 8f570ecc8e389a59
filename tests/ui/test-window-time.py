#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Time in the window, by keys and pointer alone: the slider, other days, the calendar, typed times, and
what is there on a track.

    test-window-time.py MEANTIME MEANTIMECTL
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

NOW = "2026-11-24T14:22:00Z"  # a Tuesday, 15:22 in Madrid
TEAM = {
    "version": 1, "name": "Harbour", "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "emails": ["ana@example.org"], "calendars": ["ana.ics"]},
        {"id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata", "emails": ["bo@example.org"], "calendars": ["bo.ics"]}]}
EVENT = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:m\r\nDTSTAMP:20260101T000000Z\r\n"
         "DTSTART:20261124T{}00Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


class Time(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-time-")
        self.addCleanup(self.scratch.cleanup)
        folder = self.scratch.name
        for name, text in (("ana.ics", EVENT.format("1400")), ("bo.ics", EVENT.format("0530")), ("team.json", json.dumps(TEAM))):
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        env = {f"XDG_{kind}_HOME": f"{folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([sys.argv[1], "--team", os.path.join(folder, "team.json"), "--me", "ana", "--at", NOW],
                                    "Harbour", env)
        self.addCleanup(self.window.close)
        self.expect("Tuesday 24 November, 15:22")
        self.window.find("Next Day")

    def shows(self, date):
        return any(name == date for name, _ in self.window.named(role=("label",)))

    def expect(self, date):
        """The header says that time."""
        self.window.wait(lambda: self.shows(date), f"the header does not say {date!r}")

    def slider(self):
        return self.window.find("Time shown", role=("slider",))

    def focus_slider(self):
        self.window.tab_to("Time shown")

    def at_pointer(self, where, *buttons):
        self.window.act("mousemove", where[0] - 1, where[1], "mousemove", *where)
        for button in buttons:
            self.window.act("click", button)

    def test_arrow_keys(self):
        self.focus_slider()
        for keys, date in (("Right", "Tuesday 24 November, 15:30"), ("Right", "Tuesday 24 November, 15:45"),
                           ("Left", "Tuesday 24 November, 15:30"), ("Up", "Tuesday 24 November, 15:45"),
                           ("shift+Right", "Tuesday 24 November, 16:45"), ("shift+Left", "Tuesday 24 November, 15:45"),
                           ("ctrl+Right", "Wednesday 25 November, 15:45"), ("ctrl+Left", "Tuesday 24 November, 15:45"),
                           ("End", "Wednesday 25 November, 00:00"), ("Right", "Wednesday 25 November, 00:15"),
                           ("shift+Left", "Tuesday 24 November, 23:15")):
            self.window.key(keys)
            self.expect(date)

    def test_wheel(self):
        x, y = self.window.middle(self.slider())
        for where in [(x, y + more) for more in range(0, 72, 12)]:
            self.at_pointer(where, 5)
            if self.window.holds(lambda: self.shows("Tuesday 24 November, 15:30"), 1):
                break
        self.expect("Tuesday 24 November, 15:30")
        self.at_pointer(where, 4, 4)
        self.expect("Tuesday 24 November, 15:00")

    def test_now(self):
        self.focus_slider()
        self.window.key("shift+Right")
        self.expect("Tuesday 24 November, 16:15")
        self.window.press_named("Now")
        self.expect("Tuesday 24 November, 15:22")

    def test_days(self):
        self.window.press_named("Next Day")
        self.expect("Wednesday 25 November, 15:22")
        self.window.find("Day shown: Wednesday 25 November")
        for date in ("Tuesday 24 November", "Monday 23 November"):
            self.window.press_named("Previous Day")
            self.expect(date + ", 15:22")

    def test_calendar(self):
        """Opened and walked by keys, from the day that is chosen."""
        self.window.tab_to("Tue 24 Nov", "Day shown: Tuesday 24 November")  # GTK 4.8, and later ones
        self.window.type_keys("space")
        self.window.find("Calendar")
        for key, date in (("Right", "Wednesday 25 November"), ("Down", "Wednesday 2 December"), ("Left", "Tuesday 1 December"),
                          ("Up", "Tuesday 24 November")):
            self.window.type_keys(key)
            self.expect(date + ", 15:22")

    def test_two_days(self):
        self.window.press_named("2 days")
        self.window.wait(lambda: self.window.atspi.Value.get_maximum_value(self.slider()) == 2 * 24 * 60, "no two days")
        self.window.press_named("Next Day")
        self.expect("Wednesday 25 November, 15:22")
        self.window.wait(lambda: self.window.get_value(self.slider()) == 15 * 60 + 22, "the axis does not begin with the day")

    def message(self):
        return self.window.find("Time to show").get_description()

    def test_typed_time(self):
        """What is understood stands below while it is typed; Enter moves everything there."""
        self.window.key("ctrl+t")
        self.window.find("Time to show")
        self.window.type_text("15:00 thursday kolkata")
        self.window.wait(lambda: self.message() == "Thursday 26 November, 10:30", "the time is not understood")
        self.expect("Tuesday 24 November, 15:22")
        self.window.type_keys("Return")
        self.expect("Thursday 26 November, 10:30")
        self.window.find("Day shown: Thursday 26 November")
        self.window.wait(lambda: self.window.get_value(self.slider()) == 10 * 60 + 30, "the slider stays")

    def test_typed_by_title(self):
        title = self.window.find(starts="Tuesday 24 November, 15:22. ", role=window.BUTTONS)
        self.window.press(title)
        self.window.find("Time to show")
        self.window.type_text("9 bo")
        self.window.type_keys("Return")
        self.expect("Tuesday 24 November, 04:30")

    def test_typed_nonsense(self):
        """The word that is not understood is named, and nothing moves; Escape goes back to now."""
        self.focus_slider()
        self.window.key("shift+Right")
        self.expect("Tuesday 24 November, 16:15")
        self.window.key("ctrl+t")
        self.window.find("Time to show")
        self.window.type_text("15:00 atlantis")
        self.window.type_keys("Return")
        self.window.wait(lambda: "“atlantis”" in self.message(), "the word is not named")
        self.expect("Tuesday 24 November, 16:15")
        self.window.type_keys("Escape")
        self.expect("Tuesday 24 November, 15:22")

    def test_walk_track(self):
        """A row, its track stretch by stretch on both clocks, and back."""
        self.window.tab_to("Next Day")
        self.window.type_keys("Tab", "Down", "Right")
        for key, text in ((None, "Off 17:00–09:00, your 12:30–04:30"), ("Left", "Working 12:00–17:00, your 07:30–12:30"),
                          ("Left", "Meeting 11:00–12:00, your 06:30–07:30"), ("Right", "Working 12:00–17:00, your 07:30–12:30")):
            if key:
                self.window.type_keys(key)
            self.window.wait(lambda: self.window.focused() == text, f"the track does not say {text!r}")
            self.window.find(text, role=("label",))  # for those who see, in the state's place
        self.window.type_keys("Escape")
        self.window.wait(lambda: self.window.focused() != text, "Escape does not leave the track")
        self.window.find(starts="Off · back 09:00 Wed", role=("label",))
        self.expect("Tuesday 24 November, 15:22")

    def pasted(self):
        """What is on the clipboard, pasted into the time field, which joins the lines."""
        self.window.key("ctrl+t")
        field = self.window.find("Time to show")
        self.window.type_keys("ctrl+v")
        text = self.window.wait(lambda: self.window.text(field), "nothing to paste")
        self.window.type_keys("Escape")
        return text

    def test_copy(self):
        self.window.key("ctrl+shift+c")
        self.window.find("Times copied")
        self.assertIn("15:22", self.pasted())
        self.window.key("ctrl+shift+o")
        self.window.find("Overlap copied")
        self.assertIn("09:00", self.pasted())


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
