# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A folder to run meantimectl in, with none of the user's files in reach."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

NOW = "2026-11-24T14:22:00Z"  # a Tuesday; 15:22 in Madrid

ANA = {"id": "ana", "name": "Ana Ruiz", "emails": ["ana@example.org"], "timezone": "Europe/Madrid",
       "location": "Madrid", "hours": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
       "calendars": ["ana.ics"]}
BO = {"id": "bo", "name": "Bo Lind", "emails": ["bo@example.org"], "timezone": "Europe/London",
      "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
CHEN = {"id": "chen", "name": "Chen Wu", "emails": ["chen@example.org"], "timezone": "America/New_York",
        "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}


def team(*people, **more):
    return {"version": 1, "name": "Test", "people": list(people), **more}


def calendar(*components):
    """A VCALENDAR of COMPONENTS, each a list of lines without BEGIN and END, its name first."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"]
    for name, *inner in components:
        lines += [f"BEGIN:{name}", *inner, f"END:{name}"]
    return "\r\n".join(lines + ["END:VCALENDAR", ""])


def event(uid, start, end, *more):
    return ["VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", f"DTSTART:{start}", f"DTEND:{end}", *more]


class Case(unittest.TestCase):
    """Each test has a new folder, and a HOME of its own in it."""

    program = None  # path of meantimectl, set by the script

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="meantimectl-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        os.makedirs(self.path("home"))
        os.makedirs(self.path("tmp"))
        os.makedirs(self.path("run"), mode=0o700)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data = content if isinstance(content, (str, bytes)) else json.dumps(content, indent=1, ensure_ascii=False)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return path

    def environment(self, **more):
        home = self.path("home")
        return {"PATH": "/usr/bin:/bin", "HOME": home, "XDG_CONFIG_HOME": home + "/config",
                "XDG_DATA_HOME": home + "/data", "XDG_CACHE_HOME": home + "/cache", "TMPDIR": self.path("tmp"),
                "XDG_RUNTIME_DIR": self.path("run"), "LC_ALL": "C.UTF-8", "TZ": "UTC", "GSETTINGS_BACKEND": "memory",
                "G_DEBUG": "fatal-warnings",
                **{name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}, **more}

    def run_raw(self, *arguments, stdout=subprocess.PIPE, **more):
        return subprocess.run([self.program, *arguments], stdout=stdout, stderr=subprocess.PIPE, cwd=self.folder,
                              env=self.environment(**more), stdin=subprocess.DEVNULL, timeout=300, check=False)

    def run_cli(self, *arguments, status=0, **more):
        """Runs it on team.json at NOW. Returns standard output and error."""
        out = self.run_raw("--team", self.path("team.json"), "--at", NOW, *arguments, **more)
        self.assertEqual(out.returncode, status, (out.stdout or b"") + out.stderr)
        return (out.stdout or b"").decode(), out.stderr.decode()

    def json(self, *arguments, **more):
        out, err = self.run_cli("--json", *arguments, **more)
        self.assertEqual(err, "")
        return json.loads(out)

    def assert_error(self, err, *parts):
        """One line on standard error that begins with the program's name and holds PARTS."""
        lines = err.splitlines()
        self.assertEqual(len(lines), 1, err)
        self.assertTrue(err.startswith("meantimectl: "), err)
        for part in parts:
            self.assertIn(part, err)
