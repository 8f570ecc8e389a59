# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""What the window should say, by a table of its own, and what it says, through AT-SPI."""
import datetime as dt
import json
import os
import subprocess

import window
from oracle import answers, spans, team as teams, walls

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAY_S = 86400


class Viewer:
    """Whose clock the window shows first: *me*, else the system's, which is UTC here."""

    def __init__(self, me):
        self.me = me

    def zone_at(self, instant):
        return self.me.zone_at(instant) if self.me else dt.timezone.utc

    def date_at(self, instant):
        return self.me.date_at(instant) if self.me else walls.wall_of(dt.timezone.utc, instant).date()


def clock(tz, instant):
    return walls.wall_of(tz, instant).strftime("%H:%M")


def short_date(date):
    return f"{DAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]}"


def near(tz, instant, date, today):
    if abs((date - today).days) > 6:
        return short_date(date)
    return clock(tz, instant) + ("" if date == today else f" {DAYS[date.weekday()]}")


def instant_of(text):
    return None if text is None else int(dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def place_of(tz):
    return tz.key.split("/")[-1].replace("_", " ")


def yours(viewer, person, instant, now):
    """The same instant on the viewer's clock, where that differs: beside a weekday of theirs the
    viewer's is named when it is another, else when it is not today."""
    tz, theirs = viewer.zone_at(instant), person.date_at(instant)
    if walls.offset_at(tz, instant) == walls.offset_at(person.zone_at(instant), instant):
        return ""
    beside = theirs if theirs != person.date_at(now) else viewer.date_at(now)
    return "your " + near(tz, instant, viewer.date_at(instant), beside)


def next_work(person, now):
    """When working time begins again, within 14 days."""
    window_ = (now, now + 14 * DAY_S)
    return next((s for s, _ in person.working(window_, answers.agenda_around(person, window_)) if s > now), None)


def person_row(person, row, viewer, now):
    """The name of somebody's row, as far as it tells state and times; why they are away may follow."""
    state, until, note = row["state"], instant_of(row["until"]), None
    today = person.date_at(now)

    def at(instant):
        return near(person.zone_at(instant), instant, person.date_at(instant), today)

    told = until
    if state in ("off", "holiday"):
        told = next_work(person, now)
        text = {"off": "Off", "holiday": "Holiday"}[state] + (f" · back {at(told)}" if told else "")
    elif state == "away":
        told = next_work(person, now) or until
        text = "On leave" if person.is_away(today) else "Away"
        if told:
            date = person.date_at(told)
            text += " until " + (clock(person.zone_at(told), told) if date == today else short_date(date))
            told = told if date == today else None
    else:
        text = {"busy": "In a meeting", "focus": "Focus", "working": "Working"}[state]
        text += f" until {at(until)}" if until else ""
        agenda = answers.agenda_around(person, (now, now + DAY_S))
        if state == "working" and spans.holds(agenda.spans["BUSY-TENTATIVE"], now):
            note = "perhaps in a meeting"
    parts = [row["name"], place_of(person.zone_at(now)), text, told and yours(viewer, person, told, now), note]
    return ", ".join(part for part in parts if part)


def update_row(person, row, viewer, now):
    state, due, posted = row["state"], instant_of(row["due"]), instant_of(row["posted"])
    words = {"unknown": "unknown: the journal cannot be read", "off": "none due"}.get(state, state)
    if state in ("posted", "late"):
        tz = viewer.zone_at(posted)
        date, today = viewer.date_at(posted), viewer.date_at(now)
        when = clock(tz, posted) if date == today else f"{DAYS[date.weekday()]} {clock(tz, posted)}"
        words = ("posted late, " if state == "late" else "posted ") + when
    parts = [person.name, words]
    if due is not None:
        zone = person.zone_at(due)
        parts.append(f"due {near(zone, due, person.date_at(due), person.date_at(now))} in {place_of(zone)}")
        parts.append(yours(viewer, person, due, now))
    return ", ".join(part for part in parts if part)


def slot_text(viewer, start, end, weekday):
    tz = viewer.zone_at(start)
    if not weekday:
        return f"{clock(tz, start)}–{clock(tz, end)}"
    first, last = walls.wall_of(tz, start), walls.wall_of(tz, end - 1)
    until = "" if first.date() == last.date() else DAYS[walls.wall_of(tz, end).weekday()] + " "
    return f"{DAYS[first.weekday()]} {clock(tz, start)}–{until}{clock(tz, end)}"


def summary(team, who, most, slots, viewer, now):
    """What the header sums up, for slots shorter than a day: the first slot of MOST people that NOW is not past."""
    count = len(team.people)
    text = f"{sum(row['state'] in ('working', 'busy', 'focus') for row in who)} of {count} working"
    if count < 2:
        return text
    slot = next((s for s in slots if instant_of(s["end"]) > now), None)
    if slot is None:
        return text + " · no overlap within a week"
    start, end = instant_of(slot["start"]), instant_of(slot["end"])
    when = slot_text(viewer, start, end, viewer.date_at(start) != viewer.date_at(now))
    free = len(slot["people"])
    many = f"{free} of {count}" if free >= most else f"{most} of {count}, varying"
    return f"{text} · {'overlap now' if start <= now else 'next overlap'} {when}, {many}"


def card(task, team):
    """(column, title, assignee, flags and labels) of a task."""
    assignee = task["assignee"] and team.person(task["assignee"]).name
    flags = [word for word in ("overdue", "urgent", "blocked") if task[word]]
    return task["column"], task["title"], assignee, tuple(flags + task["labels"])


class Reading:
    """One window on one team, and what the command says of the same."""

    def __init__(self, programs, path, me, now, home):
        self.programs, self.path, self.me, self.now, self.home = programs, path, me, now, home
        self.team = teams.Team(path)
        self.viewer = Viewer(self.team.person(me) if me else None)
        self.window = window.Window([programs[0]] + self.options(now), "meantime", env=home)
        self.window.resize(*window.SIZE.split("x"))  # lists bind only what is near the view

    def options(self, now):
        return ["--team", self.path, "--at", answers.utc(now)] + (["--me", self.me] if self.me else [])

    def ask(self, now, *arguments, as_json=True):
        command = [self.programs[1]] + self.options(now) + (["--json"] if as_json else []) + list(arguments)
        out = subprocess.run(command, capture_output=True, text=True, timeout=window.TOOL_S, env={**os.environ, **self.home})
        if out.returncode:
            raise AssertionError(f"{command}: {out.returncode}: {out.stderr}")
        return json.loads(out.stdout) if as_json else out.stdout

    def largest(self, now, *arguments, **more):
        return self.ask(now, "overlap", "--largest", *arguments, **more)

    def updates(self, now):
        """Everybody's of their own date, or of the one before while a night shift's is still open."""
        rows = self.ask(now, "updates")
        before = {day: dt.date.fromisoformat(day) - dt.timedelta(days=1) for day in {row["day"] for row in rows}}
        earlier = {day: {row["id"]: row for row in self.ask(now, "updates", "--day", str(date))}
                   for day, date in before.items()}
        return [earlier[row["day"]][row["id"]] if (instant_of(earlier[row["day"]][row["id"]]["due"]) or 0) >= now else row
                for row in rows]

    def expected(self, now, clock_now):
        people = {p.id: p for p in self.team.people}
        who, updates = self.ask(now, "who"), self.updates(now)
        most, slots = answers.largest(self.team, (clock_now, clock_now + 7 * DAY_S), self.me, beyond=DAY_S)
        slots = [slot for slot in slots if instant_of(slot["end"]) > now]
        return {
            "people": [person_row(people[r["id"]], r, self.viewer, now) for r in who],
            "updates": sorted(update_row(people[r["id"]], r, self.viewer, now)
                              for r in updates if r["state"] != "off"),
            "no journal": any(r["state"] == "unknown" for r in updates) and f"{self.team.journal}: there is no such file",
            "cards": sorted(card(t, self.team) for t in self.ask(now, "board")),
            "summary": summary(self.team, who, most, slots, self.viewer, now),
            "length": max([instant_of(s["end"]) - instant_of(s["start"]) for s in slots[:1]] or [0]),
        }

    def list_names(self, title):
        for name, node in self.window.named(role=("list",)):
            if name == title:
                return [n for n, _ in self.window.named(role=("panel", "group", "grouping"), node=node)]
        return []

    def cards(self):
        """(column, title, parts of the name) of every card on the board."""
        found, names = [], {p.name for p in self.team.people}
        for name, node in self.window.named(role=("list",)):
            if name not in ("To do", "Doing", "Done"):
                continue
            for text, _ in self.window.named(role=("panel", "group", "grouping"), node=node):
                title, *parts = text.split(", ")
                assignee = next((p for p in parts if p in names), None)
                known = ("overdue", "urgent", "blocked", "docs")
                found.append((name, title, assignee, tuple(p for p in parts if p in known)))
        return sorted(found)

    def differing_updates(self, expected):
        """A journal that cannot be read is named in place of the rows; GTK 4.8 tells of what is hidden, too."""
        plain, out = sorted(u for u in self.list_names("Updates") if ", none due" not in u), []
        if expected["no journal"]:
            if not any(name.startswith(expected["no journal"]) for name, _ in self.window.named(role=("label",))):
                out.append(f"updates: nothing says {expected['no journal']!r}")
            if not plain:
                return out
        for want, got in zip(expected["updates"], plain):
            if got != want and not got.startswith(want + ", "):
                out.append(f"update: expected {want!r}, got {got!r}")
        if len(plain) != len(expected["updates"]):
            out.append(f"updates: expected {expected['updates']}, got {plain}")
        return out

    def differences(self, expected):
        """What the window does not say as it should; nothing when all agrees."""
        people = self.list_names("People")
        out = []
        if len(people) != len(expected["people"]):
            out.append(f"{len(people)} people, expected {len(expected['people'])}: {people}")
        for want, got in zip(expected["people"], people):
            if got != want and not got.startswith(want + ", "):
                out.append(f"person: expected {want!r}, got {got!r}")
        out += self.differing_updates(expected)
        if self.cards() != expected["cards"]:
            out.append(f"cards: expected {expected['cards']}, got {self.cards()}")
        labels = [n for n, _ in self.window.named(role=("label",)) if " working" in n and " of " in n]
        if expected["length"] < DAY_S and not any(
                text == expected["summary"] or text.startswith(expected["summary"] + " · ") for text in labels):
            out.append(f"summary: expected {expected['summary']!r}, got {labels}")
        return out

    def agree(self, now, clock_now=None):
        """Waits until the window agrees; the last differences when it never does. With the slider at NOW the
        overlaps are still those of the week from CLOCK_NOW."""
        expected, last = self.expected(now, now if clock_now is None else clock_now), ["not read"]

        def look():
            nonlocal last
            last = self.differences(expected)
            return not last
        return [] if self.window.holds(look) else last + [self.window.testimony()]
