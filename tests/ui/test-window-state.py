#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A window comes back as it was left, and one program is enough: what is started beside it hands over.

    test-window-state.py MEANTIME
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

NOW = "2026-11-24T14:22:00Z"


def team(name):
    return {"version": 1, "name": name, "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid"},
        {"id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata"}]}


class State(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="meantime-state-")
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name
        self.env = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        for name in ("Harbour", "Pier"):
            with open(self.path(name), "w", encoding="utf-8") as file:
                json.dump(team(name), file)

    def path(self, name):
        return os.path.join(self.folder, name + ".json")

    def open(self, *arguments, at=True):
        shown = window.Window([sys.argv[1], *arguments, "--me", "ana", *(["--at", NOW] if at else [])], "Harbour", self.env)
        self.addCleanup(shown.close)
        return shown

    def settings(self):
        with open(os.path.join(self.folder, ".CONFIG", "meantime", "settings.ini"), encoding="utf-8") as file:
            return file.read()

    def write_settings(self, text):
        folder = os.path.join(self.folder, ".CONFIG", "meantime")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
            file.write(text)

    def size(self, shown):
        box = shown.atspi.Component.get_extents(shown.root.get_child_at_index(0), shown.atspi.CoordType.WINDOW)
        return box.width, box.height

    def leave(self, shown, key):
        """Closes the window by KEY; the program ends by itself."""
        shown.key(key)
        self.assertEqual(shown.process.wait(window.PATIENCE_S), 0)

    def checked(self, shown, name):
        return any(node.get_state_set().contains(state)
                   for found, node in shown.named(role=window.BUTTONS) if found == name
                   for state in (shown.atspi.StateType.CHECKED, shown.atspi.StateType.PRESSED))

    def test_size_section_and_days(self):
        shown = self.open(self.path("Harbour"))
        shown.find("Ana Ruiz", starts="Ana Ruiz, ")
        shown.press_named("2 days")
        shown.wait(lambda: self.checked(shown, "2 days"), "two days are not shown")
        shown.resize("500", "760")
        shown.press_named("Board")
        shown.wait(lambda: not shown_people(shown), "the people are still there")
        self.leave(shown, "ctrl+w")
        self.assertIn("page=board", self.settings())

        again = self.open()
        again.wait(lambda: self.size(again)[0] in range(480, 560), f"{self.size(again)}: not as narrow as before")
        self.assertIn(self.size(again)[1], range(740, 830))
        again.find("Board", role=window.BUTTONS)
        again.wait(lambda: not shown_people(again), "the people are there again")
        again.press_named("People")
        again.wait(lambda: self.checked(again, "2 days"), "one day is shown")
        again.resize("1100", "900")
        again.wait(lambda: shown_people(again), "no people")
        self.leave(again, "ctrl+q")
        self.assertNotIn("page=", self.settings())

    def test_never_off_screen(self):
        """A screen as large as the file says does not exist, nor does that section."""
        self.write_settings("[window]\nwidth=9000\nheight=9000\npage=moon\nhours=77\n")
        shown = self.open(self.path("Harbour"))
        shown.find(starts="Ana Ruiz, ")
        width, height = self.size(shown)
        screen_width, screen_height = (int(n) for n in window.SIZE.split("x"))
        self.assertLessEqual(width, screen_width + 60)  # and shadows
        self.assertLessEqual(height, screen_height + 60)

    def test_broken_settings_are_left_alone(self):
        self.write_settings("[window\nwidth=what")
        shown = self.open(self.path("Harbour"))
        shown.find(starts="Ana Ruiz, ")
        self.leave(shown, "ctrl+w")
        self.assertEqual(self.settings(), "[window\nwidth=what")

    def test_sample_leaves_no_trace(self):
        shown = window.Window([sys.argv[1], "--demo", "--at", NOW], "Meantime", self.env)
        self.addCleanup(shown.close)
        shown.find(starts="Ana Ruiz, ")
        self.leave(shown, "ctrl+q")
        self.assertFalse(os.path.exists(os.path.join(self.folder, ".CONFIG")))

    def test_second_hands_over(self):
        shown = self.open(self.path("Harbour"), at=False)
        shown.find("Harbour", role=("label",))
        for arguments in ([self.path("Pier")], ["--team", "Harbour.json"], [os.path.relpath(self.path("Pier"), self.folder)]):
            name = os.path.basename(arguments[-1])[:-5]
            second = subprocess.run([os.path.abspath(sys.argv[1]), *arguments], env={**os.environ, **self.env}, timeout=window.TOOL_S, cwd=self.folder,
                                    stdin=subprocess.DEVNULL, capture_output=True, text=True)
            self.assertEqual((second.returncode, second.stderr), (0, ""))
            shown.find(name, role=("label",))
        self.assertEqual(len(shown.windows()), 1)


def shown_people(shown):
    return any(name == "People" for name, _ in shown.named(role=("list",)))


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
