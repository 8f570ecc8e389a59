#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The strip of clocks, by pointer and keys alone: a place of one's own is added by typing a city, kept, removed
and brought back; a change of clocks is told on the card and below the strip, as meantimectl tells it.

    test-window-strip.py MEANTIME MEANTIMECTL
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

NOW = "2026-10-20T12:00:00Z"  # five days before Europe's clocks go back, twelve before America's
WEEK = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
TEAM = {
    "version": 1, "name": "Harbour", "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "hours": WEEK},
        {"id": "chen", "name": "Chen Wu", "timezone": "America/New_York", "hours": WEEK}]}
DENVER = "Tidewater, Denver"


def own_name():
    """What Munich is called there, without the accent; in English where, as with glibc 2.41, nothing is translated
    in C.UTF-8."""
    said = subprocess.run(["gettext", "-d", "libgweather-4.0-locations", "Munich"], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "de"}).stdout
    return "munchen" if said == "München" else "munich"


class Strip(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-strip-")
        self.addCleanup(self.scratch.cleanup)
        folder = self.scratch.name
        self.team = os.path.join(folder, "team.json")
        with open(self.team, "w", encoding="utf-8") as file:
            json.dump(TEAM, file)
        self.env = {f"XDG_{kind}_HOME": f"{folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = None
        self.open()
        self.addCleanup(lambda: self.window.close())

    def open(self):
        if self.window is not None:
            self.window.close()
        self.window = window.Window([sys.argv[1], "--team", self.team, "--me", "ana", "--at", NOW], "Harbour", self.env)
        self.window.find(starts="Madrid, ")

    def focused(self):
        return self.window.focused()

    def wait_focus(self, starts):
        self.window.wait(lambda: (self.focused() or "").startswith(starts), f"the focus is not on {starts!r}")

    def cards(self):
        """What the cards say, west to east."""
        strip = self.window.find("Clocks")
        return [strip.get_child_at_index(i).get_name() for i in range(strip.get_child_count())]

    def expect_cards(self, *starts):
        def there():
            cards = self.cards()
            return len(cards) == len(starts) and all(c.startswith(s) for c, s in zip(cards, starts))
        self.window.wait(there, f"the strip does not show {starts}")

    def settings(self):
        with open(os.path.join(self.scratch.name, ".CONFIG", "meantime", "settings.ini"), encoding="utf-8") as file:
            return file.read()

    def add_denver(self):
        self.window.press_named("Add Place")
        self.wait_focus("Find a City")
        self.window.type_text("denver")
        self.window.find(starts="Denver, Colorado")
        self.window.type_keys("Return")
        self.wait_focus("Name on the Clock")
        self.window.type_text(DENVER)
        self.window.type_keys("Return")
        self.expect_cards(DENVER, "New York, ", "Madrid, ")

    def test_place_is_kept(self):
        self.add_denver()
        self.window.find("Added " + DENVER)
        card = self.cards()[0]
        self.assertIn("06:00", card)
        self.assertIn("−8 h", card)
        self.window.wait(lambda: "America/Denver|39.74|-104.98|Tidewater, Denver" in self.settings(), "it is not kept")
        with open(self.team, encoding="utf-8") as file:
            self.assertEqual(json.load(file), TEAM)
        self.open()
        self.expect_cards(DENVER, "New York, ", "Madrid, ")

    def test_removed_by_pointer_and_back(self):
        self.add_denver()
        self.window.press(self.window.find(starts=DENVER + ", "))
        self.wait_focus("Remove " + DENVER)
        self.window.type_keys("Return")
        self.expect_cards("New York, ", "Madrid, ")
        self.window.wait(lambda: "Tidewater" not in self.settings(), "it is still kept")
        self.window.press_named("Undo", "Undo Undo")  # GTK 4.8 says it twice
        self.expect_cards(DENVER, "New York, ", "Madrid, ")
        self.window.wait(lambda: "Tidewater" in self.settings(), "it is not kept again")

    def test_removed_by_keys_and_back(self):
        self.add_denver()
        self.window.press(self.window.find(starts="New York, "))
        self.window.type_keys("Escape")
        self.wait_focus("New York, ")
        self.window.type_keys("Left")
        self.wait_focus(DENVER)
        self.window.type_keys("Delete")
        self.expect_cards("New York, ", "Madrid, ")
        self.window.type_keys("ctrl+z")
        self.expect_cards(DENVER, "New York, ", "Madrid, ")

    def test_place_of_a_clock_that_is_there(self):
        self.window.press_named("Add Place")
        self.wait_focus("Find a City")
        self.window.type_text(own_name())
        self.window.find(starts="Munich, Bavaria")
        self.window.type_keys("Return")
        self.wait_focus("Name on the Clock")
        self.window.type_keys("Return")
        self.expect_cards("New York, ", "Madrid, Munich, ")

    def test_escape_adds_nothing(self):
        self.window.press_named("Add Place")
        self.wait_focus("Find a City")
        self.window.type_text("zzzz")
        self.window.find(starts="No such city is known")
        self.window.type_keys("Return")
        self.window.type_keys("Escape")
        self.expect_cards("New York, ", "Madrid, ")

    def test_warning(self):
        outlook = json.loads(subprocess.run(
            [sys.argv[2], "--team", self.team, "--at", NOW, "--json", "outlook", "--days", "14"],
            check=True, capture_output=True, text=True).stdout)
        madrid = next(entry for entry in outlook if entry["zone"] == "Europe/Madrid")
        hours = [f"{madrid['team_overlap'][key] // 60} h" for key in ("before", "after")]
        self.assertNotEqual(hours[0], hours[1])
        warning = f"Clocks go back by 1 h on Sun 25 Oct: everybody together {hours[0]} → {hours[1]} a week until Sun 1 Nov"
        self.window.find(f"Madrid · {warning} · 1 more clock changes", role=("label",))
        self.window.wait(lambda: any(warning in card for card in self.cards()), "the card does not say it")
        # By keys: the card's details say it, too.
        self.window.press(self.window.find(starts="New York, "))
        self.window.type_keys("Escape")
        self.wait_focus("New York, ")
        self.window.type_keys("Right")
        self.wait_focus("Madrid, ")
        self.window.type_keys("Return")
        self.window.find(warning, role=("label",))
        self.window.type_keys("Escape")
        self.wait_focus("Madrid, ")

    def test_who_starts_next(self):
        def said():
            return any(name.endswith(" · Chen Wu starts: 09:00, your 15:00") for name, _ in self.window.named(role=("label",)))
        self.window.wait(said, "the header does not say who starts next")
        self.window.resize("360", "760")
        self.window.find("Chen Wu starts: 09:00, your 15:00", role=("label",))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
