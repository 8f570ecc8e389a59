#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Accounts are added, changed and removed by pointer and keys alone, at a server of the tests' own; what
goes wrong is said where it is wrong, and no password is in any file.

    test-window-accounts.py MEANTIME FAKE-DAV
"""
import os
import signal
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

import servers  # noqa: E402

SECRET = "pässwort-canary-7"


class Accounts(servers.Servers):
    def test_add_with_a_wrong_password_first(self):
        self.open()
        self.begin()
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")
        self.type_user("ana")
        self.sign_in("wrong")
        self.wait_text("refuses the user name or the password")
        self.sign_in("test")  # over what was wrong, which has the keyboard
        self.wait_text("Calendars Found")
        for text in ("Tasks", "Busy times of Ana Ruiz", "Busy times of Bo Lind"):
            self.wait_text(text)
        self.assertEqual(self.accounts_file(), "")
        self.press("Add")
        self.answer_keyring()
        self.wait_text("its calendars are fetched")
        self.wait_text("ana · 127.0.0.1")
        text = self.accounts_file()
        self.assertIn("user=ana", text)
        self.assertNotIn("test", text.replace("auth=", ""))
        self.assertEqual(os.stat(f"{self.scratch.name}/.CONFIG/meantime/accounts.ini").st_mode & 0o777, 0o600)

    def test_enter_twice(self):
        """Stops nothing that the first has begun."""
        self.open()
        self.begin()
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")
        self.type_user("ana")
        self.server.process.send_signal(signal.SIGSTOP)
        self.addCleanup(self.server.process.send_signal, signal.SIGCONT)
        self.sign_in("test")
        self.window.wait(lambda: self.is_usable("Stop"), "it cannot be stopped")
        self.window.type_keys("Return", "Return")
        self.assertTrue(self.is_usable("Stop"), self.window.dump(self.dialog))
        self.server.process.send_signal(signal.SIGCONT)
        self.wait_text("Calendars Found")

    def test_password_is_in_no_file(self):
        self.server.add_user("ana", SECRET)
        self.open()
        self.begin()
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")
        self.type_user("ana")
        self.sign_in(SECRET)
        self.wait_text("Calendars Found")
        self.window.wait(lambda: self.is_usable("Add"), "nothing can be added")
        self.window.type_keys("Return")
        self.answer_keyring()
        self.wait_text("its calendars are fetched")
        self.window.close()
        for folder, _, names in os.walk(self.scratch.name):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    self.assertNotIn(SECRET.encode(), file.read(), name)

    def test_no_server_there(self):
        self.open()
        self.begin()
        self.find_server(servers.NOTHING)
        self.wait_text("What Was Tried")
        self.wait_text("Try Again")
        self.window.wait(lambda: self.is_usable("Continue"), "it cannot be tried again")
        self.window.type_keys("ctrl+a")  # the address has the keyboard again
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")

    def test_no_address(self):
        self.open()
        self.begin()
        self.find_server("ana at example")
        self.window.wait(lambda: self.is_usable("Continue") and any(
            node.get_role_name() in ("alert", "notification") or "ana at example" in name
            for name, node in self.window.named(node=self.dialog)), "nothing is said")
        self.assertEqual(self.accounts_file(), "")

    def test_called_off(self):
        self.open()
        self.begin()
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")
        self.window.type_keys("Escape")
        self.window.wait(lambda: not any(name == "User Name" for name, _ in self.window.named()), "Escape does not go back")
        self.window.type_keys("Return")  # Enter goes on again
        self.wait_text("User Name")
        self.window.type_keys("Escape")
        self.window.wait(lambda: not any(name == "User Name" for name, _ in self.window.named()), "Escape does not go back")
        self.window.type_keys("Escape")
        self.window.type_keys("Escape")
        self.wait_closed()

    def test_accounts_of_the_desktop_are_offered(self):
        desktop = subprocess.Popen([os.path.join(HERE, "..", "secrets", "online-accounts")], stdout=subprocess.PIPE, text=True)
        self.addCleanup(desktop.stdout.close)
        self.addCleanup(desktop.wait)
        self.addCleanup(desktop.kill)
        self.assertEqual(desktop.stdout.readline(), "ready\n")
        self.open()
        self.begin()
        self.wait_text("Online Accounts of This Desktop")
        self.wait_text("user1@example.org")
        self.wait_text("Sign in again in the settings of the desktop first")

    def test_many_calendars(self):
        """Some at a time, a search for the rest, and not all of them ticked one by one."""
        for n in range(60):
            self.server.add_collection(f"/calendars/ana/room-{n}/", "VEVENT")
        self.open()
        self.begin()
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")
        self.type_user("ana")
        self.sign_in("test")
        self.wait_text("Find Calendars")
        self.wait_text("Show 23 More")
        self.press("Untick All")
        self.wait_text("Tick All")
        self.window.tab_to("Find Calendars")
        self.window.type_text("room-59")
        def found():
            return [name for name, _ in self.window.named(node=self.dialog) if name.startswith(("Use room", "Use work", "Use board"))]
        self.window.wait(lambda: found() == ["Use room-59"], "not only what is searched for")
        self.press("Use room-59", roles=("check box",))
        self.press("Add")
        self.answer_keyring()
        self.wait_text("its calendars are fetched")
        self.assertEqual(self.accounts_file().count("used=true"), 1)

    def test_rename_map_and_remove(self):
        self.open()
        self.add_account()
        self.press_row("127.0.0.1")
        self.wait_text("Name of the Account")
        self.choose_person()
        self.rename("Harbour Server")
        self.remove("Harbour Server")

    def press_row(self, title):
        self.window.wait(lambda: any(title in name for name, _ in self.window.named(node=self.dialog)), title)
        self.window.type_keys("Home")
        for _ in range(12):
            self.window.type_keys("Tab")
            if title in self.text_of_focus():
                break
        self.window.type_keys("Return")

    def text_of_focus(self):
        node = next(iter(self.window.with_focus(self.dialog)), None)
        return " ".join(name for name, _ in self.window.named(node=node)) if node else ""

    def choose_person(self):
        """The calendar that is Bo's on the server is Chen's from now on: by keys."""
        self.window.tab_to("Use work")
        self.window.type_keys("Tab", "Return")
        self.wait_text("Whose It Is")
        self.window.tab_to(starts="Whose It Is")
        self.window.type_keys("Return")
        self.wait_text("Nobody on the Team")
        self.window.type_keys("End", "Return")
        self.window.wait(lambda: "person=chen" in self.accounts_file(), "nobody is chosen: " + self.accounts_file())

    def rename(self, name):
        self.window.tab_to("Back")
        self.window.type_keys("Tab", "ctrl+a")  # GTK 4.8 says of no entry row that it has the keyboard
        self.window.type_text(name)
        self.window.wait(lambda: self.holds(name), f"{name!r} is not taken")
        self.window.type_keys("Return")
        self.window.wait(lambda: f"title={name}" in self.accounts_file(), "the name is not written")

    def remove(self, name):
        self.window.tab_to("Remove Account…")
        self.window.type_keys("Return")
        self.wait_dialog(f"Remove “{name}”?")
        self.press("Remove")
        self.window.wait(lambda: len(self.frames()) == 2, "the question stays open")
        self.wait_dialog("Accounts")
        self.wait_text("No Account Yet")
        self.assertNotIn("account", self.accounts_file())


if __name__ == "__main__":
    servers.Servers.programs = sys.argv[1:3]
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
