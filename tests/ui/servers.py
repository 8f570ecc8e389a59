# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A window on a team whose calendars are on a server of the tests', and the adding of an account there."""
import json
import os
import re
import subprocess
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
        self.place = None
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
        self.window.find(starts="Bo Lind, ")

    # -- Dialogs, which stand by themselves --

    def frames(self):
        root = self.window.root
        return [root.get_child_at_index(i) for i in range(root.get_child_count())]

    def wait_dialog(self, title):
        def look():
            return next((f for f in self.frames() if f.get_name() == title), None)
        self.dialog = self.window.wait(look, f"no dialog {title!r}")
        self.window.focus()

    def wait_closed(self):
        self.window.wait(lambda: len(self.frames()) == 1, "the dialog stays open")
        self.window.focus()

    def rest(self, node):
        """Where the dialog and NODE are, once they stay there: a page that slides in takes its buttons along."""
        boxes = [self.window.atspi.Component.get_extents(n, self.window.atspi.CoordType.WINDOW)
                 for n in (self.dialog, node)]
        place = [(box.x, box.y, box.width, box.height) for box in boxes]
        moved, self.place = place != self.place, place
        return None if moved else boxes

    def press(self, *names, roles=window.BUTTONS):
        def look():
            return next((n for found, n in self.window.named(role=roles, node=self.dialog) if found in names), None)
        try:
            node = self.window.wait(look, f"no button {names}")
        except window.NotFound:
            self.fail(f"no button {names} in: {self.window.dump(self.dialog)}")
        self.place = None
        frame, box = self.window.wait(lambda: self.rest(node), f"{names} does not come to rest")
        place = (str(box.x - frame.x + box.width // 2), str(box.y - frame.y + box.height // 2))
        surface = self.window.surfaces()[-1]
        subprocess.run(["xdotool", "mousemove", "--window", surface, "1", "1", "mousemove", "--window", surface, *place,
                        "click", "1"], check=True, timeout=20)

    def wait_text(self, text, seconds=15):
        """Something of the dialog says it."""
        try:
            self.window.wait(lambda: any(text in name for name, _ in self.window.named(node=self.dialog)), text, seconds)
        except window.NotFound:
            self.fail(f"nothing says {text!r} in: {self.window.dump(self.dialog)}")

    def is_usable(self, name):
        """While the dialog is waited for."""
        state = self.window.atspi.StateType
        return any(found == name and node.get_state_set().contains(state.SENSITIVE)
                   for found, node in self.window.named(role=window.BUTTONS, node=self.dialog))

    # -- Accounts --

    def begin(self):
        """To where the address of an account is typed, by keys alone."""
        self.window.key("ctrl+shift+a")
        self.wait_dialog("Accounts")
        self.wait_text("No Account Yet")
        self.window.type_keys("Return")
        self.wait_text("E-mail Address or Server")

    def type_for(self, text, button):
        """TEXT, until BUTTON can be pressed; then Enter. What is typed while a window comes up is lost."""
        for _ in range(4):
            self.window.type_text(text)
            try:
                self.window.wait(lambda: self.is_usable(button), "", 4)
                break
            except window.NotFound:
                self.window.focus()
        else:
            self.fail(f"what is typed is not taken: {self.window.dump(self.dialog)}")
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
        self.window.type_text("ana")
        self.window.type_keys("Return")
        self.sign_in("test")
        self.wait_text("Calendars Found")
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
