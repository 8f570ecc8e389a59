# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""One person's Meantime: a home of its own, run through meantimectl alone; and what stands in its database."""
import collections
import json
import os
import sqlite3
import subprocess
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(1, os.path.join(HERE, "..", "support"))

import caldav_client  # noqa: E402
from caldav_client import canonical  # noqa: E402

HURRIED = {"MEANTIME_NET_TIMEOUT_MS": "1500"}  # for a server that never answers; others may be as slow as they like
PATIENCE_S = 300
ZONES = {"ana": "Europe/Madrid", "bo": "Europe/London", "chen": "America/New_York"}
NAMES = {"ana": "Ana Ruiz", "bo": "Bo Lind", "chen": "Chen Wu"}
HOURS = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}

Stored = collections.namedtuple("Stored", "etag text parked")
Ran = collections.namedtuple("Ran", "status out err")


def person(user, *calendars):
    return {"id": user, "name": NAMES[user], "emails": [f"{user}@example.org"], "timezone": ZONES[user], "hours": HOURS,
            "calendars": list(calendars)}


class Home:
    """A home of USER's in FOLDER."""

    program = None  # path of meantimectl

    def __init__(self, folder, user="ana"):
        self.folder, self.user = folder, user
        self.team = os.path.join(folder, "team.json")
        self.secrets = os.path.join(folder, "secrets")
        os.makedirs(os.path.join(folder, "run"), mode=0o700)

    def environment(self, **more):
        return {"PATH": "/usr/bin:/bin", "HOME": self.folder, "XDG_CONFIG_HOME": self.folder + "/config",
                "XDG_DATA_HOME": self.folder + "/data", "XDG_CACHE_HOME": self.folder + "/cache", "TMPDIR": self.folder + "/run",
                "XDG_RUNTIME_DIR": self.folder + "/run", "LC_ALL": "C.UTF-8", "TZ": "UTC", "GSETTINGS_BACKEND": "memory",
                "G_DEBUG": "fatal-criticals",
                **{name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}, **more}

    def write_team(self, *people, **more):
        with open(self.team, "w", encoding="utf-8") as file:
            json.dump({"version": 1, "name": "Servers", "people": list(people), **more}, file, ensure_ascii=False, indent=1)

    def command(self, *arguments):
        return [self.program, "--team", self.team, "--me", self.user, "--secret-file", self.secrets, *arguments]

    def run(self, *arguments, feed="", timeout=PATIENCE_S, **more):
        """What became of a command; nothing is checked."""
        out = subprocess.run(self.command(*arguments), input=feed, capture_output=True, text=True, errors="replace",
                             env=self.environment(**more), cwd=self.folder, timeout=timeout, check=False)
        return Ran(out.returncode, out.stdout, out.stderr)

    def good(self, *arguments, **more):
        """Standard output of a command that has to work."""
        ran = self.run(*arguments, **more)
        if ran.status:
            raise AssertionError(f"meantimectl {' '.join(arguments)}: status {ran.status}\n{ran.out}{ran.err}")
        return ran.out

    def json(self, *arguments, **more):
        return json.loads(self.good("--json", *arguments, **more))

    def add_account(self, address, password, user=None):
        return self.good("account", "add", address, "--user", user or self.user, feed=password + "\n")

    def accounts(self):
        """The accounts that `account list` has, without the places that need none."""
        return [account for account in self.json("account", "list") if account["id"] is not None]

    def database(self):
        return os.path.join(self.folder, "data", "meantime", "meantime.db")

    def query(self, sql, *values):
        database = sqlite3.connect(f"file:{urllib.parse.quote(self.database())}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def stored(self, url):
        """{name: Stored} of a collection, as the server's side of the database has it."""
        rows = self.query("SELECT href, etag, bytes, parked FROM item JOIN collection ON item.collection = collection.id "
                          "WHERE rtrim(collection.url, '/') = rtrim(?, '/')", url)
        return {href: Stored(etag, (data or b"").decode("utf-8", "replace"), parked) for href, etag, data, parked in rows}

    def outbox(self):
        """[(url, href, uid, state, why)] of edits that the server has not taken."""
        return self.query("SELECT url, href, uid, state, why FROM outbox ORDER BY id")

    def tasks(self, *arguments):
        """{id: row} of the board."""
        return {row["id"]: row for row in self.json(*arguments, "board")}


def differences(listed, stored):
    """What is not alike between the Items that a server has and what a database keeps of them, in words."""
    found = []
    for name in sorted(set(listed) | set(stored)):
        there, here = listed.get(name), stored.get(name)
        if here is None:
            found.append(f"{name}: only on the server")
        elif there is None:
            found.append(f"{name}: only in the database")
        elif here.parked:
            found.append(f"{name}: parked: {here.parked}")
        elif canonical(there.text) != canonical(here.text):
            found.append(f"{name}: the texts differ\nserver: {there.text}\ndatabase: {here.text}")
        elif there.etag and here.etag and there.etag != here.etag.removeprefix("W/"):
            found.append(f"{name}: ETag {there.etag} on the server, {here.etag} in the database")
    return found


STATUS_OF = {"NEEDS-ACTION": "To do", "IN-PROCESS": "Doing", "COMPLETED": "Done", "CANCELLED": "Done", None: "To do"}


def shown_differently(listed, tasks):
    """What the board shows otherwise than the VTODOs that a server has."""
    there = {}
    for name, item in listed.items():
        value = {key: caldav_client.value_of(item.text, key) for key in ("UID", "SUMMARY", "STATUS")}
        if value["STATUS"] != "CANCELLED":
            there[value["UID"]] = (value["SUMMARY"], STATUS_OF[value["STATUS"]])
    here = {uid: (row["title"], row["column"]) for uid, row in tasks.items()}
    return [f"{uid}: {there.get(uid)} on the server, {here.get(uid)} shown"
            for uid in sorted(set(there) | set(here)) if there.get(uid) != here.get(uid)]
