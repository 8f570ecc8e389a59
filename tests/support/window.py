# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Drives a GTK window as a person would: read through AT-SPI, acted on by pointer and keys alone, under
an Xvfb and a bus of its own.

GTK 4.8 does not say SHOWING of anything but the window, and nodes die while lists change: every
look-up here retries until a deadline.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BUTTONS = ("push button", "button", "toggle button", "menu item", "check box", "radio button")
SIZE = "1280x2600"


def enter_session():
    """Runs this program again on a display, a bus and a home of its own, and exits with it."""
    if os.environ.get("MT_TEST_SESSION"):
        return
    if not shutil.which("xdotool"):
        sys.exit("xdotool is missing: tests/run installs what the tests need")
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1", "SIZE": SIZE,
           "GTK_A11Y": "atspi", "MT_TEST_SESSION": "yes"}
    env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    display = os.path.join(os.path.dirname(os.path.abspath(__file__)), "with-display")
    sys.exit(subprocess.run([display, "/usr/bin/python3"] + sys.argv, env=env, stdin=subprocess.DEVNULL).returncode)


class NotFound(Exception):
    pass


def places(program):
    """What makes PROGRAM, in its build folder, say where things are; GTK 4.8 does by itself."""
    folder = os.path.join(os.path.dirname(os.path.abspath(program)), "..", "..", "tests", "support", "places")
    library = os.path.join(folder, "libplaces.so")
    return {"LD_PRELOAD": library} if os.path.exists(library) else {}


class Window:
    """One program and its window."""

    def __init__(self, command, name, env=None):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi, self.error = Atspi, GLib.Error
        Atspi.init()
        self.name = name
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(command, env={**os.environ, **places(command[0]), "G_DEBUG": "fatal-criticals", **(env or {})},
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.root = self.wait(self._application, f"no window of {command[0]}", 30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def output(self):
        self.log.seek(0)
        return self.log.read()

    def _application(self):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def wait(self, find, what, seconds=15):
        """What FIND returns as soon as it is true."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                found = find()
                if found:
                    return found
            except self.error:
                pass
            if self.process.poll() is not None:
                raise NotFound(f"the program ended with {self.process.returncode}: {self.output()[-2000:]}")
            if time.monotonic() > deadline:
                raise NotFound(f"{what} within {seconds} s: {self.output()[-2000:]}")
            time.sleep(0.05)

    def walk(self, node=None):
        """All nodes below NODE, in the order of the window."""
        stack = [node or self.root]
        while stack:
            one = stack.pop()
            if one is None:
                continue
            yield one
            stack += [one.get_child_at_index(i) for i in reversed(range(one.get_child_count()))]

    def named(self, role=None, node=None):
        """(name, node) of everything with a name."""
        return [(n.get_name(), n) for n in self.walk(node)
                if n.get_name() and (role is None or n.get_role_name() in role)]

    def find(self, name=None, starts=None, role=None, seconds=15):
        """The first node with that name, or whose name starts so."""
        def look():
            for found, node in self.named(role):
                if found == name or (starts and found.startswith(starts)):
                    return node
            return None
        return self.wait(look, f"nothing named {name or starts!r}", seconds)

    def text(self, node):
        return self.atspi.Text.get_text(node, 0, self.atspi.Text.get_character_count(node))

    def get_value(self, node):
        return self.atspi.Value.get_current_value(node)

    def surfaces(self):
        """X windows of the program that are shown."""
        return subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)],
                              capture_output=True, text=True, timeout=20).stdout.split()

    def resize(self, width, height):
        for surface in self.surfaces():
            subprocess.run(["xdotool", "windowsize", surface, width, height], timeout=20, stderr=subprocess.DEVNULL)

    def focus(self):
        """There is no window manager that would give the window the keyboard."""
        for surface in self.surfaces()[-1:]:
            subprocess.run(["xdotool", "windowfocus", "--sync", surface], timeout=20, stderr=subprocess.DEVNULL)

    def key(self, keys):
        """Types KEYS (xdotool names) into the window."""
        self.focus()
        self.type_keys(keys)

    def type_keys(self, *keys):
        """Types KEYS into what has the keyboard: a popover would close if the window were given it."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True, timeout=20)

    def type_text(self, text):
        """Types TEXT into what has the keyboard."""
        subprocess.run(["xdotool", "type", "--clearmodifiers", text], check=True, timeout=20)

    def focused(self):
        """The name of what has the focus; nothing while nodes die under the walk."""
        try:
            for node in self.walk():
                if node.get_state_set().contains(self.atspi.StateType.FOCUSED):
                    return node.get_name()
        except self.error:
            pass
        return None

    def tab_to(self, *names, starts=None):
        """To one of NAMES by the Tab key, as GTK 4.8 gives no focus when asked to."""
        self.focus()
        self.walk_to(lambda: self.focused() in names or (starts and (self.focused() or "").startswith(starts)),
                     "Tab", self.focused, 40)

    def walk_to(self, there, key, where, steps=20):
        """KEY again and again until THERE is true. What is pressed while a window or a popover comes up is
        lost, to a person as well, and a person presses again."""
        for _ in range(steps):
            if there():
                return
            before = where()
            self.type_keys(key)
            try:
                self.wait(lambda: where() not in (None, before), key, 3)
            except NotFound:
                pass
        raise NotFound(f"{key} does not get there from {where()!r}")

    def middle(self, node):
        """Where NODE is on the screen; the window stands in its corner."""
        frame, box = (self.atspi.Component.get_extents(n, self.atspi.CoordType.WINDOW)
                      for n in (self.root.get_child_at_index(0), node))
        return box.x - frame.x + box.width // 2, box.y - frame.y + box.height // 2

    def press(self, node, button=1):
        """A click of the pointer on NODE."""
        x, y = self.middle(node)
        for place in ((x - 1, y), (x, y)):
            subprocess.run(["xdotool", "mousemove", *map(str, place)], check=True, timeout=20)
        subprocess.run(["xdotool", "click", str(button)], check=True, timeout=20)

    def press_named(self, *names):
        """A click of the pointer on the button of one of NAMES."""
        def look():
            return next((node for found, node in self.named(role=BUTTONS) if found in names), None)
        self.press(self.wait(look, f"no button named {names}"))

    def dump(self, node=None):
        """The tree in words, for when something is not found."""
        return "\n".join(f"{n.get_role_name()}: {n.get_name()!r}" for n in self.walk(node) if n.get_name())
