# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""The team file, the days of a person, and their working time."""
import datetime as dt
import json
import os
import re

from . import events, ics, spans, walls

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EVERY_DAY_9_TO_5 = {day: ["09:00-17:00"] for day in WEEKDAYS[:5]}
CHANNELS = {
    "email": {"within": "24h", "counting": "workdays"},
    "chat": {"within": "8h", "counting": "working-hours"},
    "urgent": {"within": "2h", "counting": "working-hours", "when-off": "wait"},
    "update": {"by": "end-of-day", "days": WEEKDAYS[:5]},
}


def seconds_of(length):
    """[Nd][Nh][Nm], a d being 24 h."""
    units = {"d": 86400, "h": 3600, "m": 60}
    return sum(int(n) * units[u] for n, u in re.findall(r"(\d+)([dhm])", length))


def date_of(text):
    return dt.date.fromisoformat(text)


def clock(text):
    hours, minutes = text.split(":")
    return dt.timedelta(hours=int(hours), minutes=int(minutes))


def read_ics(path):
    """The calendars of a file or of a folder of *.ics files; None when it cannot be read."""
    if os.path.isdir(path):
        names = sorted(n for n in os.listdir(path) if n.endswith(".ics") and not n.startswith("."))
        paths = [os.path.join(path, n) for n in names]
    elif os.path.isfile(path):
        paths = [path]
    else:
        return None
    calendars = []
    for name in paths:
        with open(name, "rb") as file:
            calendars.append(ics.read(file.read()))
    return calendars


class Team:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        self.folder = os.path.dirname(os.path.abspath(path))
        self.name = data.get("name", "")
        self.people = [Person(record, self.folder) for record in data["people"]]
        self.channels = {**CHANNELS, **{k: v for k, v in data.get("expectations", {}).items() if isinstance(v, dict)}}
        self.journal = data.get("calendars", {}).get("journal")

    def person(self, person_id):
        return next(p for p in self.people if p.id == person_id)

    def by_email(self, address):
        address = re.sub(r"^mailto:", "", address, flags=re.IGNORECASE).lower()
        return next((p for p in self.people if address in p.emails), None)


class Person:
    def __init__(self, record, folder):
        self.id = record["id"]
        self.name = record.get("name", self.id)
        self.emails = [e.lower() for e in record.get("emails", [])]
        self.home = walls.zone(record["timezone"])
        self.hours = record.get("hours", EVERY_DAY_9_TO_5)
        self.exceptions = {}
        for entry in record.get("exceptions", []):
            self.exceptions.setdefault(date_of(entry["date"]), entry["hours"])
        self.away = [(date_of(a["from"]), date_of(a["to"])) for a in record.get("away", [])]
        self.travel = [(date_of(t["from"]), date_of(t["to"]), walls.zone(t["timezone"]))
                       for t in record.get("travel", [])]
        self.calendars = [read_ics(os.path.join(folder, c)) for c in record.get("calendars", [])]
        holidays = [read_ics(os.path.join(folder, h)) for h in record.get("holidays", [])]
        self.holidays = events.holidays([c for files in holidays for c in files or []])
        self._agendas = {}

    # Days

    def zone_on(self, date):
        return next((z for first, last, z in self.travel if first <= date <= last), self.home)

    def day_start(self, date):
        return walls.instant_of(self.zone_on(date), walls.midnight(date))

    def day_span(self, date):
        return self.day_start(date), self.day_start(date + walls.DAY)

    def date_at(self, instant):
        """The local date that INSTANT is part of."""
        about = walls.wall_of(dt.timezone.utc, instant).date()
        for days in range(-3, 4):
            date = about + dt.timedelta(days=days)
            start, end = self.day_span(date)
            if start <= instant < end:
                return date
        raise AssertionError(f"{self.id}: no date at {instant}")

    def zone_at(self, instant):
        return self.zone_on(self.date_at(instant))

    def dates(self, window, margin=0):
        """The local dates that WINDOW touches, and MARGIN more at both ends."""
        date = self.date_at(window[0]) - margin * walls.DAY
        last = self.date_at(window[1]) + margin * walls.DAY
        while date <= last:
            yield date
            date += walls.DAY

    # Working time

    def ranges_on(self, date):
        """The ranges of DATE as instants, absences not taken."""
        tz, out = self.zone_on(date), []
        for text in self.exceptions.get(date, self.hours.get(WEEKDAYS[date.weekday()], [])):
            start, end = (clock(part) for part in text.split("-"))
            if end <= start:
                end += walls.DAY
            span = (walls.instant_of(tz, walls.midnight(date) + start),
                    walls.instant_of(tz, walls.midnight(date) + end, last=True))
            if span[0] < span[1]:
                out.append(span)
        return out

    def is_away(self, date):
        return any(first <= date <= last for first, last in self.away)

    def is_absent(self, date):
        return self.is_away(date) or date in self.holidays

    def left_on(self, date, agenda):
        """What absences leave of the ranges that start on DATE."""
        if self.is_absent(date):
            return []
        absent = [self.day_span(date + n * walls.DAY) for n in (1, 2) if self.is_absent(date + n * walls.DAY)]
        return spans.subtract(spans.union(self.ranges_on(date)), spans.union(absent + agenda.unavailable))

    def hours_in(self, window):
        """Plain working hours, no absences."""
        return spans.clip(spans.union(r for d in self.dates(window, 2) for r in self.ranges_on(d)), window)

    def working(self, window, agenda):
        return spans.clip(spans.union(r for d in self.dates(window, 2) for r in self.left_on(d, agenda)), window)

    def is_working_day(self, date, agenda):
        return bool(self.left_on(date, agenda))

    def free(self, window, agenda):
        if agenda.mark == "unknown":
            return []
        return spans.subtract(self.working(window, agenda), agenda.busy)

    # Calendars

    def agenda(self, window):
        if window not in self._agendas:
            self._agendas[window] = events.Agenda(self, window)
        return self._agendas[window]
