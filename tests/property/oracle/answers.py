# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""What the commands of meantimectl answer, as the JSON they print."""
import datetime as dt
import uuid

from . import events, spans, team as teams, walls

DAY = 86400
MARGIN = 20 * DAY


def utc(instant):
    return None if instant is None else walls.wall_of(dt.timezone.utc, instant).isoformat() + "Z"


def local(person, instant):
    offset = walls.offset_at(person.zone_at(instant), instant)
    wall = walls.EPOCH + dt.timedelta(seconds=instant + offset)
    sign = "-" if offset < 0 else "+"
    return f"{wall.isoformat()}{sign}{abs(offset) // 3600:02d}:{abs(offset) // 60 % 60:02d}"


def agenda_around(person, window):
    """Calendars far enough around WINDOW for the days that reach into it."""
    return person.agenda((window[0] - MARGIN, window[1] + MARGIN))


# State

class States:
    def __init__(self, person, window):
        agenda = agenda_around(person, window)
        wide = (window[0] - 3 * DAY, window[1] + 3 * DAY)
        dates = list(person.dates(wide, 1))
        self.away = spans.union([person.day_span(d) for d in dates if person.is_away(d)] + agenda.unavailable)
        self.holiday = spans.union(person.day_span(d) for d in dates if d in person.holidays)
        self.working = person.working(wide, agenda)
        self.busy, self.focus = agenda.busy, agenda.spans["FOCUS"]
        self.edges = sorted({edge for found in (self.away, self.holiday, self.working, self.busy, self.focus)
                             for span in found for edge in span})

    def at(self, instant):
        if spans.holds(self.away, instant):
            return "away"
        if spans.holds(self.holiday, instant):
            return "holiday"
        if not spans.holds(self.working, instant):
            return "off"
        if spans.holds(self.busy, instant):
            return "busy"
        return "focus" if spans.holds(self.focus, instant) else "working"

    def until(self, now):
        label = self.at(now)
        return next((e for e in self.edges if now < e < now + 14 * DAY and self.at(e) != label), None)


def who(team, now):
    out = []
    for person in team.people:
        window = (now, now + 14 * DAY)
        states = States(person, window)
        out.append({"id": person.id, "name": person.name, "timezone": person.zone_at(now).key,
                    "local": local(person, now), "state": states.at(now), "until": utc(states.until(now)),
                    "calendar": agenda_around(person, window).mark})
    return out


# Windows of time

def window_from(team, start, days, me):
    """--from START --days DAYS: midnights of ME (UTC without) for a date, else days of 24 h."""
    if isinstance(start, int):
        return start, start + days * DAY
    if me:
        return team.person(me).day_start(start), team.person(me).day_start(start + days * walls.DAY)
    first = walls.instant_of(dt.timezone.utc, walls.midnight(start))
    return first, first + days * DAY


def busy(team, window, ids=None):
    rows = []
    for person in team.people:
        if ids and person.id not in ids:
            continue
        agenda = agenda_around(person, window)
        for kind, found in agenda.spans.items():
            rows += [(s, e, person.id, kind) for s, e in spans.clip(found, window)]
    return [{"id": i, "start": utc(s), "end": utc(e), "type": k} for s, e, i, k in sorted(rows)]


def overlap(team, window, ids=None, min_people=None, min_length=0):
    people = [p for p in team.people if not ids or p.id in ids]
    need = len(people) if min_people is None else min_people
    free = {p.id: p.free(window, agenda_around(p, window)) for p in people}
    edges = sorted({window[0], window[1]} | {e for found in free.values() for s in found for e in s})
    enough = [(a, b) for a, b in zip(edges, edges[1:])
              if sum(spans.holds(found, a) for found in free.values()) >= need]
    out = []
    for start, end in spans.union(enough):
        if end - start >= min_length:
            through = [p.id for p in people if spans.length(spans.clip(free[p.id], (start, end))) == end - start]
            out.append({"start": utc(start), "end": utc(end), "people": through})
    return out


def most_together(free, me, window, length):
    """How many of FREE (id -> spans), ME among them, share LENGTH seconds: the same people, each free throughout.
    Nobody's half hour can begin later for being moved back to the last beginning of anybody's free time."""
    begins = {max(start, window[0]) for found in free.values() for start, _ in found}
    groups = [{i for i, found in free.items() if any(s <= t and t + length <= e for s, e in found)} for t in begins]
    return max((len(group) for group in groups if me is None or me in group), default=0)


def largest(team, window, me, ids=None, length=1800, beyond=0):
    """(K, slots): the largest number of people who share LENGTH, two at least, and when so many are free;
    what begins in the window may end BEYOND seconds behind it."""
    people = [p for p in team.people if not ids or p.id in ids]
    me = me if me in [p.id for p in people] else None
    free = {p.id: p.free(window, agenda_around(p, window)) for p in people}
    most = most_together(free, me, window, max(length, 1))
    if most < 2:
        return 0, []
    if beyond:
        reach = (window[0], window[1] + beyond)
        free = {p.id: p.free(reach, agenda_around(p, reach)) for p in people}
    edges = sorted({e for found in free.values() for s in found for e in s})
    enough = []
    for a, b in zip(edges, edges[1:]):
        there = {i for i, found in free.items() if spans.holds(found, a)}
        if len(there) >= most and (me is None or me in there):
            enough.append((a, b))
    slots = []
    for start, end in spans.union(enough):
        if end - start >= length and start < window[1]:
            through = [i for i, found in free.items() if any(s <= start and end <= e for s, e in found)]
            slots.append({"start": utc(start), "end": utc(end), "people": through})
    return most, slots


