#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A window that nobody sees costs nothing: minimised or unmapped it wakes up at most twice a minute,
and shown again it has the right time at once. One whose calendars are on a server, too: it asks for them each
quarter of an hour, and does nothing between.

    test-window-hidden.py MEANTIME FAKE-DAV MEANTIMECTL
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import fake_dav  # noqa: E402
import window  # noqa: E402

window.enter_session()

PROGRAM, SERVER, COMMAND = sys.argv[1:4]
BUDGET = 2  # wake-ups a minute
MINUTE_S = 60
AT_ONCE_S = 20  # less than until the next tick
TIME_SHOWN = re.compile(r"^\w+ \d+ \w+, \d\d:(\d\d)$")  # "Monday 23 November, 10:58"
TEAM = {"version": 1, "name": "Harbour", "people": [{"id": "ana", "timezone": "Etc/UTC"}, {"id": "bo", "timezone": "Asia/Tokyo"}]}


def wakes(pid):
    """Thread -> (its name, how often it gave the processor back to wait)."""
    found = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as file:
            text = file.read()
        found[task] = (re.search(r"^Name:\s+(.*)", text, re.MULTILINE).group(1),
                       int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", text, re.MULTILINE).group(1)))
    return found


def x(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=window.TOOL_S).stdout


class Hidden:
    """A window and the way it is hidden."""

    def __init__(self, how, *options, env=None):
        self.how = how
        self.window = window.Window([PROGRAM] + list(options), "meantime", env)
        self.window.wait(self.is_right, "not the time")
        self.surface = self.window.surfaces()[-1]
        self.wakes = {}

    def is_right(self):
        """Whether the window shows the minute it is."""
        shown = [found.group(1) for name, _ in self.window.named(role=("label",)) if (found := TIME_SHOWN.match(name))]
        return shown == [time.strftime("%M")]

    def is_shown(self):
        return "IsViewable" in x("xwininfo", "-id", self.surface)

    def hide(self):
        x("xdotool", self.how, self.surface)
        self.window.wait(lambda: not self.is_shown(), f"{self.how}: still shown")

    def count(self):
        """Thread -> wake-ups since the last count; what a thread did before it ended is not known."""
        now = wakes(self.window.process.pid)
        before, self.wakes = self.wakes, now
        counts = {f"{name} {task}": n - before.get(task, ("", 0))[1] for task, (name, n) in now.items()}
        return {who: n for who, n in counts.items() if n}

    def show(self):
        x("xdotool", "windowmap", self.surface)
        self.window.wait(self.is_shown, f"{self.how}: not shown again")
        self.window.wait(self.is_right, f"{self.how}: not the time after it was hidden", AT_ONCE_S)


class Test(unittest.TestCase):
    def manage(self):
        """From now on there is a window manager."""
        manager = subprocess.Popen(["openbox", "--sm-disable"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(manager.wait)
        self.addCleanup(manager.terminate)
        while "window id" not in x("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"):
            self.assertIsNone(manager.poll(), "no window manager")
            time.sleep(0.05)

    def served(self):
        """A team whose board is on a server, and the home of somebody who has an account there."""
        folder = tempfile.TemporaryDirectory(prefix="meantime-window-")
        self.addCleanup(folder.cleanup)
        self.server = fake_dav.FakeDav(SERVER)
        self.addCleanup(self.server.close)
        self.server.add_user("ana", "test")
        self.server.add_collection("/calendars/ana/board/", "VTODO")
        env = {f"XDG_{kind}_HOME": f"{folder.name}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        path = os.path.join(folder.name, "team.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**TEAM, "calendars": {"board": self.server.url + "/calendars/ana/board/"}}, file)
        subprocess.run([COMMAND, "--team", path, "--me", "ana", "--secret-file", f"{folder.name}/secret", "account", "add",
                        self.server.url + "/", "--user", "ana"], input="test\n", text=True, check=True, timeout=120,
                       env={**os.environ, **env}, stdout=subprocess.DEVNULL)
        return path, env

    def test_hidden(self):
        shown = []
        # Without a manager, GTK takes unmapped as minimised; with one, it waits for its word.
        path, home = self.served()
        for how, options, env in (("windowunmap", ["--demo"], None), ("windowminimize", ["--team", path, "--me", "ana"], home)):
            shown.append(Hidden(how, *options, env=env))
            self.addCleanup(shown[-1].window.close)
            if how == "windowminimize":
                shown[-1].window.find(starts="Connection: Synced", role=window.BUTTONS, seconds=60)
                asked = self.server.tell("log")
                self.manage()
            shown[-1].hide()
        for one in shown:
            one.count()
        for _ in range(20):  # what was under way ends
            time.sleep(3)
            if not any([one.count() for one in shown]):
                break
        time.sleep(MINUTE_S)
        found = {one.how: one.count() for one in shown}
        print(f"wake-ups in a minute: {found}")
        for how, threads in found.items():
            self.assertLessEqual(sum(threads.values()), BUDGET, how)
        self.assertEqual(self.server.tell("log"), asked)
        left = MINUTE_S - time.time() % MINUTE_S
        if left < AT_ONCE_S + 5:
            time.sleep(left + 1)  # the next tick would be no proof that the clock runs again
        for one in shown:
            one.show()


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[4:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
