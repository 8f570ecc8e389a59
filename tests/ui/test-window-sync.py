#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""What the window says of a server: who is busy there, how the connection is, which changes wait, and both
sides of one that somebody else has changed, too. By pointer and keys, at a server of the tests' own.

    test-window-sync.py MEANTIME FAKE-DAV
"""
import datetime as dt
import os
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

import servers  # noqa: E402

ALWAYS = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
TASK = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//tests//EN\r
BEGIN:VTODO\r
UID:quay\r
DTSTAMP:20261101T090000Z\r
SUMMARY:{title}\r
{more}STATUS:NEEDS-ACTION\r
END:VTODO\r
END:VCALENDAR\r
"""
BOARD = "/calendars/ana/board/"


def stamp(minutes):
    return (dt.datetime.now(dt.timezone.utc) + dt.timedelta(minutes=minutes)).strftime("%Y%m%dT%H%M%SZ")


def event(start, end):
    return (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\nUID:now\r\nDTSTAMP:20261101T090000Z\r\n"
            f"DTSTART:{stamp(start)}\r\nDTEND:{stamp(end)}\r\nSUMMARY:Talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


class Sync(servers.Servers):
    def setUp(self):
        super().setUp()
        self.write_team(bo={"hours": ALWAYS, "calendars": [f"{self.server.url}/calendars/bo/work/"]},
                        calendars={"board": self.server.url + BOARD})
        self.server.put("/calendars/bo/work/now.ics", event(-30, 90))
        self.server.put(BOARD + "quay.ics", TASK.format(title="Paint the quay", more=""))
        self.open()
        self.add_account()
        self.press("Close")
        self.wait_closed()

    def wait_name(self, starts, says):
        """Something whose name starts so says more."""
        self.window.wait(lambda: any(name.startswith(starts) and says in name for name, _ in self.window.named()),
                         f"{starts}… does not say {says!r}")

    def wait_without(self, starts, says):
        """What starts so is there, and does not say that any more."""
        def look():
            found = [name for name, _ in self.window.named() if name.startswith(starts)]
            return found and not any(says in name for name in found)
        self.window.wait(look, f"{starts}… still says {says!r}")

    def connection(self):
        return next((name for name, _ in self.window.named(role=window.BUTTONS) if name.startswith("Connection: ")), None)

    def rename_task(self, before, after):
        """In its dialog, which a click on the card opens."""
        self.window.press(self.window.find(starts=before + ", ", role=("panel", "group", "grouping")))
        self.window.wait(self.title_entry, "no dialog of the task")
        self.window.focus()
        self.window.type_keys("ctrl+a")
        self.window.type_text(after)
        self.window.type_keys("Return")
        self.window.wait(lambda: not self.title_entry(), "the dialog stays open")
        self.window.focus()

    def title_entry(self):
        return next((node for name, node in self.window.named()
                     if name == "Title" and "EditableText" in node.get_interfaces()), None)

    def offline(self):
        self.server.fail("*", "503")

    def test_busy_and_calm(self):
        self.wait_name("Bo Lind, ", "In a meeting until")
        self.window.find(starts="Paint the quay")
        self.window.wait(lambda: self.connection() and "trouble" not in self.connection().lower(), "no calm connection")
        self.window.press(self.window.find(starts="Connection: ", role=window.BUTTONS))
        for text in ("Sync Now", "Accounts…"):
            self.window.find(text)
        self.window.find(starts="work, ")

    def test_change_waits_until_the_server_is_back(self):
        self.window.find(starts="Paint the quay")
        self.offline()
        self.rename_task("Paint the quay", "Paint the pier")
        self.wait_name("Paint the pier", "Waiting to be sent")
        self.assertIn("SUMMARY:Paint the quay", self.server.read(BOARD + "quay.ics"))
        self.server.reset()
        self.window.key("F5")
        self.wait_without("Paint the pier", "Waiting to be sent")
        self.assertIn("SUMMARY:Paint the pier", self.server.read(BOARD + "quay.ics"))

    def conflict(self):
        self.window.find(starts="Paint the quay")
        self.offline()
        self.rename_task("Paint the quay", "Paint the pier")
        self.wait_name("Paint the pier", "Waiting to be sent")
        self.server.put(BOARD + "quay.ics", TASK.format(title="Sweep the quay", more="PRIORITY:1\r\n"))
        self.server.reset()
        self.window.key("F5")
        self.wait_name("Paint the pier", "Changed by somebody else too")
        self.wait_name("Connection: ", "1 change needs you")
        self.window.press(self.window.find(starts="Connection: ", role=window.BUTTONS))
        self.window.find("Decide on 1 Change…")
        self.window.walk_to(lambda: (self.window.focused() or "").startswith("Decide on 1"), "Tab", self.window.focused)
        self.window.type_keys("Return")
        self.wait_dialog("Changed Meanwhile")
        self.wait_text("Now: Sweep the quay\nYours: Paint the pier")
        self.wait_text("Now: Urgent\nBefore: None")  # what only they have changed

    def test_conflict_mine(self):
        self.conflict()
        self.press("Apply Mine", "_Apply Mine Apply Mine")  # GTK 4.8 says it twice
        self.wait_closed()
        self.wait_without("Paint the pier", "Changed by")
        self.window.wait(lambda: "SUMMARY:Paint the pier" in self.server.read(BOARD + "quay.ics"), "mine is not sent")
        self.assertIn("PRIORITY:1", self.server.read(BOARD + "quay.ics"))

    def test_conflict_theirs(self):
        self.conflict()
        self.press("Keep Theirs", "_Keep Theirs Keep Theirs")
        self.wait_closed()
        self.window.find(starts="Sweep the quay")
        self.assertIn("SUMMARY:Sweep the quay", self.server.read(BOARD + "quay.ics"))

    def test_password_is_asked_for_again(self):
        """It was for one session; without a keyring the next one asks for it."""
        self.window.find(starts="Paint the quay")
        self.window.close()
        self.server.put(BOARD + "mast.ics", TASK.format(title="Varnish the mast", more="").replace("quay", "mast"))
        self.open()
        self.window.find(starts="Paint the quay")  # what was fetched before is there
        self.wait_dialog("Password")
        self.wait_text("Password, for This Session Only")
        self.sign_in("test")
        self.wait_closed()
        self.window.find(starts="Varnish the mast")

    def test_half_of_it_vanishes(self):
        """Nothing goes here before somebody says so."""
        for n in range(9):
            self.server.put(f"{BOARD}t{n}.ics", TASK.format(title=f"Rope {n}", more="").replace("UID:quay", f"UID:t{n}"))
        self.window.resize(*window.SIZE.split("x"))  # GTK 4.18 tells of the cards that are near the view
        self.window.key("F5")
        self.window.find(starts="Rope 8")
        for n in range(9):
            self.server.tell("remove", path=f"{BOARD}t{n}.ics")
        self.window.key("F5")
        self.wait_name("Connection: ", "Trouble with Board")
        self.window.press(self.window.find(starts="Connection: ", role=window.BUTTONS))
        self.window.find(starts="Remove from ", role=window.BUTTONS)
        self.window.find(starts="Rope 8")
        self.window.walk_to(lambda: (self.window.focused() or "").startswith("Remove from "), "Tab", self.window.focused)
        self.window.type_keys("Return")
        self.window.wait(lambda: not any(name.startswith("Rope 8") for name, _ in self.window.named()), "it stays")
        self.window.find(starts="Paint the quay")

    def test_refused_then_signed_in_again(self):
        self.window.find(starts="Paint the quay")
        self.server.add_user("ana", "another")
        self.window.key("F5")
        self.wait_name("Connection: ", "Sign in again")
        self.window.key("ctrl+shift+a")
        self.wait_dialog("Accounts")
        self.wait_text("does not accept")
        self.window.tab_to(starts="127.0.0.1")
        self.window.type_keys("Return")
        self.wait_text("Sign In Again…")
        self.press("Sign In Again…", "Sign In Again… Signed In")
        self.wait_text("Sign In With")
        self.sign_in("another")
        self.wait_text("Calendars Found")
        self.window.wait(lambda: self.is_usable("Save"), "it cannot be saved")
        self.window.type_keys("Return")
        self.answer_keyring()
        self.wait_text("Signed in to")
        self.press("Close")
        self.wait_closed()
        self.wait_without("Connection: ", "Sign in again")


if __name__ == "__main__":
    servers.Servers.programs = sys.argv[1:3]
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
