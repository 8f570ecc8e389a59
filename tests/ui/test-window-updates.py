#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Updates by pointer and keys alone: posted and read back, written anew, taken back, answered, found again;
what is typed outlives the program.

    test-window-updates.py MEANTIME MEANTIMECTL
"""
import glob
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support")]
import window  # noqa: E402

window.enter_session()

NOW = "2026-11-24T14:22:00Z"  # a Tuesday, 15:22 in Madrid, 19:52 in Kolkata
TEAM = {
    "version": 1, "name": "Harbour", "people": [
        {"id": "ana", "name": "Ana Ruiz", "timezone": "Europe/Madrid", "emails": ["ana@example.org"]},
        {"id": "bo", "name": "Bo Lind", "timezone": "Asia/Kolkata", "emails": ["bo@example.org"]},
        {"id": "cem", "name": "Cem Kaya", "timezone": "Europe/Madrid", "emails": ["cem@example.org"],
         "away": [{"from": "2026-11-23", "to": "2026-11-27", "reason": "leave"}]},
        {"id": "eve", "name": "Eve Okafor", "timezone": "Australia/Sydney", "emails": ["eve@example.org"],
         "hours": {"mon": ["22:00-06:00"], "tue": ["22:00-06:00"]}}],
    "calendars": {"board": "board", "journal": "journal"}}
POSTS = [  # UID, author, day, posted, related to, text
    ("bo-24", "bo", "20261124", "20261124T110000Z", None, "Done: tide tables\\nNext: café menu"),
    ("bo-23", "bo", "20261123", "20261123T110000Z", None, "Done: the login test"),
    ("ana-23", "ana", "20261123", "20261123T150000Z", None, "Done: price list, first half"),
    ("bo-re", "bo", "20261123", "20261123T160000Z", "ana-23", "And the second?")]
TASK = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTODO\r\nUID:t\r\nDTSTAMP:20261124T090000Z\r\n"
        "LAST-MODIFIED:20261124T090000Z\r\nSUMMARY:Release notes\r\nATTENDEE:mailto:ana@example.org\r\n"
        "STATUS:IN-PROCESS\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")


def entry(uid, author, day, posted, related, text):
    related = f"RELATED-TO:{related}\r\n" if related else ""
    return (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VJOURNAL\r\nUID:{uid}\r\nDTSTAMP:{posted}\r\n"
            f"CREATED:{posted}\r\nDTSTART;VALUE=DATE:{day}\r\nCATEGORIES:UPDATE\r\nORGANIZER:mailto:{author}@example.org\r\n"
            f"{related}DESCRIPTION:{text}\r\nX-OTHER:kept\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n")


class Updates(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="meantime-updates-")
        self.addCleanup(self.scratch.cleanup)
        self.folder = self.scratch.name
        for name in ("board", "journal"):
            os.mkdir(os.path.join(self.folder, name))
        self.write("team.json", json.dumps(TEAM))
        self.write("board/t.ics", TASK)
        for post in POSTS:
            self.write(f"journal/{post[0]}.ics", entry(*post))
        self.dialog = None
        self.open()

    def write(self, name, text):
        """As an editor does: a new file in the place of the old one."""
        path = os.path.join(self.folder, name)
        with open(path + ".new", "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.rename(path + ".new", path)

    def open(self, *options):
        env = {f"XDG_{kind}_HOME": f"{self.folder}/.{kind}" for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
        self.window = window.Window([sys.argv[1], "--team", os.path.join(self.folder, "team.json"), "--at", NOW,
                                     *(options or ("--me", "ana"))], "Harbour", env)
        self.addCleanup(self.window.close)
        self.window.find(starts="Bo Lind, posted")

    # What is where

    def mine(self):
        """The entries that the window has added to the journal, unfolded."""
        known = {f"{post[0]}.ics" for post in POSTS}
        found = []
        for path in glob.glob(os.path.join(self.folder, "journal", "*.ics")):
            if os.path.basename(path) not in known:
                with open(path, encoding="utf-8", newline="") as file:
                    found.append(file.read().replace("\r\n ", ""))
        return found

    def journal(self, uid):
        with open(os.path.join(self.folder, "journal", f"{uid}.ics"), encoding="utf-8", newline="") as file:
            return file.read().replace("\r\n ", "")

    def drafts(self):
        found = []
        for path in glob.glob(os.path.join(self.folder, ".STATE", "meantime", "drafts", "*")):
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
            with open(path, encoding="utf-8") as file:
                found.append(file.read())
        return found

    def wait(self, condition, what):
        return self.window.wait(condition, what)

    def rows(self):
        """What the rows of the section say."""
        names = ("Ana Ruiz, ", "Bo Lind, ", "Cem Kaya, ", "Eve Okafor, ")
        lists = [node for name, node in self.window.named(role=("list",)) if name == "Updates"]
        return [name for node in lists for name, _ in self.window.named(role=("panel", "group", "grouping"), node=node)
                if name.startswith(names)]

    # Keys and pointer

    def frames(self):
        root = self.window.root
        return [root.get_child_at_index(i) for i in range(root.get_child_count())]

    def wait_dialog(self, title):
        self.dialog = self.wait(lambda: next((f for f in self.frames() if f.get_name() == title), None),
                                f"no dialog {title!r}")
        self.window.focus(title=title)

    def wait_closed(self, left=1):
        self.wait(lambda: len(self.frames()) == left, "the dialog stays open")
        self.window.focus()

    def focused(self):
        return self.window.look(lambda: [n.get_name() for n in self.window.with_focus(self.dialog)])

    def tab_to(self, *names, key="Tab"):
        """By key to what has one of NAMES, or begins with it."""
        for _ in range(60):
            before = self.focused()
            if any(name.startswith(names) for name in before):
                return
            self.window.type_keys(key)
            self.window.holds(lambda: self.focused() not in ([], before), 0.3)
        self.fail(f"{key} does not reach {names}: {self.window.testimony()}")

    def press(self, *names):
        """The pointer, on a button of the dialog, which stands in the corner of the screen, too."""
        self.window.press(self.wait(lambda: next((n for found, n in self.window.named(role=window.BUTTONS, node=self.dialog)
                                                  if found in names), None), f"no button {names}"), frame=self.dialog)

    def compose(self):
        self.window.key("ctrl+u")
        self.wait_dialog("Post Update")
        self.tab_to("Done")

    def field(self, name):
        return next(self.window.text(n) for found, n in self.window.named(role=("text", "text box"), node=self.dialog)
                    if found == name)

    def expect_field(self, name, text):
        self.wait(lambda: self.field(name) == text, f"{name} is not {text!r}")

    # The section

    def test_who_owes_what(self):
        """In both zones, a night shift's of yesterday while it is open, and nobody on leave."""
        self.wait(lambda: len(self.rows()) == 3, f"not three rows: {self.rows()}")
        self.assertIn("Ana Ruiz, due, due 17:00 in Madrid", self.rows())
        self.assertTrue(any(row.startswith("Bo Lind, posted 12:00, due 17:00 in Kolkata, your 12:30, ") for row in self.rows()))
        self.assertIn("Eve Okafor, due, due 06:00 in Sydney, your 20:00", self.rows())

    # The composer

    def test_post(self):
        self.compose()
        self.window.find("Due by 17:00")
        self.window.type_text("Release notes")
        self.window.type_keys("Return")
        self.window.type_text("+ a list; of, things")
        self.tab_to("Next")
        self.window.type_text("Tidewater")
        self.tab_to("Blocked")
        self.assertEqual(self.mine(), [])
        self.window.type_keys("ctrl+Return")
        self.wait_closed()
        self.window.find("Update posted")
        text, = self.wait(self.mine, "nothing is posted")
        for line in ("BEGIN:VJOURNAL", "DTSTART;VALUE=DATE:20261124", "CATEGORIES:UPDATE", "CREATED:20261124T142200Z",
                     "DESCRIPTION:Done: Release notes\\n+ a list\\; of\\, things\\nNext: Tidewater",
                     "SUMMARY:Done: Release notes"):
            self.assertIn("\r\n" + line + "\r\n", text)
        self.assertIn("mailto:ana@example.org", text)
        self.window.find(starts="Ana Ruiz, posted 15:22, ")
        self.wait(lambda: not self.drafts(), "the draft stays")

    def test_undo_and_redo(self):
        self.compose()
        self.window.type_text("Mistake")
        self.press("Post", "_Post Post")
        self.wait_closed()
        self.window.press_named("Undo", "Undo Undo")  # GTK 4.8 says it twice
        self.wait(lambda: not self.mine(), "it is not taken back")
        self.window.find(starts="Ana Ruiz, due, ")

    def test_edit(self):
        """Posting again for a day writes anew what was posted; what other programs wrote stays."""
        self.write("journal/ana-24.ics", entry("ana-24", "ana", "20261124", "20261124T120000Z", None, "Done: half\\nNext: rest"))
        self.window.find(starts="Ana Ruiz, posted 13:00, ")
        self.compose()
        self.expect_field("Done", "half")
        self.expect_field("Next", "rest")
        self.window.type_keys("ctrl+a")
        self.window.type_text("all")
        self.window.type_keys("ctrl+Return")
        self.wait_closed()
        self.wait(lambda: "DESCRIPTION:Done: all\\nNext: rest\r\n" in self.journal("ana-24"), "it is not changed")
        self.assertIn("CREATED:20261124T120000Z\r\n", self.journal("ana-24"))
        self.assertIn("X-OTHER:kept\r\n", self.journal("ana-24"))

    def test_conflict(self):
        """Changed elsewhere under the open composer: both sides are there, and one's own is not lost."""
        mine = entry("ana-24", "ana", "20261124", "20261124T120000Z", None, "Done: half")
        self.write("journal/ana-24.ics", mine)
        self.window.find(starts="Ana Ruiz, posted 13:00, ")
        self.compose()
        self.expect_field("Done", "half")
        self.window.type_keys("ctrl+a")
        self.window.type_text("mine")
        self.write("journal/ana-24.ics", mine.replace("half", "theirs"))
        self.window.type_keys("ctrl+Return")
        told = "This update was changed elsewhere meanwhile. Now it says:\nDone: theirs"

        def is_changed():
            return "DESCRIPTION:Done: mine\r\n" in self.journal("ana-24")

        def is_told():
            return any(name.startswith(told) for name, _ in self.window.named())
        self.wait(lambda: is_changed() or is_told(), "it is neither told nor changed")
        if not is_changed():  # else it was read again before
            self.assertEqual(self.field("Done"), "mine")
            self.assertIn("DESCRIPTION:Done: theirs\r\n", self.journal("ana-24"))
            self.window.type_keys("ctrl+Return")
        self.wait(is_changed, "it is not changed")

    def test_killed(self):
        """What was typed is there at the next start, and is said to be a draft."""
        self.compose()
        self.window.type_text("half a sente")
        self.tab_to("Blocked")
        self.window.type_text("the survey")
        self.wait(lambda: any("half a sente" in d and "the survey" in d for d in self.drafts()), "no draft")
        self.window.process.kill()
        self.window.process.wait()
        self.dialog = None
        self.open()
        self.window.find("Draft for Tue 24 Nov, not posted")
        self.window.press_named("Continue…")
        self.wait_dialog("Post Update")
        self.window.find("A draft of 15:22: not posted yet")
        self.expect_field("Done", "half a sente")
        self.expect_field("Blocked", "the survey")
        self.press("Post", "_Post Post")
        self.wait_closed()
        text, = self.wait(self.mine, "nothing is posted")
        self.assertIn("DESCRIPTION:Done: half a sente\\nBlocked: the survey\r\n", text)
        self.wait(lambda: not self.drafts(), "the draft stays")

    def test_emptied(self):
        self.compose()
        self.window.type_text("x")
        self.wait(self.drafts, "no draft")
        self.window.type_keys("BackSpace")
        self.wait(lambda: not self.drafts(), "the draft stays")
        self.window.type_keys("Escape")
        self.wait_closed()
        self.assertEqual(self.mine(), [])

    def test_moved_task(self):
        self.compose()
        self.window.find("Your Tasks That Changed")
        self.tab_to("Add “Release notes” to Next")
        self.window.type_keys("space")
        self.expect_field("Next", "Release notes")
        self.press("Add “Release notes” to Done")
        self.expect_field("Done", "Release notes")

    def test_nobody(self):
        """Nobody is *me*: the composer asks who is writing."""
        self.window.close()
        self.open("--at", NOW)
        self.window.key("ctrl+u")
        self.wait_dialog("Post Update")
        self.window.find("Who Are You?")
        self.tab_to("That’s Me")
        self.window.type_keys("Return")
        self.window.find("Due by 17:00")

    def test_sample(self):
        """The sample team says that nothing stays, and leaves no traces."""
        self.window.close()
        state = os.path.join(self.folder, ".SAMPLE")
        self.window = window.Window([sys.argv[1], "--demo", "--at", NOW], "Harbour",
                                    {f"XDG_{kind}_HOME": state for kind in ("DATA", "CONFIG", "CACHE", "STATE")})
        self.addCleanup(self.window.close)
        self.window.find(starts="Ana Ruiz, due, ")
        self.compose()
        self.window.find(starts="This is the sample team: what you post is gone")
        self.window.type_text("x")
        self.expect_field("Done", "x")
        self.window.type_keys("Escape")
        self.wait_closed()
        self.window.close()
        self.assertFalse(os.path.exists(os.path.join(state, "meantime")))

    # Threads

    def test_reply(self):
        """A posted update opens by pointer; Ctrl+Enter answers."""
        node = self.window.find(starts="Bo Lind, posted 12:00")
        self.window.press(node)
        self.wait_dialog("Update of Bo Lind")
        self.window.find("12:00 · 16:30 in Kolkata")
        self.tab_to("Reply")
        self.window.type_text("Which menu?")
        self.wait(self.drafts, "no draft")
        self.window.type_keys("ctrl+Return")
        text, = self.wait(self.mine, "no answer")
        self.assertIn("RELATED-TO:bo-24\r\n", text)
        self.assertIn("DESCRIPTION:Which menu?\r\n", text)
        self.window.find(starts="Ana Ruiz, Tue 24 Nov, 15:22")
        self.wait(lambda: not self.drafts(), "the draft stays")
        self.window.type_keys("Escape")
        self.wait_closed()
        self.window.find(starts="Bo Lind, posted 12:00, due 17:00 in Kolkata, your 12:30, ")
        self.wait(lambda: any(row.endswith("1 reply") for row in self.rows()), "the row says nothing of it")
        self.assertIn("Ana Ruiz, due, due 17:00 in Madrid", self.rows())  # an answer is no update

    # The past

    def posts(self):
        lists = [n for name, n in self.window.named(role=("list",), node=self.dialog) if name == "Past Updates"]
        return [name for node in lists for name, _ in self.window.named(role=("panel", "group", "grouping"), node=node)]

    def pointed_at(self):
        """What an item of a list that has the keyboard says: it has no name of its own."""
        for node in self.window.walk(self.dialog):
            if node.get_state_set().contains(self.window.atspi.StateType.FOCUSED):
                return next((name for name, _ in self.window.named(role=("label",), node=node)), None)
        return None

    def test_past(self):
        self.window.key("ctrl+h")
        self.wait_dialog("Past Updates")
        self.wait(lambda: len(self.posts()) == 4, "not four posts")
        self.window.find("Tuesday 24 November 2026")
        self.window.find("Monday 23 November 2026")
        self.window.find("Reply to Ana Ruiz")
        for text, count in (("CAFE menu", 1), ("nothing of it", 0), ("price", 1), ("", 4)):
            self.window.type_keys("ctrl+a", "BackSpace")
            if text:
                self.window.type_text(text)
            self.window.find(f"{count} post" + ("" if count == 1 else "s"))
            if not count:
                self.window.find("Nothing Found")
        self.tab_to("GtkToggleButton", "Whose Posts")  # GTK 4.8, and later ones
        self.window.type_keys("space")
        self.window.walk_to(lambda: self.pointed_at() == "Bo Lind", "Down", self.pointed_at)
        self.window.type_keys("Return")
        self.window.find("3 posts")
        self.assertFalse(any(post.startswith("Ana Ruiz, ") for post in self.posts()))

    def test_past_thread(self):
        """By keys from the search to a post and its thread; one's own is written anew from there."""
        self.window.key("ctrl+h")
        self.wait_dialog("Past Updates")
        self.window.type_text("first half")
        self.window.find("1 post")
        self.window.type_keys("Return", "Return")
        self.wait_dialog("Update of Ana Ruiz")
        self.window.find("And the second?")
        self.press("Edit…", "_Edit… Edit…")
        self.wait_dialog("Post Update")
        self.expect_field("Done", "price list, first half")
        self.tab_to("Done")
        self.window.type_keys("ctrl+End")
        self.window.type_text(", done")
        self.window.type_keys("ctrl+Return")
        self.wait(lambda: "DESCRIPTION:Done: price list\\, first half\\, done\r\n" in self.journal("ana-23"), "not changed")

    def test_second_update(self):
        """Who posted twice for a day writes the second anew too, and the first stays as it is."""
        self.write("journal/ana-23b.ics", entry("ana-23b", "ana", "20261123", "20261123T160000Z", None, "Done: the other half"))
        self.window.key("ctrl+h")
        self.wait_dialog("Past Updates")
        self.window.type_text("other half")
        self.window.find("1 post")
        self.window.type_keys("Return", "Return")
        self.wait_dialog("Update of Ana Ruiz")
        self.press("Edit…", "_Edit… Edit…")
        self.wait_dialog("Post Update")
        self.expect_field("Done", "the other half")
        self.tab_to("Done")
        self.window.type_keys("ctrl+End")
        self.window.type_text(", checked")
        self.window.type_keys("ctrl+Return")
        self.wait(lambda: "DESCRIPTION:Done: the other half\\, checked\r\n" in self.journal("ana-23b"), "not changed")
        self.assertIn("DESCRIPTION:Done: price list, first half\r\n", self.journal("ana-23"))


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]], exit=False)
    sys.exit(0 if program.result.wasSuccessful() else 1)
