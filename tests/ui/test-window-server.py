#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The window on a real server: what it shows is what another client lists, with the server there, away, and back.

    test-window-server.py MEANTIME MEANTIMECTL
"""
import os
import re
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support"), os.path.join(HERE, "..", "servers")]
import window  # noqa: E402

window.enter_session()

import caldav_data  # noqa: E402
from caldav_client import value_of  # noqa: E402
from caldav_servers import Radicale  # noqa: E402
from home import Home, differences, person, shown_differently  # noqa: E402

COLUMNS = ("To do", "Doing", "Done")
CARDS = ("panel", "group", "grouping")


class Server(unittest.TestCase):
    def setUp(self):
        if Radicale.missing():
            self.skipTest(Radicale.missing())
        scratch = tempfile.TemporaryDirectory(prefix="meantime-window-server-")
        self.addCleanup(scratch.cleanup)
        self.server = Radicale().start()
        self.addCleanup(self.server.stop)
        self.client = self.server.client("ana")
        self.board = self.server.calendar("ana", "board")
        self.home = Home(scratch.name)
        self.home.write_team(person("ana", self.server.url(self.server.calendar("ana", "work"))), person("bo"),
                             calendars={"board": self.server.url(self.board),
                                        "journal": self.server.url(self.server.calendar("ana", "journal"))})
        self.home.add_account(self.server.url(), self.server.password)

    def open(self):
        given = self.home.environment()
        env = {name: value for name, value in given.items() if name.startswith(("XDG_", "MEANTIME_", "HOME"))}
        self.window = window.Window([sys.argv[1], "--team", self.home.team, "--me", "ana"], "Servers", env)
        self.addCleanup(self.window.close)
        self.window.resize("1280", "1400")

    def shown(self):
        """{UID: row} of the cards, as the command says them: the window has no UIDs."""
        uids = {value_of(item.text, "SUMMARY"): value_of(item.text, "UID") for item in self.client.list(self.board).values()}
        found = {}
        for name, node in self.window.named(role=("list",)):
            if name in COLUMNS:
                for card, _ in self.window.named(role=CARDS, node=node):
                    title = max((t for t in uids if card == t or card.startswith(t + ", ")), key=len, default=None)
                    found[uids.get(title, card)] = {"title": title or card, "column": name}
        return found

    def wait_alike(self):
        """Server, window and database say the same."""
        last = []

        def look():
            listed = self.client.list(self.board)
            last[:] = shown_differently(listed, self.shown()) + differences(listed, self.home.stored(self.server.url(self.board)))
            return not last
        if not self.window.holds(look):
            self.fail("; ".join(last) + self.window.testimony())

    def sync(self):
        """F5, as a person presses it."""
        self.window.key("F5")

    def test_there_away_and_back(self):
        self.open()
        self.wait_alike()
        # Another client
        item = self.client.get(self.board, "crane.ics")
        self.client.put(self.board, "crane.ics", re.sub("SUMMARY:[^\r\n]*", "SUMMARY:Sell the crane", item.text), item.etag)
        self.client.put(self.board, "new.ics", caldav_data.task("new", "Brand new"))
        self.client.delete(self.board, "rota.ics")
        self.sync()
        self.wait_alike()
        # A card is moved while nobody answers
        self.server.halt()
        self.window.press(self.card("To do", "Brand new"))
        self.window.wait(lambda: self.window.root.get_child_count() > 1, "no dialog")
        self.window.focus()
        self.window.type_keys("Escape")
        self.window.wait(lambda: self.window.root.get_child_count() == 1, "the dialog stays")
        self.window.key("ctrl+Right")
        self.window.wait(lambda: self.card_in("Doing", "Brand new"), "not moved")
        self.window.wait(self.home.outbox, "the edit is not in the outbox")
        self.sync()
        self.window.wait(lambda: any(re.search("127.0.0.1|offline|not answer|connect", name, re.IGNORECASE)
                                     for name, _ in self.window.named()), "nothing says that the server is away")
        self.assertTrue(self.card_in("Doing", "Brand new"))
        self.server.run()
        self.sync()
        self.window.wait(lambda: not self.home.outbox(), "the edit is not sent")
        self.wait_alike()
        self.assertEqual(value_of(self.client.get(self.board, "new.ics").text, "STATUS"), "IN-PROCESS")

    def test_beside_the_command(self):
        """An edit of the command shows in the window, and the window sends it."""
        self.open()
        self.wait_alike()
        bus = {"DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}
        self.home.good("task", "move", "crane", "Done", **bus)
        self.window.wait(lambda: self.card_in("Done", "Mend the crane, then test it"), "the window does not show it")
        self.home.good("sync", **bus)
        self.window.wait(lambda: not self.home.outbox(), "the edit is not sent")
        self.wait_alike()

    def card_in(self, column, title):
        for name, node in self.window.named(role=("list",)):
            if name == column:
                for card, found in self.window.named(role=CARDS, node=node):
                    if card == title or card.startswith(title + ", "):
                        return found
        return None

    def card(self, column, title):
        return self.window.wait(lambda: self.card_in(column, title), f"no card {title!r} in {column!r}")


if __name__ == "__main__":
    Home.program = os.path.abspath(sys.argv[2])
    unittest.main(argv=[sys.argv[0], "-v"])
