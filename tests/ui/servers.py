# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A window on a team whose calendars are on a server of the tests', and the adding of an account there."""
import json
import os
import re
import tempfile
import unittest

import fake_dav
import window

NOTHING = "http://127.0.0.1:9/"  # nobody listens there


class Servers(unittest.TestCase):
    maxDiff = None
    programs = []  # meantime, fake-dav

    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-servers-")
        self.addCleanup(self.scratch.cleanup)
        self.server = fake_dav.FakeDav(self.programs[1])
        self.addCleanup(self.server.close)
        for name in ("ana", "bo"):
            self.server.add_user(name, "test")
            self.server.add_collection(f"/calendars/{name}/work/", "VEVENT")
        self.server.share("/calendars/bo/work/", "ana")
        self.server.add_collection("/calendars/ana/board/", "VTODO")
        self.path = os.path.join(self.scratch.name, "team.json")
        self.write_team()

    def write_team(self, **more):
        people = [{"id": "ana", "name": "Ana Ruiz", "emails": ["ana@example.org"], "timezone": "Europe/Madrid"},
                  {"id": "bo", "name": "Bo Lind", "emails": ["bo@example.org"], "timezone": "Europe/London"},
                  {"id": "chen", "name": "Chen Wei", "timezone": "Asia/Shanghai"}]
        for person in people:
            person.update(more.pop(person["id"], {}))
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"version": 1, "name": "Harbour", "people": people, **more}, file, indent=1)

    def open(self, *options, env=None):
        home = {f"XDG_{kind}_HOME": f"{self.scratch.name}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE")}
        self.window = window.Window([self.programs[0], "--team", self.path, "--me", "ana", *options], "Harbour",
                                    {**home, **(env or {})})
        self.addCleanup(self.window.close)
        self.window.witnesses.append(self.say_asked)
        self.window.find(starts="Bo Lind, ")

    def say_asked(self):
        try:
            return "The server was asked:\n" + self.server.tell("log")
        except OSError as error:
            return f"The server does not say what it was asked: {error}"

    # -- Dialogs, which stand by themselves --

    def frames(self):
        root = self.window.root
        return [root.get_child_at_index(i) for i in range(root.get_child_count())]

    def wait_dialog(self, title):
        def look():
            return next((f for f in self.frames() if f.get_name() == title), None)
        self.dialog = self.window.wait(look, f"no dialog {title!r}")
        self.window.focus(title=title)

    def wait_closed(self):
        self.window.wait(lambda: len(self.frames()) == 1, "the dialog stays open")
        self.window.focus()

    def press(self, *names, roles=window.BUTTONS):
        def look():
            return next((n for found, n in self.window.named(role=roles, node=self.dialog)
                         if found in names and self.window.is_usable(n)), None)
        self.window.press(self.window.wait(look, f"no button {names}"), frame=self.dialog)

    def wait_text(self, text, seconds=window.PATIENCE_S):
        """Something of the dialog says it."""
        self.window.wait(lambda: any(text in name for name, _ in self.window.named(node=self.dialog)),
                         f"nothing says {text!r}", seconds)

    def is_usable(self, name):
        """While the dialog is waited for."""
        return any(found == name and self.window.is_usable(node) for found, node in self.window.named(role=window.BUTTONS, node=self.dialog))

    # -- Accounts --

    def begin(self):
        """To where the address of an account is typed, by keys alone."""
        self.window.key("ctrl+shift+a")
        self.wait_dialog("Accounts")
        self.wait_text("No Account Yet")
        self.window.type_keys("Return")
        self.wait_text("E-mail Address or Server")

    def holds(self, text):
        """An entry of the dialog holds TEXT and no more; of a password it may say how long it is."""
        held = [self.window.text(node) for _, node in self.window.named(node=self.dialog)
                if "EditableText" in node.get_interfaces()]
        return text in held or "●" * len(text) in held

    def type_for(self, text, button):
        """TEXT into what has the keyboard; Enter as soon as that can press BUTTON."""
        self.window.type_text(text)
        self.window.wait(lambda: self.holds(text) and self.is_usable(button), f"what is typed is not taken for {button!r}")
        self.window.type_keys("Return")

    def type_user(self, name):
        """Enter goes on to the password."""
        self.window.type_text(name)
        self.window.wait(lambda: self.holds(name), f"{name!r} is not taken")
        self.window.type_keys("Return")

    def find_server(self, address):
        self.type_for(address, "Continue")

    def sign_in(self, password):
        self.type_for(password, "Sign In")

    def add_account(self):
        """All of it, without a keyring: the password is for this session."""
        self.begin()
        self.find_server(self.server.url + "/")
        self.wait_text("User Name")
        self.type_user("ana")
        self.sign_in("test")
        self.wait_text("Calendars Found")
        self.window.wait(lambda: self.is_usable("Add"), "nothing can be added")
        self.window.type_keys("Return")
        self.answer_keyring()
        self.wait_text("its calendars are fetched")

    def answer_keyring(self):
        self.wait_dialog("The Keyring Cannot Be Used")
        self.window.type_keys("Return")  # nothing is lost by it
        self.window.wait(lambda: len(self.frames()) == 2, "the question stays open")
        self.wait_dialog("Accounts")

    def accounts_file(self):
        try:
            with open(f"{self.scratch.name}/.CONFIG/meantime/accounts.ini", encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def names_of_collections(self):
        return re.findall(r"^name=(.*)$", self.accounts_file(), re.MULTILINE)
