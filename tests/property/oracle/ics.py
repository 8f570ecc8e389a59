# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A reader of iCalendar content lines (RFC 5545 3.1), enough for the files the generator writes."""
import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass, field

from . import walls

# Three names of CLDR's windowsZones that the generator uses.
WINDOWS = {"W. Europe Standard Time": "Europe/Berlin", "Eastern Standard Time": "America/New_York",
           "India Standard Time": "Asia/Kolkata"}


@dataclass(frozen=True)
class Time:
    """A DATE, a floating time, or an instant with the zone it was written in."""
    kind: str  # date, floating, instant
    date: dt.date = None
    wall: dt.datetime = None
    zone: object = None  # of an instant: what its wall clock is read in
    instant: int = None

    @property
    def key(self):
        return {"date": self.date, "floating": self.wall, "instant": self.instant}[self.kind]


@dataclass
class Component:
    kind: str
    lines: list = field(default_factory=list)  # (name, params, value)

    def all(self, name):
        return [(params, value) for n, params, value in self.lines if n == name]

    def get(self, name):
        found = self.all(name)
        return found[0][1] if found else None

    def time(self, name, calendar):
        found = self.all(name)
        return parse_time(found[0][1], found[0][0], calendar) if found else None


@dataclass
class Calendar:
    components: list = field(default_factory=list)
    locations: dict = field(default_factory=dict)  # TZID -> zone that its VTIMEZONE means
    partial: bool = False


def known_zone(tzid, calendar):
    """The zone of a TZID, or None: exact name, known prefix, X-LIC-LOCATION, Windows name."""
    candidates = [tzid, re.sub(r"^/(?:freeassociation\.sourceforge\.net|mozilla\.org/[^/]*|citadel\.org/[^/]*)/", "", tzid),
                  calendar.locations.get(tzid), WINDOWS.get(tzid)]
    for name in candidates:
        if name and not name.startswith("/"):
            try:
                return zoneinfo.ZoneInfo(name)
            except (zoneinfo.ZoneInfoNotFoundError, ValueError):
                pass
    return None


def parse_time(text, params, calendar):
    if len(text) == 8:
        return Time("date", date=dt.datetime.strptime(text, "%Y%m%d").date())
    wall = dt.datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")
    if text.endswith("Z"):
        return Time("instant", zone=dt.timezone.utc, wall=wall, instant=int((wall - walls.EPOCH).total_seconds()))
    if "TZID" in params:
        tz = known_zone(params["TZID"], calendar)
        if tz:
            return Time("instant", zone=tz, wall=wall, instant=walls.instant_of(tz, wall))
        calendar.partial = True
    return Time("floating", wall=wall)


def parse_duration(text):
    """(nominal days, exact seconds)"""
    match = re.fullmatch(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return weeks * 7 + days, hours * 3600 + minutes * 60 + seconds


def content_line(line):
    """NAME;PARAM=VALUE;..:VALUE, with quoted parameter values."""
    match = re.match(r'([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:"]*))*):(.*)', line, re.DOTALL)
    name, params, value = match.groups()
    pairs = re.findall(r';([\w-]+)=(?:"([^"]*)"|([^;:"]*))', params)
    return name.upper(), {n.upper(): quoted or plain for n, quoted, plain in pairs}, value


def read(octets):
    """The components of a file; lines are unfolded before they are text (RFC 5545 3.1)."""
    calendar, stack, tzid = Calendar(), [], None
    for line in re.sub(rb"\r?\n[ \t]", b"", octets).decode().split("\n"):
        line = line.rstrip("\r")
        if not line:
            continue
        name, params, value = content_line(line)
        if name == "BEGIN":
            stack.append(Component(value.upper()))
        elif name == "END":
            done = stack.pop()
            if done.kind in ("VEVENT", "VFREEBUSY", "VTODO", "VJOURNAL"):
                calendar.components.append(done)
        elif stack and stack[-1].kind == "VTIMEZONE":
            if name == "TZID":
                tzid = value
            elif name in ("X-LIC-LOCATION", "X-SAME-AS"):
                calendar.locations[tzid] = value
        elif stack:
            stack[-1].lines.append((name, params, value))
    return calendar
