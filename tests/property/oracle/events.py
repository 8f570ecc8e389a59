# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Events: what they mean for their owner, and when they happen (RFC 5545).

dateutil expands an RRULE over plain wall times; what RFC 5545 says around it (zones, UNTIL, EXDATE,
RDATE, overrides, lengths) is written here, since dateutil does not know zones of a rule, and
recurring-ical-events 2.0 moves instances in a gap back and ignores RANGE=THISANDFUTURE.
"""
import datetime as dt
import re

from dateutil import rrule

from . import ics, spans, walls

TYPES = ("BUSY", "BUSY-TENTATIVE", "BUSY-UNAVAILABLE", "FOCUS")
MARKS = ("ok", "none", "partial", "cut", "stale", "unknown")


def address(text):
    return re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).lower()


def own_partstat(event, owner):
    organizer = event.get("ORGANIZER")
    organizes = organizer is not None and address(organizer) in owner.emails
    for params, value in event.all("ATTENDEE"):
        if address(value) in owner.emails:
            return params.get("PARTSTAT", "" if organizes else "NEEDS-ACTION").upper()
    return ""


def categories(event):
    """Single values, unescaped commas apart, upper case."""
    return {part.replace("\\,", ",").strip().upper()
            for _, value in event.all("CATEGORIES") for part in re.split(r"(?<!\\),", value)}


def busy_type(event, owner):
    """The busy type of an event, or None when it takes no time."""
    status = (event.get("STATUS") or "").upper()
    cdo = (event.get("X-MICROSOFT-CDO-BUSYSTATUS") or "").upper()
    partstat, words = own_partstat(event, owner), categories(event)
    if (status == "CANCELLED" or (event.get("TRANSP") or "").upper() == "TRANSPARENT"
            or partstat in ("DECLINED", "DELEGATED") or cdo in ("FREE", "WORKINGELSEWHERE")):
        return None
    if status == "TENTATIVE" or partstat in ("TENTATIVE", "NEEDS-ACTION") or cdo == "TENTATIVE":
        return "BUSY-TENTATIVE"
    if cdo == "OOF" or words & {"OUT OF OFFICE", "VACATION", "LEAVE"}:
        return "BUSY-UNAVAILABLE"
    if words & {"FOCUS", "DEEP WORK"}:
        return "FOCUS"
    return "BUSY-UNAVAILABLE" if len(event.get("DTSTART")) == 8 else "BUSY"


def resolve(time, owner):
    """The instant at which TIME is for OWNER."""
    if time.kind == "date":
        return owner.day_start(time.date)
    if time.kind == "floating":
        return walls.instant_of(owner.zone_on(time.wall.date()), time.wall)
    return time.instant


def moved(time, days=0, by=None):
    """TIME moved on the wall clock."""
    if time.kind == "date":
        return ics.Time("date", date=time.date + dt.timedelta(days=days) + (by or dt.timedelta()))
    wall = time.wall + dt.timedelta(days=days) + (by or dt.timedelta())
    if time.kind == "floating":
        return ics.Time("floating", wall=wall)
    return ics.Time("instant", zone=time.zone, wall=wall, instant=walls.instant_of(time.zone, wall))


class Length:
    """How long each instance of a component lasts."""

    def __init__(self, event, calendar):
        self.start = event.time("DTSTART", calendar)
        self.end = event.time("DTEND", calendar)
        duration = event.get("DURATION")
        self.days, self.exact = ics.parse_duration(duration) if duration else (0, 0)
        self.nominal = duration is not None and self.end is None

    def end_of(self, start, owner):
        if self.nominal:
            return resolve(moved(start, self.days), owner) + self.exact
        if self.end is None:
            return resolve(moved(start, 1), owner) if start.kind == "date" else resolve(start, owner)
        if start.kind == "date":
            return resolve(moved(start, (self.end.date - self.start.date).days), owner)
        return resolve(start, owner) + resolve(self.end, owner) - resolve(self.start, owner)


def after_until(start, until, calendar):
    """Whether an instance lies after the UNTIL of its rule."""
    if until is None:
        return False
    limit = ics.parse_time(until, {}, calendar)
    if limit.kind == "date":
        return (start.date if start.kind == "date" else start.wall.date()) > limit.date
    if start.kind == "date":
        return start.date > limit.wall.date()
    if limit.kind == "instant" and start.kind == "instant":
        return start.instant > limit.instant
    return start.wall > limit.wall


def rule_starts(rule, first, last, calendar):
    """The instances of one RRULE from FIRST on, to the wall time LAST."""
    until = re.search(r"UNTIL=([^;]+)", rule)
    bare = re.sub(r";?UNTIL=[^;]+", "", rule).strip(";")
    origin = walls.midnight(first.date) if first.kind == "date" else first.wall
    for wall in rrule.rrulestr("RRULE:" + bare, dtstart=origin):
        if wall > last:
            return
        start = moved(first, by=wall - origin)
        if after_until(start, until and until.group(1), calendar):
            return
        yield start


def listed(event, name, calendar):
    """Times of EXDATE or RDATE, and of a PERIOD its end: (time, end or None)."""
    for params, value in event.all(name):
        for part in value.split(","):
            if "/" not in part:
                yield ics.parse_time(part, params, calendar), None
                continue
            start_text, end_text = part.split("/")
            start = ics.parse_time(start_text, params, calendar)
            if end_text.startswith("P"):
                days, exact = ics.parse_duration(end_text)
                yield start, ("length", days, exact)
            else:
                yield start, ("end", ics.parse_time(end_text, params, calendar))


def master_instances(event, calendar, last):
    """key -> (start, own end or None) of a master, EXDATE taken."""
    first = event.time("DTSTART", calendar)
    found = {first.key: (first, None)}
    for _, rule in event.all("RRULE"):
        for start in rule_starts(rule, first, last, calendar):
            found.setdefault(start.key, (start, None))
    for start, end in listed(event, "RDATE", calendar):
        if end or start.key not in found:
            found[start.key] = (start, end)
    for start, _ in listed(event, "EXDATE", calendar):
        found.pop(start.key, None)
    return found


def period_end(start, end, owner):
    if end[0] == "end":
        return resolve(end[1], owner)
    return resolve(moved(start, end[1]), owner) + end[2]


def happenings(group, calendar, owner, last):
    """(component, start instant, end instant) of every instance of the components of one UID."""
    masters = [e for e in group if not e.all("RECURRENCE-ID")]
    single, ranged = {}, {}
    for event in group:
        for params, value in event.all("RECURRENCE-ID"):
            key = ics.parse_time(value, params, calendar).key
            (ranged if params.get("RANGE", "").upper() == "THISANDFUTURE" else single)[key] = (
                event, ics.parse_time(value, params, calendar))
    for event, _ in list(single.values()) + [found for key, found in ranged.items() if key not in single]:
        start = event.time("DTSTART", calendar)
        yield event, resolve(start, owner), Length(event, calendar).end_of(start, owner)
    for master in masters:
        length = Length(master, calendar)
        for key, (start, own_end) in master_instances(master, calendar, last).items():
            if key in single or key in ranged:
                continue
            earlier = [k for k in ranged if k < key]
            if own_end:
                yield master, resolve(start, owner), period_end(start, own_end, owner)
            elif earlier:
                event, rid = ranged[max(earlier)]
                new = event.time("DTSTART", calendar)
                shift = (new.date - rid.date) if new.kind == "date" else (
                    walls.wall_of(start.zone, new.instant) - walls.wall_of(start.zone, rid.instant)
                    if new.kind == "instant" else new.wall - rid.wall)
                start = moved(start, by=shift)
                yield event, resolve(start, owner), Length(event, calendar).end_of(start, owner)
            else:
                yield master, resolve(start, owner), length.end_of(start, owner)


def groups(calendar, seen):
    """The VEVENTs of a calendar by UID, those of SEEN left out."""
    by_uid = {}
    for component in calendar.components:
        if component.kind == "VEVENT":
            by_uid.setdefault(component.get("UID"), []).append(component)
    for uid, group in by_uid.items():
        if uid not in seen:
            seen.add(uid)
            yield group


def holidays(calendars):
    """The dates that all-day events cover."""
    dates = set()
    for calendar in calendars:
        for event in calendar.components:
            if event.kind != "VEVENT" or (event.get("STATUS") or "").upper() == "CANCELLED":
                continue
            if event.time("DTSTART", calendar).kind != "date":
                continue
            length = Length(event, calendar)
            days = length.days if length.nominal else (length.end.date - length.start.date).days if length.end else 1
            for start, _ in master_instances(event, calendar, dt.datetime(2031, 1, 1)).values():
                dates |= {start.date + dt.timedelta(days=n) for n in range(days)}
    return dates


def freebusy(calendar):
    for component in calendar.components:
        if component.kind != "VFREEBUSY":
            continue
        for params, value in component.all("FREEBUSY"):
            kind = params.get("FBTYPE", "BUSY").upper()
            for part in value.split(","):
                start_text, end_text = part.split("/")
                start = ics.parse_time(start_text, {}, calendar).instant
                if end_text.startswith("P"):
                    days, exact = ics.parse_duration(end_text)
                    end = start + days * 86400 + exact
                else:
                    end = ics.parse_time(end_text, {}, calendar).instant
                if kind != "FREE":
                    yield (kind if kind in TYPES else "BUSY"), start, end


class Agenda:
    """What the calendars of OWNER say of WINDOW."""

    def __init__(self, owner, window):
        self.window = window
        by_type = {kind: [] for kind in TYPES}
        marks = ["none" if not owner.calendars else "ok"]
        last = walls.wall_of(dt.timezone.utc, window[1]) + dt.timedelta(days=60)
        seen = set()
        for files in owner.calendars:
            if files is None:
                marks.append("unknown")
                continue
            for calendar in files:
                for group in groups(calendar, seen):
                    for event, start, end in happenings(group, calendar, owner, last):
                        kind = busy_type(event, owner)
                        if kind and start < end:
                            by_type[kind].append((start, end))
                for kind, start, end in freebusy(calendar):
                    if start < end:
                        by_type[kind].append((start, end))
                if calendar.partial:
                    marks.append("partial")
        self.spans = {kind: spans.clip(spans.union(found), window) for kind, found in by_type.items()}
        self.busy = self.spans["BUSY"]
        self.unavailable = self.spans["BUSY-UNAVAILABLE"]
        self.mark = max(marks, key=MARKS.index)
