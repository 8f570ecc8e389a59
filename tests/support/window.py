# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Drives a GTK window as a person would: read through AT-SPI, acted on by pointer and keys alone, under
an Xvfb and a bus of its own.

GTK 4.8 does not say SHOWING of anything but the window, and nodes die while lists change: every
look-up here retries until a deadline. Nothing is done to a program that is still at work: before each
key, each click and after it, settle() waits until it sleeps, so that what is pressed meets what is seen,
however slow or busy the machine is.
"""
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BUTTONS = ("push button", "button", "toggle button", "menu item", "check box", "radio button")
SIZE = "1280x2600"
HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE_S = 60  # for what comes in a second, on a machine that is busy with other things
TOOL_S = 120  # for a command that takes some milliseconds
REST_S = 15  # when something moves all the time
NAP_S = 0.04  # more than two frames: who has work to do wakes up meanwhile


def enter_session():
    """Runs this program again on a display, a bus and a home of its own, and exits with it."""
    if os.environ.get("MT_TEST_SESSION"):
        return
    if not shutil.which("xdotool"):
        sys.exit("xdotool is missing: tests/run installs what the tests need")
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1", "SIZE": SIZE,
           "GTK_A11Y": "atspi", "MT_TEST_SESSION": "yes", "MEANTIME_TOAST_S": "600",
           "XDG_CONFIG_DIRS": os.path.join(HERE, "settings") + ":/etc/xdg"}
    env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    display = os.path.join(HERE, "with-display")
    sys.exit(subprocess.run([display, "/usr/bin/python3"] + sys.argv, env=env, stdin=subprocess.DEVNULL).returncode)


class NotFound(Exception):
    pass


def places(program):
    """What makes PROGRAM, in its build folder, say where things are; GTK 4.8 does by itself."""
    folder = os.path.join(os.path.dirname(os.path.abspath(program)), "..", "..", "tests", "support", "places")
    library = os.path.join(folder, "libplaces.so")
    return {"LD_PRELOAD": library} if os.path.exists(library) else {}


def do_x(*words):
    """Runs xdotool, and returns what it prints."""
    return subprocess.run(["xdotool", *map(str, words)], check=True, timeout=TOOL_S, capture_output=True, text=True).stdout


def naps(pid):
    """How often the main thread of a process has gone to sleep; nothing while it is awake, or kept from running."""
    try:
        with open(f"/proc/{pid}/task/{pid}/status", encoding="ascii", errors="replace") as file:
            status = dict(re.findall(r"^(State|voluntary_ctxt_switches):\t(.*)$", file.read(), re.MULTILINE))
    except OSError:
        return "ended"
    return status["voluntary_ctxt_switches"] if status["State"].startswith("S") else None


class Window:
    """One program and its window."""

    def __init__(self, command, name, env=None):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi, self.error = Atspi, GLib.Error
        Atspi.init()
        Atspi.set_timeout(PATIENCE_S * 1000, PATIENCE_S * 1000)
        self.name = name
        self.rested = {}  # {process: how often it had gone to sleep when it was last found at rest}
        self.witnesses = []  # each says something of what was seen, when a test fails
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(command, env={**os.environ, **places(command[0]), "G_DEBUG": "fatal-criticals", **(env or {})},
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.root = self.wait(self._application, f"no window of {command[0]}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE_S)
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

    def holds(self, find, seconds=PATIENCE_S):
        """What FIND returns as soon as it is true; what it returned last when that takes too long."""
        deadline = time.monotonic() + seconds
        while True:
            found = None
            try:
                found = find()
            except self.error:
                pass  # nodes die while lists change
            if found or time.monotonic() > deadline:
                return found
            if self.process.poll() is not None:
                raise NotFound(f"the program ended with {self.process.returncode}: {self.output()[-2000:]}")
            time.sleep(NAP_S)

    def wait(self, find, what, seconds=PATIENCE_S):
        """What FIND returns as soon as it is true."""
        found = self.holds(find, seconds)
        if not found:
            raise NotFound(f"{what} within {seconds} s\n{self.testimony()}")
        return found

    def testimony(self):
        """What there is to be seen, for whoever reads why a test failed."""
        return "\n".join([self.output()[-2000:], self.dump(), *(str(say()) for say in self.witnesses)])

    def settle(self, process=None):
        """Waits until the program (or another PROCESS) sleeps: it has drawn and said whatever it was told before.
        One that never does is not waited for long."""
        pid, before, deadline = (process or self.process).pid, None, time.monotonic() + REST_S
        while time.monotonic() < deadline:
            now = naps(pid)
            if now is not None and now in (before, self.rested.get(pid)):  # it has not woken up since
                self.rested[pid] = now
                return
            before = now
            time.sleep(NAP_S)

    def act(self, *words):
        """Something is done by xdotool, to a program at rest, which has taken it in then: xdotool ends when the
        display has done it all. Nothing more is asked: the window may be gone by it."""
        self.settle()
        do_x(*words)
        self.settle()

    def walk(self, node=None):
        """All nodes below NODE, in the order of the window."""
        stack = [node or self.root]
        while stack:
            one = stack.pop()
            if one is None:
                continue
            yield one
            stack += [one.get_child_at_index(i) for i in reversed(range(one.get_child_count()))]

    def look(self, read):
        """What READ returns of the tree, read anew where nodes die under it."""
        for again in (True, True, True, False):
            try:
                return read()
            except self.error:
                if not again:
                    raise
                time.sleep(NAP_S)
        return None

    def named(self, role=None, node=None):
        """(name, node) of everything with a name."""
        return self.look(lambda: [(name, n) for n in self.walk(node)
                                  if (name := n.get_name()) and (role is None or n.get_role_name() in role)])

    def find(self, name=None, starts=None, role=None, seconds=PATIENCE_S):
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
        """X windows of the program that are shown, the one on top last."""
        return do_x("search", "--sync", "--onlyvisible", "--pid", self.process.pid).split()

    def resize(self, width, height):
        for surface in self.surfaces():
            self.act("windowsize", surface, width, height)

    def focus(self, which=-1, title=None):
        """Gives the keyboard to the window on top, or to that of TITLE as soon as it is on the screen: there is no
        window manager that would."""
        self.settle()
        shown = self.wait((lambda: self.titled(title)) if title else self.windows, f"no window {title or ''!r} on the screen")
        do_x("windowfocus", "--sync", shown[which])
        self.settle()

    def windows(self):
        """Of its surfaces those that are no popover or tooltip: these take the keyboard with them when they go."""
        return [surface for surface in self.surfaces() if "Override Redirect State: no" in subprocess.run(
            ["xwininfo", "-id", surface], capture_output=True, text=True, timeout=TOOL_S).stdout]

    def titled(self, title):
        """X windows that are shown and have that TITLE."""
        name = "^" + re.sub(r"([][\\.^$*+?(){}|])", r"\\\1", title) + "$"
        found = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", name],
                               timeout=TOOL_S, capture_output=True, text=True)  # it fails where there is none
        return found.stdout.split()

    def key(self, keys):
        """Types KEYS (xdotool names) into the window."""
        self.focus()
        self.type_keys(keys)

    def type_keys(self, *keys):
        """Types KEYS into what has the keyboard, each when the one before has done its work: a popover would
        close if the window were given it."""
        for key in keys:
            self.act("key", "--clearmodifiers", key)

    def type_text(self, text):
        """Types TEXT into what has the keyboard."""
        self.act("type", "--clearmodifiers", "--args", 1, text)

    def with_focus(self, node=None):
        """What has the focus, in a list of one; nothing where GTK 4.8 does not say it."""
        state = self.atspi.StateType.FOCUSED
        return self.look(lambda: list(itertools.islice((n for n in self.walk(node) if n.get_state_set().contains(state)), 1)))

    def type_path(self, path):
        """Types PATH into a field for one, and takes out the end that GTK 4.18 proposes: fast typing leaves it behind."""
        self.type_text(path)
        self.type_keys("shift+End", "Delete")

    def focused(self):
        """The name of what has the focus."""
        return next((node.get_name() for node in self.with_focus()), None)

    def is_usable(self, node):
        """Whether it can be pressed."""
        return node.get_state_set().contains(self.atspi.StateType.SENSITIVE)

    def tab_to(self, *names, starts=None):
        """To one of NAMES by the Tab key, as GTK 4.8 gives no focus when asked to."""
        self.focus()
        self.walk_to(lambda: self.focused() in names or (starts and (self.focused() or "").startswith(starts)),
                     "Tab", self.focused, 40)

    def walk_to(self, there, key, where, steps=20):
        """KEY again and again until THERE is true. Some things do not say that they have the focus (GTK 4.8)."""
        for _ in range(steps):
            if there():
                return
            before = where()
            self.type_keys(key)
            self.holds(lambda: where() not in (None, before), 0.3)
        raise NotFound(f"{key} does not get there from {where()!r}\n{self.testimony()}")

    def middle(self, node, frame=None):
        """Where NODE is in the window FRAME, else on the screen, in whose corner the main window stands."""
        outer, box = (self.atspi.Component.get_extents(n, self.atspi.CoordType.WINDOW)
                      for n in (frame or self.root.get_child_at_index(0), node))
        return box.x - outer.x + box.width // 2, box.y - outer.y + box.height // 2

    def press(self, node, button=1, frame=None):
        """A click of the pointer on NODE, in FRAME, the window on top, else in the main one."""
        self.settle()
        x, y = self.middle(node, frame)
        surface = ("--window", self.windows()[-1]) if frame else ()
        self.act("mousemove", *surface, x - 1, y, "mousemove", *surface, x, y)
        self.act("click", button)

    def press_named(self, *names):
        """A click of the pointer on the button of one of NAMES."""
        def look():
            return next((node for found, node in self.named(role=BUTTONS) if found in names and self.is_usable(node)), None)
        self.press(self.wait(look, f"no button named {names}"))

    def dump(self, node=None):
        """The tree in words, for when something is not found."""
        try:
            return self.look(lambda: "\n".join(self.describe(n) for n in self.walk(node) if n.get_name()))
        except self.error as error:
            return f"(the tree is not to be read: {error})"

    def describe(self, node):
        """A node in words: what it is and says, what is typed there, and whether it has the focus or takes none."""
        words, kinds, states = f"{node.get_role_name()}: {node.get_name()!r}", node.get_interfaces(), node.get_state_set()
        if "EditableText" in kinds:
            words += f" holds {self.text(node)!r}"
        if states.contains(self.atspi.StateType.FOCUSED):
            words += ", focused"
        return words if self.is_usable(node) else words + ", insensitive"