def exported(team, slots, ids):
    """(UID, start, end) of each slot as an event: the UID is a name of team, people and start."""
    chosen = ",".join(sorted(ids or [p.id for p in team.people]))
    out = []
    for slot in slots:
        start = slot["start"].replace("-", "").replace(":", "")
        uid = uuid.uuid5(uuid.NAMESPACE_URL, f"meantime:{team.name}|{chosen}|{start}")
        out.append((str(uid), slot["start"], slot["end"]))
    return out


# Reply clock

def counted_spans(person, agenda, channel, window):
    """The time that counts for CHANNEL."""
    if channel["counting"] == "working-hours":
        return person.working(window, agenda)
    dates = [d for d in person.dates(window, 1) if person.is_working_day(d, agenda)]
    return spans.clip(spans.union(person.day_span(d) for d in dates), window)


def day_end(person, agenda, date):
    """The end of the last range of a working day, None on other days. An absence that begins at the
    next midnight cuts a range; BUSY-UNAVAILABLE takes its span but moves no end."""
    if not person.is_working_day(date, agenda):
        return None
    absent = [person.day_span(date + n * walls.DAY) for n in (1, 2) if person.is_absent(date + n * walls.DAY)]
    return spans.subtract(spans.union(person.ranges_on(date)), spans.union(absent))[-1][1]


def reply_due(person, agenda, channel, sent):
    horizon = sent + 366 * DAY
    if channel.get("by") == "end-of-day":
        days = channel.get("days", teams.WEEKDAYS)
        ends = [day_end(person, agenda, d) for d in person.dates((sent, horizon), 2)
                if teams.WEEKDAYS[d.weekday()] in days]
        return min((e for e in ends if e is not None and sent < e <= horizon), default=None)
    within = teams.seconds_of(channel["within"])
    if channel.get("counting") == "elapsed":
        return sent + within if within <= 366 * DAY else None
    if within == 0:
        return sent
    for start, end in counted_spans(person, agenda, channel, (sent, horizon)):
        if end - start >= within:
            return start + within
        within -= end - start
    return None


def reply_by(team, person_id, channel_name, sent):
    person, channel = team.person(person_id), team.channels[channel_name]
    agenda = agenda_around(person, (sent, sent + 366 * DAY))
    due = reply_due(person, agenda, channel, sent)
    return {"due": utc(due), "local": due and local(person, due),
            "counting": channel.get("counting", channel.get("by")),
            "skipped": skipped(person, agenda, channel, sent, due)}


def why_skipped(person, agenda, date, part):
    """Why nothing counted in PART of DATE: the first state that holds, in the order of states; what
    absences took of a shift, even of one that began the day before, is their doing."""
    hours = person.hours_in(part)
    if person.is_away(date) or spans.length(spans.clip(agenda.unavailable, part)) == part[1] - part[0]:
        return "away"
    if date in person.holidays:
        return "holiday"
    if spans.intersect(hours, agenda.unavailable):
        return "away"
    yesterday = date - walls.DAY
    if hours and person.is_away(yesterday):
        return "away"
    return "holiday" if hours and yesterday in person.holidays else "off"


def scheduled_time(person, agenda, channel, window):
    """Working time of the ranges of the dates that end-of-day honours."""
    days = channel.get("days", teams.WEEKDAYS)
    return spans.clip(spans.union(span for date in person.dates(window, 2) if teams.WEEKDAYS[date.weekday()] in days
                                  for span in person.left_on(date, agenda)), window)


def skipped(person, agenda, channel, sent, due):
    """The dates from SENT to DUE on which nothing counted, runs joined."""
    end = sent + 366 * DAY if due is None else due
    if channel.get("counting") == "elapsed" or end <= sent:
        return []
    if channel.get("by") == "end-of-day":
        counted = scheduled_time(person, agenda, channel, (sent, end))
    else:
        counted = counted_spans(person, agenda, channel, (sent, end))
    out = []
    for date in person.dates((sent, end)):
        day = person.day_span(date)
        part = (max(day[0], sent), min(day[1], end))
        if part[0] >= part[1] or spans.clip(counted, part):
            continue
        why = why_skipped(person, agenda, date, part)
        if out and out[-1]["why"] == why and teams.date_of(out[-1]["to"]) + walls.DAY == date:
            out[-1]["to"] = date.isoformat()
        else:
            out.append({"from": date.isoformat(), "to": date.isoformat(), "why": why})
    return out


# Due updates

