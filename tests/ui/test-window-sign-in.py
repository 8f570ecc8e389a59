#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Signing in by other ways than a password, and what befalls an account later: by pointer and keys, at a
server, a browser, a keyring, online accounts and notifications of the tests' own.

    test-window-sign-in.py MEANTIME FAKE-DAV MEANTIMECTL
"""
import base64
import datetime as dt
import glob
import json
import os
import sqlite3
import subprocess
import sys
import unittest
import urllib.request

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, "..", "support")
sys.path[:0] = [SUPPORT]
import window  # noqa: E402

window.enter_session()

import servers  # noqa: E402
from cloud import Cloud  # noqa: E402

PATIENCE_S = 60
BOARD = "/calendars/ana/board/"
CERTIFICATES = os.path.join(HERE, "..", "net", "tls")
ALWAYS = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def task(uid, title):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VTODO\r\n"
            f"UID:{uid}\r\nDTSTAMP:20261101T090000Z\r\nSUMMARY:{title}\r\nSTATUS:NEEDS-ACTION\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")


def event():
    begin = dt.datetime.now(dt.timezone.utc) - dt.timedelta(hours=1)
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\nUID:now\r\nDTSTAMP:20261101T090000Z\r\n"
            f"DTSTART:{begin:%Y%m%dT%H%M%SZ}\r\nDURATION:PT3H\r\nSUMMARY:Talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


class Service:
    """A program that says when it is ready, and is spoken with in lines."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n", command

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class SignIn(servers.Servers):
    @classmethod
    def setUpClass(cls):
        cls.keyring = Service(os.path.join(HERE, "..", "secrets", "own-keyring"))
        cls.addClassCleanup(cls.keyring.close)

    def setUp(self):
        super().setUp()
        self.keyring.ask("forget")
        self.server.put(BOARD + "quay.ics", task("quay", "Paint the quay"))
        self.server.put("/calendars/bo/work/now.ics", event())

    def use_team(self, url, **more):
        self.write_team(bo={"hours": ALWAYS, "calendars": [f"{url}/calendars/bo/work/"]}, calendars={"board": url + BOARD}, **more)

    def cloud(self, **what):
        cloud = Cloud(self.server, **what)
        self.addCleanup(cloud.close)
        self.use_team(cloud.url)
        return cloud

    def environment(self):
        return {f"XDG_{kind}_HOME": f"{self.scratch.name}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}

    def command(self, *arguments, feed=""):
        """What the command beside the window says; what went wrong is part of it."""
        out = subprocess.run([self.programs[2], "--team", self.path, "--me", "ana", *arguments], input=feed, text=True,
                             capture_output=True, timeout=120, env={**os.environ, **self.environment()}, check=False)
        return out.stdout + out.stderr

    def add_by_command(self, url):
        said = self.command("account", "add", url + "/", "--user", "ana", feed="test\n")
        self.assertIn("auth=password", self.accounts_file(), said)
        self.assertEqual(list(self.secrets().values()), ["test"], said)

    def secrets(self):
        return json.loads(self.keyring.ask("secrets"))

    def use_browser(self):
        """The desktop opens pages of the web with a browser of the tests'."""
        self.pages = f"{self.scratch.name}/pages"
        applications = f"{self.scratch.name}/.DATA/applications"
        os.makedirs(applications)
        os.makedirs(f"{self.scratch.name}/.CONFIG", exist_ok=True)
        with open(f"{applications}/browser.desktop", "w", encoding="utf-8") as file:
            file.write("[Desktop Entry]\nType=Application\nName=Browser\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n"
                       f"Exec={SUPPORT}/browser {self.pages} %u\n")
        with open(f"{self.scratch.name}/.CONFIG/mimeapps.list", "w", encoding="utf-8") as file:
            file.write("[Default Applications]\nx-scheme-handler/http=browser.desktop\nx-scheme-handler/https=browser.desktop\n")

    def page_log(self):
        with open(self.pages, encoding="utf-8") as file:
            return file.read()

    # -- What is waited for before anything is pressed --

    def wait_dialog(self, title):
        """It is there, and has the keyboard."""
        super().wait_dialog(title)
        self.wait_for(lambda: self.has_keyboard(title) or self.window.focus(), f"{title!r} has not the keyboard")

    def has_keyboard(self, title):
        out = subprocess.run(["xdotool", "getwindowfocus", "getwindowname"], capture_output=True, text=True, timeout=20, check=False)
        return out.stdout.strip() == title

    def wait_for(self, find, what):
        """FIND is true at last, or the failure says what there was to be seen."""
        try:
            return self.window.wait(find, what, PATIENCE_S)
        except window.NotFound as error:
            self.fail(f"{error}\n{self.window.dump()}\nserver: {self.server.tell('log')[-3000:]}")

    def wait_text(self, text, seconds=PATIENCE_S):
        super().wait_text(text, seconds)

    def usable(self, *names):
        """The name of a button that begins with one of NAMES and can be pressed: GTK adds what labels its row."""
        state = self.window.atspi.StateType.SENSITIVE
        found = [name for name, node in self.window.named(role=window.BUTTONS, node=self.dialog)
                 if node.get_state_set().contains(state)]
        return (next((name for name in found if name in names), None) or
                next((name for name in found if name.startswith(tuple(f"{one} " for one in names))), None))

    def push(self, *names):
        """A click on a button, once it can be clicked."""
        self.press(self.wait_for(lambda: self.usable(*names), f"{names} cannot be pressed"))

    def texts(self):
        """What stands in the fields of the dialog."""
        return [self.window.text(node) for node in self.window.walk(self.dialog)
                if "EditableText" in node.get_interfaces() and node.get_role_name() != "label"]

    def fill(self, text, taken=None):
        """TEXT into the field that has the keyboard, until it is TAKEN: until it stands there."""
        for _ in range(6):
            self.window.type_keys("ctrl+a")
            self.window.type_text(text)
            try:
                self.window.wait(taken or (lambda: text in self.texts()), "", 10)
                return
            except window.NotFound:
                self.window.focus()
        self.fail(f"what is typed is not taken: {self.texts()} {self.window.dump(self.dialog)}")

    def fill_client(self, text):
        """Into the field below "More Options", once that is open."""
        for _ in range(12):
            self.tab_to("More Options")
            self.window.type_keys("Tab", "ctrl+a")
            self.window.type_text(text)
            try:
                self.window.wait(lambda: text in self.texts(), "", 3)
                return
            except window.NotFound:
                pass
        self.fail(f"no client ID can be typed: {self.texts()}")

    def find_server(self, address):
        self.fill(address)
        self.wait_for(lambda: self.is_usable("Continue"), "Continue cannot be pressed")
        self.window.type_keys("Return")

    def focused(self):
        """The name of what has the keyboard in the dialog: the window behind it may be large."""
        state = self.window.atspi.StateType.FOCUSED
        try:
            return next((node.get_name() for node in self.window.walk(self.dialog) if node.get_state_set().contains(state)), None)
        except self.window.error:
            return None  # it went away meanwhile

    def tab_to(self, starts):
        self.window.walk_to(lambda: (self.focused() or "").startswith(starts), "Tab", self.focused, 90)

    def connection(self):
        return next((name for name, _ in self.window.named(role=window.BUTTONS) if name.startswith("Connection: ")), "")

    def wait_connection(self, *texts):
        self.wait_for(lambda: any(text in self.connection() for text in texts), f"the connection is not {texts}")

    def wait_calm(self):
        self.wait_connection("Synced")

    def open_popover(self, text):
        """What is behind the state of the connection, where something says TEXT."""
        self.window.tab_to(starts="Connection: ")
        self.window.type_keys("Return")
        self.window.find(starts=text, seconds=PATIENCE_S)

    def focused_in_popover(self):
        """The names of all that says that it has the keyboard: the button below the popover does, too."""
        state = self.window.atspi.StateType.FOCUSED
        try:
            button = self.window.find(starts="Connection: ", role=window.BUTTONS)
            return [node.get_name() for node in self.window.walk(button.get_parent()) if node.get_state_set().contains(state)]
        except self.window.error:
            return []  # it is made anew meanwhile

    def choose_in_popover(self, starts):
        self.window.find(starts=starts, role=window.BUTTONS, seconds=PATIENCE_S)
        self.window.walk_to(lambda: any(name.startswith(starts) for name in self.focused_in_popover()), "Tab",
                            lambda: tuple(self.focused_in_popover()) or None, 60)
        self.window.type_keys("Return")

    def open_accounts(self):
        self.window.key("ctrl+shift+a")
        self.wait_dialog("Accounts")

    def open_account(self, title="127.0.0.1"):
        self.open_accounts()
        self.tab_to(title)
        self.window.type_keys("Return")
        self.wait_text("Name of the Account")

    def close_dialog(self):
        self.push("Close")
        self.wait_closed()

    def shown(self, starts):
        return any(name.startswith(starts) for name, _ in self.window.named())

    # -- The ways --

    def test_browser_with_tokens(self):
        """OAuth; what is missing is made; a token that ended is renewed, and where it cannot be, somebody is asked."""
        cloud = self.cloud(client="meantime-of-the-tests")
        self.server.tell("set", auth="bearer", token="none")
        self.use_browser()
        self.open()
        self.begin()
        self.find_server(cloud.url + "/")
        self.wait_text("Sign In with the Browser")
        self.push("Open Browser", "Sign In with the Browser")
        self.wait_text("enter the client ID")
        self.tab_to("More Options")
        self.window.type_keys("Return")
        self.fill_client("nobody")
        self.push("Open Browser", "Sign In with the Browser")
        self.wait_text("Nobody knows this program")
        self.fill_client("meantime-of-the-tests")
        self.push("Open Browser", "Sign In with the Browser")
        self.wait_text("Calendars Found")
        self.assertIn("Signed in. This page can be closed.", self.page_log())
        self.wait_text("No calendar of yours here holds journal entries")
        self.push("Make a Calendar for Updates")
        self.wait_text("Harbour Updates")
        self.push("Add")
        self.wait_text("its calendars are fetched")
        self.close_dialog()
        self.window.find(starts="Paint the quay", seconds=PATIENCE_S)
        self.wait_for(lambda: "In a meeting" in self.row("Bo Lind"), "Bo is not busy")
        self.assertIn("Harbour Updates", self.names_of_collections())
        self.assertNotIn("canary", self.accounts_file())
        self.assertEqual(sorted(self.secrets().values()), ["access-canary-1", "refresh-canary-1"])
        # Renewed by itself
        self.wait_calm()
        cloud.end_tokens()
        self.server.put(BOARD + "mast.ics", task("mast", "Varnish the mast"))
        self.window.key("F5")
        self.window.find(starts="Varnish the mast", seconds=PATIENCE_S)
        self.assertEqual(sorted(self.secrets().values()), ["access-canary-2", "refresh-canary-2"])
        # Nothing renews it: by the browser again, from where it is said
        cloud.refuses = True
        cloud.end_tokens()
        self.window.key("F5")
        self.wait_connection("Sign in again")
        self.open_popover("Sign In Again…")
        self.choose_in_popover("Sign In Again…")
        self.wait_dialog("Accounts")
        self.push("Open Browser", "Sign In with the Browser")
        self.wait_text("Calendars Found")
        self.push("Save")
        self.wait_text("Signed in to")
        self.close_dialog()
        self.wait_calm()
        self.assertEqual(self.secrets().popitem()[1][-1], "3")

    def row(self, starts):
        return next((name for name, _ in self.window.named() if name.startswith(starts)), "")

    def test_browser_and_authority(self):
        """The login flow of a cloud whose certificate is its organisation's own."""
        cloud = self.cloud(login=("ana", "test"), certificate=f"{CERTIFICATES}/good.pem")
        self.use_browser()
        self.open()
        self.begin()
        self.find_server(cloud.url + "/")
        self.push("Choose a Certificate Authority…")
        self.choose_file(f"{CERTIFICATES}/authority.pem")
        self.wait_text("Sign In with the Browser")
        self.push("Open Browser", "Sign In with the Browser")
        self.wait_text("Calendars Found")
        self.assertIn("open " + cloud.url + "/flow", self.page_log())
        self.push("Add")
        self.wait_text("its calendars are fetched")
        self.close_dialog()
        self.window.find(starts="Paint the quay", seconds=PATIENCE_S)
        self.wait_calm()
        self.assertIn("ca-file=", self.accounts_file())
        self.assertEqual(list(self.secrets().values()), ["test"])

    def choose_file(self, path):
        """In the dialog of the toolkit, where a path can be typed."""
        before = self.dialog
        frame = self.wait_for(lambda: next((f for f in self.frames()[1:] if f.get_name() not in ("", "Accounts")), None),
                              "no dialog for files")
        self.dialog = frame
        self.window.focus()
        self.wait_for(lambda: any(name.startswith(("Open", "_Open")) for name, _ in self.window.named(role=window.BUTTONS, node=frame)),
                      "the dialog for files is empty")
        self.window.type_keys("slash")
        self.wait_for(lambda: "/" in self.texts(), "no path can be typed")
        self.window.type_path(path[1:])
        self.wait_for(lambda: path in self.texts(), "the path is not taken")
        self.window.type_keys("Return")
        self.wait_for(lambda: len(self.frames()) == 2, "the dialog for files stays open")
        self.dialog = before
        self.window.focus()

    def online_accounts(self, password):
        return Service(os.path.join(HERE, "..", "secrets", "online-accounts"), self.server.url + "/", "ana", password)

    def test_account_of_the_desktop(self):
        self.use_team(self.server.url)
        desktop = self.online_accounts("test")
        self.addCleanup(desktop.close)
        self.open()
        self.begin()
        self.push("Use user1@example.org")
        self.wait_text("Calendars Found")
        self.push("Add")
        self.wait_text("its calendars are fetched")
        self.close_dialog()
        self.wait_for(lambda: "In a meeting" in self.row("Bo Lind"), "Bo is not busy")
        self.assertEqual(self.secrets(), {})
        self.assertIn("auth=goa", self.accounts_file())
        self.wait_calm()
        # The password is changed: on the server, and in the settings of the desktop
        self.server.add_user("ana", "another")
        self.window.key("F5")
        self.wait_connection("Sign in again")
        desktop.close()
        desktop = self.online_accounts("another")
        self.addCleanup(desktop.close)
        self.open_popover("Sign In Again…")
        self.choose_in_popover("Sign In Again…")
        self.wait_calm()

    def test_keyring_is_unlocked(self):
        """Whoever says no to the keyring can still say yes, or type the password."""
        self.use_team(self.server.url)
        self.add_by_command(self.server.url)
        self.keyring.ask("lock")
        self.keyring.ask("dismiss")
        self.open()
        self.wait_dialog("Password")
        self.push("Unlock the Keyring Instead…")
        self.wait_for(lambda: any("the keyring is locked" in name for name, _ in  # beside what said so from the beginning
                                  self.window.named(role=("alert", "notification"), node=self.dialog)), "it is not said anew")
        self.push("Unlock the Keyring Instead…")
        self.wait_closed()
        self.window.find(starts="Paint the quay", seconds=PATIENCE_S)
        self.wait_calm()

    def test_hours_are_published(self):
        self.use_team(self.server.url)
        self.add_by_command(self.server.url)
        self.open()
        self.wait_calm()
        self.open_account()
        self.tab_to("Publish My Working Hours")
        self.window.type_keys("space")
        self.wait_for(lambda: "publish-hours-of=ana" in self.accounts_file(), "it is not written")
        self.wait_for(lambda: "BEGIN:VAVAILABILITY" in self.availability(), "the hours are not on the server")
        self.assertIn("0900", self.availability())

    def availability(self):
        request = urllib.request.Request(
            self.server.url + "/calendars/ana/inbox/", method="PROPFIND",
            data=b"<propfind xmlns='DAV:'><prop><a:calendar-availability xmlns:a='urn:ietf:params:xml:ns:caldav'/></prop></propfind>",
            headers={"Depth": "0", "Content-Type": "application/xml",
                     "Authorization": "Basic " + base64.b64encode(b"ana:test").decode()})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def test_password_changed_on_the_server(self):
        self.use_team(self.server.url)
        self.add_by_command(self.server.url)
        self.open()
        self.window.find(starts="Paint the quay", seconds=PATIENCE_S)
        self.wait_calm()
        self.server.add_user("ana", "another")
        self.window.key("F5")
        self.wait_connection("Sign in again")
        self.open_popover("Sign In Again…")
        self.choose_in_popover("Sign In Again…")
        self.wait_dialog("Accounts")
        self.wait_text("User Name")
        self.fill("another", lambda: self.is_usable("Sign In"))  # hidden: GTK tells nobody what stands there
        self.window.type_keys("Return")
        self.wait_text("Calendars Found")
        self.push("Save")
        self.wait_text("Signed in to")
        self.close_dialog()
        self.wait_calm()
        self.assertEqual(list(self.secrets().values()), ["another"])

    # -- What takes long, and what goes wrong --

    def test_first_sync_is_stopped_and_goes_on(self):
        """What was fetched stays, and an account can be removed while it syncs."""
        cloud = self.cloud()
        self.add_by_command(cloud.url)
        cloud.hold("REPORT", "/calendars/bo/work/")
        self.open()
        self.window.resize(*window.SIZE.split("x"))  # GTK 4.18 tells of the cards that are near the view
        self.wait_connection("Syncing: 67 %")
        self.open_popover("Stop")
        self.choose_in_popover("Stop")
        self.wait_for(lambda: "Syncing" not in self.connection(), "it goes on")
        self.window.type_keys("Escape")
        self.window.find(starts="Paint the quay")
        self.assertNotIn("In a meeting", self.row("Bo Lind"))
        cloud.release()
        self.window.key("F5")
        self.wait_for(lambda: "In a meeting" in self.row("Bo Lind"), "it does not go on")
        self.wait_calm()
        # Removed while it syncs
        self.server.put(BOARD + "quay.ics", task("quay", "Paint the pier"))
        cloud.hold("REPORT", BOARD)
        self.window.key("F5")
        self.wait_for(lambda: cloud.waiting > 0, "it does not sync")
        self.open_account()
        self.tab_to("Remove Account…")
        self.window.type_keys("Return")
        self.wait_dialog(f"Remove “{cloud.url[7:]}”?")
        self.push("Remove")
        self.wait_for(lambda: len(self.frames()) == 2, "the question stays open")
        self.wait_dialog("Accounts")
        self.wait_text("No Account Yet")
        cloud.release()
        self.assertNotIn("account", self.accounts_file())
        self.wait_for(lambda: self.secrets() == {}, "the password is still kept")
        self.close_dialog()
        self.wait_for(lambda: not self.shown("Paint the"), "what the account had fetched is still there")

    def query(self, sql):
        path = glob.glob(f"{self.scratch.name}/.DATA/meantime/meantime.db")[0]
        database = sqlite3.connect(path, timeout=20)
        try:
            rows = database.execute(sql).fetchall()
            database.commit()
            return rows
        finally:
            database.close()

    def test_a_day_of_failure_is_told(self):
        self.use_team(self.server.url)
        self.add_by_command(self.server.url)
        self.command("sync")
        self.server.fail("*", "503")
        self.command("sync", "--full")
        self.query("UPDATE collection SET failed_since = failed_since - 200000 WHERE failed_since > 0")
        desktop = Service(os.path.join(SUPPORT, "notifications"))
        self.addCleanup(desktop.close)
        self.open()
        self.assertRegex(desktop.process.stdout.readline(), r"^Calendars have not been synced for a day\|Board: .*the server is busy")
        self.window.find(starts="Paint the quay")

    def test_refused_change(self):
        """A server that does not take a change: it is said at the card, and sent again when somebody says so."""
        self.use_team(self.server.url)
        self.add_by_command(self.server.url)
        self.open()
        self.window.find(starts="Paint the quay", seconds=PATIENCE_S)
        self.wait_calm()
        self.server.tell("set", put="403")
        self.move_right("Paint the quay")
        self.wait_for(lambda: "Refused" in self.row("Paint the quay"), "nothing is refused")
        self.wait_connection("1 change needs you")
        self.open_popover("Decide on 1 Change…")
        self.choose_in_popover("Decide on 1 Change…")
        self.wait_dialog("Not Taken by the Server")
        self.server.tell("set", put="201")
        self.push("Send Again", "_Send Again Send Again")
        self.wait_closed()
        self.wait_for(lambda: "STATUS:IN-PROCESS" in self.server.read(BOARD + "quay.ics"), "it is not sent")
        self.wait_calm()

    def move_right(self, title):
        """A card into the next column, once a click and Escape have given it the keyboard."""
        self.window.press(self.window.find(starts=title + ", ", role=("panel", "group", "grouping")))
        self.wait_for(lambda: len(self.frames()) == 2, "no dialog of the task")
        self.wait_dialog(self.frames()[1].get_name())
        self.window.type_keys("Escape")
        self.wait_closed()
        self.window.key("ctrl+Right")

    def test_half_of_it_is_back(self):
        """Nothing is lost by waiting: what vanished and came back was never away."""
        for n in range(6):
            self.server.put(f"{BOARD}t{n}.ics", task(f"t{n}", f"Rope {n}"))
        self.use_team(self.server.url)
        self.add_by_command(self.server.url)
        self.open()
        self.window.resize(*window.SIZE.split("x"))  # GTK 4.18 tells of the cards that are near the view
        self.window.find(starts="Rope 5", seconds=PATIENCE_S)
        self.wait_calm()
        for n in range(6):
            self.server.tell("remove", path=f"{BOARD}t{n}.ics")
        self.window.key("F5")
        self.wait_connection("Trouble with Board")
        for n in range(6):
            self.server.put(f"{BOARD}t{n}.ics", task(f"t{n}", f"Rope {n}"))
        self.window.key("F5")
        self.wait_calm()
        self.assertTrue(all(self.shown(f"Rope {n}") for n in range(6)))


if __name__ == "__main__":
    servers.Servers.programs = sys.argv[1:4]
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[4:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
