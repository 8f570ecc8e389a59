# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The CalDAV server of the tests, started for one test, and meantimectl beside it."""
import os
import subprocess
import urllib.parse
import urllib.request

import sandbox
from ports import HeldPort


class Server:
    """tests/support/fake-dav as a process, with the people ana, bo and chen, password "test"."""

    def __init__(self, program):
        self.program, self.held = program, HeldPort()
        self.port = self.held.number
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        """Listens at its port, with nothing in it."""
        self.process = subprocess.Popen([self.program, "--port", str(self.port)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.process.stdout.readline()
        for name in ("ana", "bo", "chen"):
            self.ask("user", name=name, password="test")

    def ask(self, verb, body=b"", **arguments):
        data = body if isinstance(body, bytes) else body.encode()
        url = f"{self.url}/.fake/{verb}?{urllib.parse.urlencode(arguments)}"
        with urllib.request.urlopen(urllib.request.Request(url, data=data, method="POST"), timeout=300) as answer:
            return answer.read().decode()

    def switch(self, **switches):
        for name, value in switches.items():
            self.ask("set", **{name.replace("_", "-"): value})

    def fail(self, request, action, count=1000, header=""):
        self.ask("fail", request=request, action=action, count=count, **({"header": header} if header else {}))

    def make(self, path, components="VEVENT,VTODO,VJOURNAL"):
        self.ask("collection", path=path, components=components)

    def put(self, path, text):
        self.ask("put", path=path, body=text)

    def read(self, path):
        return self.ask("read", path=path)

    def list(self, path):
        return self.ask("list", path=path).split()

    def count(self, request="*"):
        return int(self.ask("count", request=request))

    def stop(self):
        """Until it is started again nobody is there."""
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(timeout=300)
            self.process.stdout.close()

    def close(self):
        self.stop()
        self.held.close()


class Case(sandbox.Case):
    """Each test has a server of its own."""

    fake_dav = None  # path of the program, set by the script

    def setUp(self):
        super().setUp()
        self.server = Server(self.fake_dav)
        self.addCleanup(self.server.close)

    def run_with(self, stdin, *arguments, status=0, **more):
        """As run_cli, at the time it is, with a line on standard input."""
        out = subprocess.run([self.program, *arguments], input=stdin.encode() if stdin is not None else None,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder,
                             env=self.environment(**more), timeout=600, check=False,
                             **({"stdin": subprocess.DEVNULL} if stdin is None else {}))
        text, err = out.stdout.decode(), out.stderr.decode()
        self.assertEqual(out.returncode, status, text + err)
        return text, err

    def add_account(self, user="ana", password="test", *more):
        return self.run_with(f"{password}\n", "--secret-file", self.path("secrets"), "account", "add",
                             self.server.url + "/", "--user", user, *more)

    def files(self):
        """Every byte that is left behind below the home, by name."""
        for folder, _folders, names in os.walk(self.folder):
            for path in (os.path.join(folder, name) for name in names):
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        yield path, file.read()