def posts(team):
    """(author, date, posted) of every update in the journal; None when it cannot be read."""
    calendars = teams.read_ics(f"{team.folder}/{team.journal}")
    if calendars is None:
        return None
    out = []
    for calendar in calendars:
        for component in calendar.components:
            if component.kind != "VJOURNAL" or "UPDATE" not in events.categories(component):
                continue
            author = team.by_email(component.get("ORGANIZER") or "")
            made = component.time("CREATED", calendar) or component.time("DTSTAMP", calendar)
            if author:
                start = component.time("DTSTART", calendar)
                date = author.date_at(made.instant) if not start else (
                    start.date if start.kind == "date" else author.date_at(events.resolve(start, author)))
                out.append((author.id, date, made.instant))
    return out


def update_state(person, agenda, channel, found, date, now):
    """(state, due, posted): late is after the due instant on the same date; what comes once the date is over
    does not undo a missed update."""
    made = min((made for author, day, made in found or [] if author == person.id and day == date and made <= now),
               default=None)
    due = day_end(person, agenda, date)
    if due is None or teams.WEEKDAYS[date.weekday()] not in channel.get("days", teams.WEEKDAYS):
        return "off", None, made
    if found is None:
        return "unknown", due, None
    over = person.day_span(date)[1]
    if made is not None and made <= due:
        return "posted", due, made
    if made is not None and made < over:
        return "late", due, made
    if now <= due:
        return "due", due, made
    return ("overdue" if now < over else "missed"), due, made


def updates(team, now, day=None):
    found = posts(team) if team.journal else []
    out = []
    for person in team.people:
        date = day or person.date_at(now)
        start, end = person.day_span(date)
        agenda = agenda_around(person, (min(start, now), max(end, now)))
        state, due, made = update_state(person, agenda, team.channels["update"], found, date, now)
        out.append({"id": person.id, "day": date.isoformat(), "state": state, "due": utc(due), "posted": utc(made)})
    return out


# Outlook

WEEK = 7 * DAY


def transitions(tz, start, end):
    """(instant, shift) of each change of offset in (START, END], by search over half days."""
    out, step = [], DAY // 2
    at = start
    while at < end:
        after = min(at + step, end)
        if walls.offset_at(tz, at) != walls.offset_at(tz, after):
            low, high = at, after
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if walls.offset_at(tz, middle) == walls.offset_at(tz, low) else (low, middle)
            out.append((high, walls.offset_at(tz, high) - walls.offset_at(tz, low)))
        at = after
    return out


def plain_week(person, offset):
    """Minutes of a week in UTC that plain hours take at a fixed OFFSET."""
    found = []
    for index, name in enumerate(teams.WEEKDAYS):
        for text in person.hours.get(name, []):
            start, end = (teams.clock(part) for part in text.split("-"))
            end = end + walls.DAY if end <= start else end
            first = index * DAY + int(start.total_seconds()) - offset
            last = index * DAY + int(end.total_seconds()) - offset
            for turn in (-2, -1, 0, 1, 2):
                found.append((first + turn * WEEK, last + turn * WEEK))
    return spans.clip(spans.union(found), (0, WEEK))


def shared_minutes(people, at, before=False):
    """Minutes a week that PEOPLE share, in the zones they are in at AT, with the offsets just BEFORE."""
    left = [(0, WEEK)]
    for person in people:
        left = spans.intersect(left, plain_week(person, walls.offset_at(person.zone_at(at), at - before)))
    return spans.length(left) // 60


def until_other(own, other, at):
    """When the other zone changes too, if that is before this one changes again."""
    def following(tz):
        return next((t for t, _ in transitions(tz, at, at + 800 * DAY)), None)
    mine, theirs = following(own), following(other)
    return theirs if theirs is not None and (mine is None or theirs < mine) else None


def outlook(team, now, days):
    end = now + days * DAY
    changes = {}
    for tz in {p.home for p in team.people} | {z for p in team.people for _, _, z in p.travel}:
        for at, shift in transitions(tz, now, end):
            there = [p for p in team.people if p.zone_at(at) is tz]
            if there:
                changes[at, tz.key] = tz, shift, [p.id for p in there]
    out = []
    for (at, name), (tz, shift, ids) in sorted(changes.items(), key=lambda item: item[0]):
        pairs = []
        for i, a in enumerate(team.people):
            for b in team.people[i + 1:]:
                before, after = shared_minutes([a, b], at, before=True), shared_minutes([a, b], at)
                if before != after and (a.id in ids or b.id in ids):
                    other = b if a.id in ids else a
                    pairs.append({"people": [a.id, b.id], "before": before, "after": after,
                                  "until": utc(until_other(tz, other.zone_at(at), at))})
        out.append({"at": utc(at), "zone": name, "people": ids, "shift": shift,
                    "team_overlap": {"before": shared_minutes(team.people, at, before=True),
                                     "after": shared_minutes(team.people, at)},
                    "pairs": pairs})
    return out


def convert(team, instant):
    return {"instant": utc(instant),
            "people": [{"id": p.id, "local": local(p, instant), "state": States(p, (instant, instant + 1)).at(instant)}
                       for p in team.people]}
