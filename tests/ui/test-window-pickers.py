#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The dialogs that ask for a file, driven by typing a path into them: a team opened, an overlap
written, a picture given to somebody; and one left without an answer.

    test-window-pickers.py MEANTIME
"""
import json
import os
import struct
import sys
import tempfile
import unittest
import zlib

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

MEANTIME = os.path.abspath(sys.argv[1])
NOW = "2026-11-24T14:22:00Z"
TEAM = {"version": 1, "name": "Harbour", "people": [
    {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "emails": ["ana@example.org"]},
    {"id": "bo", "name": "Bo Lind", "timezone": "Europe/Madrid"}]}
SECONDS = 60


def picture():
    """A PNG of one red point."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


class Pickers(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="meantime-pickers-")
        self.addCleanup(scratch.cleanup)
        self.folder = os.path.realpath(scratch.name)
        for name in ("team", "elsewhere"):
            os.mkdir(self.path(name))
        self.write("team/team.json", json.dumps(TEAM, indent=2).encode())
        self.write("elsewhere/pier.json", json.dumps({"version": 1, "name": "Pier", "people": [dict(TEAM["people"][0], name="Pia Pier")]}).encode())
        self.write("elsewhere/me.png", picture())
        env = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([MEANTIME, "--team", self.path("team/team.json"), "--me", "ana", "--at", NOW], "Harbour", env)
        self.addCleanup(self.window.close)
        self.window.find(starts="Ana Ruiz, ", seconds=SECONDS)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content)

    def team(self):
        with open(self.path("team/team.json"), encoding="utf-8") as file:
            return json.load(file)

    def titles(self):
        root = self.window.root
        return [one.get_name() for one in map(root.get_child_at_index, range(root.get_child_count())) if one]

    def picker(self, title):
        """The dialog of that title, which then has the keyboard."""
        self.window.wait(lambda: title in self.titles(), f"no dialog {title!r}", SECONDS)
        self.window.focus(title=title)

    def closed(self, title):
        self.window.wait(lambda: title not in self.titles(), f"{title!r} stays open", SECONDS)

    def entry(self):
        """What is typed in the field of the place, once it has the focus."""
        def look():
            for node in self.window.walk():
                if "EditableText" in node.get_interfaces() and node.get_state_set().contains(self.window.atspi.StateType.FOCUSED):
                    return node
            return None
        return self.window.wait(look, "no field has the focus", SECONDS)

    def answer(self, title, name):
        """Types a path. A slash opens the field for it; in the dialog that saves there is one already."""
        path = self.path(name)
        self.picker(title)
        if "Save" not in self.buttons():
            self.window.type_keys("slash")
            field = self.entry()
            self.window.wait(lambda: self.window.text(field).startswith("/"), "the slash is not there", SECONDS)
        self.window.type_keys("ctrl+a")
        self.window.type_path(path)
        self.window.wait(lambda: self.window.text(self.entry()) == path, f"it does not hold {path}", SECONDS)
        self.window.type_keys("Return")
        self.closed(title)

    def buttons(self):
        return [name for name, node in self.window.named(role=window.BUTTONS)]

    def dismiss(self, title):
        self.picker(title)
        self.window.type_keys("Escape")
        self.closed(title)

    # Tests

    def test_open(self):
        self.window.key("ctrl+o")
        self.dismiss("Open a Team File")
        self.window.find(starts="Ana Ruiz, ")
        self.window.key("ctrl+o")
        self.answer("Open a Team File", "elsewhere/pier.json")
        self.window.find(starts="Pia Pier, ", seconds=SECONDS)

    def test_export(self):
        self.window.key("ctrl+e")
        self.window.press_named("Save…", "_Save… Save…", "Export…", "_Export… Export…")
        self.answer("Export Overlap", "elsewhere/times.ics")
        self.window.wait(lambda: os.path.exists(self.path("elsewhere/times.ics")), "nothing is written", SECONDS)
        with open(self.path("elsewhere/times.ics"), encoding="utf-8") as file:
            self.assertTrue(file.read().startswith("BEGIN:VCALENDAR\n"))

    def test_picture(self):
        """Somebody new, with a picture from elsewhere, which is copied beside the team file."""
        self.window.key("ctrl+shift+n")
        self.window.find("Choose Picture", starts="Choose Picture", seconds=SECONDS)
        self.window.focus()
        self.window.type_text("Eve")
        self.window.press(self.window.find(starts="Choose Picture", role=window.BUTTONS))
        self.answer("Choose a Picture", "elsewhere/me.png")
        self.window.find("me.png", seconds=SECONDS)
        self.window.focus()
        self.window.press_named("Save", "Save Save")
        self.window.wait(lambda: len(self.team()["people"]) == 3, "nobody is added", SECONDS)
        eve = self.team()["people"][2]
        self.assertEqual((eve["name"], eve["picture"]), ("Eve", "eve.png"))
        self.assertTrue(os.path.exists(self.path("team/eve.png")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
