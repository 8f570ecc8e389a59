# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The CalDAV server of the tests, started as a program and told by HTTP what to be."""
import subprocess
import urllib.parse
import urllib.request


class FakeDav:
    def __init__(self, program, *switches):
        self.process = subprocess.Popen([program, *switches], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()

    def tell(self, verb, body=None, **query):
        url = f"{self.url}/.fake/{verb}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(url, data=(body or "").encode(), method="POST")
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.read().decode()

    def add_user(self, name, password):
        self.tell("user", name=name, password=password)

    def add_collection(self, path, components):
        self.tell("collection", path=path, components=components)

    def share(self, path, user, right="read"):
        self.tell("share", path=path, user=user, right=right)

    def put(self, path, text):
        self.tell("put", text, path=path)

    def read(self, path):
        return self.tell("read", path=path)

    def names(self, path):
        return self.tell("list", path=path).split()

    def fail(self, request, action, count=4000000):
        self.tell("fail", request=request, action=action, count=count)

    def reset(self):
        self.tell("reset")

    def count(self, request):
        return int(self.tell("count", request=request))
