# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Random teams, the same for the same seed: a team file and calendars in a folder, and questions.

They sit where rules of time go wrong: changes of offset, midnights that do not exist or come twice,
the date line, night shifts into leave, overrides, instants on the stroke.
"""
import datetime as dt
import json
import os
import random

from dateutil import rrule

from oracle import answers, team as teams, walls

ZONES = [
    "Europe/Madrid", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Athens", "America/New_York",
    "America/Los_Angeles", "America/Chicago", "America/St_Johns", "America/Sao_Paulo", "America/Havana",
    "America/Phoenix", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Chatham",
    "Pacific/Auckland", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Honolulu", "Africa/Casablanca",
    "Africa/Cairo", "Asia/Beirut", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Tokyo", "UTC",
]
NAMES = ["ana", "bo", "cem", "dee", "eva", "fay", "gus", "hal", "ida", "jon", "kim", "lou"]
DAYS = teams.WEEKDAYS
BYDAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAY_S = 86400

# A VTIMEZONE under a private name whose rules are those of America/New_York since 2007.
PRIVATE = ("BEGIN:VTIMEZONE\nTZID:Our East\nX-SAME-AS:America/New_York\n"
           "BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\n"
           "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT\n"
           "BEGIN:STANDARD\nDTSTART:20071104T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\n"
           "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\nEND:VTIMEZONE")
LOCATED = ("BEGIN:VTIMEZONE\nTZID:Somewhere 1\nX-LIC-LOCATION:{zone}\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
           "TZOFFSETFROM:+0000\nTZOFFSETTO:+0000\nEND:STANDARD\nEND:VTIMEZONE")


def stamp(wall):
    return wall.strftime("%Y%m%dT%H%M%S")


def utc_stamp(instant):
    return stamp(walls.wall_of(dt.timezone.utc, instant)) + "Z"


class Style:
    """How an event writes its times: utc, zoned, floating or date."""

    def __init__(self, kind, tzid=None, zone=None, block=None):
        self.kind, self.tzid, self.zone, self.block = kind, tzid, zone, block

    def line(self, name, wall):
        if self.kind == "date":
            return f"{name};VALUE=DATE:{wall:%Y%m%d}"
        if self.kind == "utc":
            return f"{name}:{stamp(wall)}Z"
        if self.kind == "floating":
            return f"{name}:{stamp(wall)}"
        return f"{name};TZID={self.tzid}:{stamp(wall)}"

    def instant(self, wall):
        return walls.instant_of(self.zone, wall)


class Generator:
    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.folder = folder
        self.zones = self.random.sample(ZONES, self.random.randint(1, 5))
        self.now = self.pick_now()
        self.uid = 0

    # Small choices

    def chance(self, p):
        return self.random.random() < p

    def date_near(self, before=8, after=12):
        return walls.wall_of(dt.timezone.utc, self.now).date() + dt.timedelta(days=self.random.randint(-before, after))

    def pick_now(self):
        r = self.random
        start = int(dt.datetime(r.randint(2018, 2027), r.randint(1, 12), 1, tzinfo=dt.timezone.utc).timestamp())
        now = start + r.randrange(28 * DAY_S)
        if r.random() < 0.75:
            tz = walls.zone(r.choice(self.zones))
            found = answers.transitions(tz, start, start + 370 * DAY_S)
            if found:
                near = r.choice([0, -1, 1, 1800, -3600, r.randint(-12, 12) * 1800, r.randint(-7 * DAY_S, 3 * DAY_S)])
                now = found[0][0] + near
        if r.random() < 0.5:
            now -= now % r.choice([60, 900, 3600])
        return now

    def clock(self):
        r = self.random
        return f"{r.randrange(24):02d}:{r.choice([0, 0, 0, 30, 15, 45, r.randrange(60)]):02d}"

    # The team file

    def ranges(self):
        r = self.random
        kind = r.randrange(10)
        if kind < 3:
            return ["09:00-17:00"]
        if kind == 3:
            return ["09:00-13:00", "14:00-18:30"]
        if kind == 4:
            return [r.choice(["22:00-06:00", "20:00-04:30", "23:30-02:30", "18:00-24:00"])]
        if kind == 5:
            return [r.choice(["09:00-09:00", "00:00-24:00", "00:00-00:00"])]
        if kind == 6:
            return [r.choice(["01:30-02:30", "02:00-03:00", "02:30-03:00", "00:15-03:15", "23:00-00:30"])]
        if kind == 7:
            return ["10:00-14:00", "12:00-16:00"]
        return [f"{self.clock()}-{self.clock()}"]

    def hours(self):
        r = self.random
        kind = r.randrange(8)
        if kind == 0:
            return None
        if kind == 1:
            return {} if r.random() < 0.3 else {day: ["09:00-17:00"] for day in ["sun"] + DAYS[:4]}
        if kind == 2:
            night = r.choice(["22:00-06:00", "21:00-05:00", "23:00-07:00"])
            return {day: [night] for day in r.sample(DAYS, 5)}
        if kind < 5:
            same = self.ranges()
            return {day: same for day in DAYS[:r.randint(4, 7)]}
        return {day: self.ranges() for day in DAYS if r.random() < 0.75}

    def spell(self, longest=6):
        first = self.date_near()
        return first, first + dt.timedelta(days=self.random.randint(0, longest))

    def travel(self):
        first, last = self.spell()
        return {"from": first.isoformat(), "to": last.isoformat(), "timezone": self.random.choice(self.zones + ZONES)}

    def person(self, index):
        r, name = self.random, NAMES[index]
        record = {"id": name, "name": name.title() + " Test", "emails": [f"{name}@example.org", f"{name}.work@example.org"],
                  "timezone": r.choice(self.zones)}
        hours = self.hours()
        if hours is not None:
            record["hours"] = hours
        if self.chance(0.4):
            record["exceptions"] = [{"date": self.date_near(3, 5).isoformat(), "hours": self.ranges() if self.chance(0.6) else []}
                                    for _ in range(r.randint(1, 3))]
        if self.chance(0.35):
            record["away"] = [{"from": a.isoformat(), "to": b.isoformat(), "reason": "leave"}
                              for a, b in (self.spell() for _ in range(r.randint(1, 2)))]
        if self.chance(0.3):
            record["travel"] = [self.travel() for _ in range(r.randint(1, 2))]
            if not self.days_run_forward(record):
                del record["travel"]
        return record

    def days_run_forward(self, record):
        """Days of negative length (25 h west to east over the date line) have no one meaning."""
        person = teams.Person(record, self.folder)
        first = self.date_near(0, 0) - dt.timedelta(days=20)
        spans = [person.day_span(first + dt.timedelta(days=n)) for n in range(50)]
        return all(start <= end for start, end in spans)

    # Events

    def style(self):
        r = self.random
        kind = r.choice(["utc", "zoned", "zoned", "zoned", "zoned", "floating", "date", "date"])
        if kind != "zoned":
            return Style(kind, zone=dt.timezone.utc if kind == "utc" else None)
        name = r.choice(self.zones + ZONES)
        odd = r.randrange(14)
        if odd == 0:
            return Style("zoned", f'"/freeassociation.sourceforge.net/{name}"', walls.zone(name))
        if odd == 1:
            return Style("zoned", "W. Europe Standard Time", walls.zone("Europe/Berlin"))
        if odd == 2:
            return Style("zoned", "Somewhere 1", walls.zone(name), LOCATED.format(zone=name))
        if odd == 3:
            return Style("zoned", "Our East", walls.zone("America/New_York"), PRIVATE)
        if odd == 4 and r.random() < 0.4:
            return Style("floating-unknown", "Atlantis/Capital")
        return Style("zoned", name, walls.zone(name))

    def start_wall(self, style, recurring):
        r = self.random
        back = r.choice([3, 10, 40, 380]) if recurring else 8
        date = self.date_near(back, 10)
        if style.kind == "date":
            return walls.midnight(date)
        if self.chance(0.3):  # on just now
            tz = style.zone or walls.zone(self.zones[0])
            wall = walls.wall_of(tz, self.now - r.randint(-2, 8) * 900)
            return dt.datetime.combine(date if recurring else wall.date(), wall.time().replace(second=0))
        hour = r.choice([r.randrange(24), r.randrange(8, 19), 0, 1, 2, 3])
        return walls.midnight(date) + dt.timedelta(hours=hour, minutes=r.choice([0, 0, 30, 15, r.randrange(60)]))

    def length_lines(self, style, wall):
        r = self.random
        kind = r.randrange(10)
        if style.kind == "date":
            days = r.choice([1, 1, 1, 2, 3])
            if kind < 3:
                return []
            return [f"DURATION:P{days}D"] if kind < 5 else [style.line("DTEND", wall + dt.timedelta(days=days))]
        minutes = r.choice([15, 30, 60, 60, 90, 180, 600, 1440, 1500])
        if kind == 0:
            return []
        if kind == 1:
            return [r.choice(["DURATION:P1D", "DURATION:P1DT2H", "DURATION:PT0S", "DURATION:P1W"])]
        if kind < 5:
            return [f"DURATION:PT{minutes}M"]
        return [style.line("DTEND", wall + dt.timedelta(minutes=minutes))]

    def meaning_lines(self, email):
        r, lines = self.random, []
        if self.chance(0.12):
            lines.append("STATUS:" + r.choice(["TENTATIVE", "CONFIRMED", "CANCELLED"]))
        if self.chance(0.1):
            lines.append("TRANSP:" + r.choice(["TRANSPARENT", "OPAQUE"]))
        if self.chance(0.15):
            lines.append("CATEGORIES:" + r.choice(["FOCUS", "Deep Work", "VACATION", "Out of Office", "Leave,Trip",
                                                   "FOCUSED", "Work\\,FOCUS", "Holiday"]))
        if self.chance(0.12):
            lines.append("X-MICROSOFT-CDO-BUSYSTATUS:" + r.choice(["FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE"]))
        if self.chance(0.3):
            lines.append("ORGANIZER:mailto:" + r.choice([email, "boss@example.org"]))
            parameter = r.choice(["", ";PARTSTAT=ACCEPTED", ";PARTSTAT=DECLINED", ";PARTSTAT=TENTATIVE",
                                  ";PARTSTAT=NEEDS-ACTION", ";PARTSTAT=DELEGATED"])
            lines.append(f"ATTENDEE{parameter}:mailto:" + r.choice([email, email.upper(), "someone@example.org"]))
            lines.append("ATTENDEE;PARTSTAT=DECLINED;CN=\"Who, Ever\":mailto:other@example.org")
        return lines

    def rule(self, wall):
        """(rule without an end, whether DTSTART must be moved onto it)"""
        r = self.random
        day = BYDAY[wall.weekday()]
        return r.choice([
            "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day},TH;WKST=SU",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=SA,SU", f"FREQ=MONTHLY;BYDAY=2{day}",
            "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1,15",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=3,10,11;BYDAY=-1SU",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;BYMONTH=3,10;BYDAY=SA,SU,MO", "FREQ=YEARLY",
            "FREQ=YEARLY;BYYEARDAY=1,90,-1", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        ])

    def recurring(self, style, wall, email, uid, length):
        """Lines of a recurring master and of its overrides."""
        r = self.random
        rule = self.rule(wall)
        first = rrule.rrulestr("RRULE:" + rule, dtstart=wall)[0]
        counted = self.chance(0.3)
        if counted or self.chance(0.7):
            wall = first
            length = self.length_lines(style, wall)
        horizon = walls.wall_of(dt.timezone.utc, self.now) + dt.timedelta(days=40)
        known = rrule.rrulestr("RRULE:" + rule, dtstart=wall).between(wall, horizon, inc=True)[:800]
        known = known or [wall]
        near = [w for w in known if abs((w - horizon).days + 40) < 12] or known
        if counted:
            rule += f";COUNT={r.randint(1, len(known))}"
        elif self.chance(0.4):
            rule += ";UNTIL=" + self.until(style, r.choice(near))
        lines = [style.line("DTSTART", wall)] + length + ["RRULE:" + rule]
        for _ in range(r.choice([0, 0, 1, 2])):
            lines.append(self.exdate(style, r.choice(near)))
        if self.chance(0.2):
            extra = r.choice(near) + dt.timedelta(days=r.randint(0, 2), hours=0 if style.kind == "date" else 3)
            if style.kind == "utc" and self.chance(0.5):
                lines.append(f"RDATE;VALUE=PERIOD:{stamp(extra)}Z/PT45M")
            else:
                lines.append(style.line("RDATE", extra))
        overrides = []
        for chosen in r.sample(near, min(len(near), r.choice([0, 0, 1, 2]))):
            overrides.append(self.override(style, chosen, email, uid, ""))
        if self.chance(0.12) and not any("RDATE" in line for line in lines):
            overrides.append(self.override(style, r.choice(near), email, uid, ";RANGE=THISANDFUTURE"))
            if sum(self.rid_of(o) == self.rid_of(overrides[-1]) for o in overrides) > 1:
                overrides.pop()
        return lines, overrides

    @staticmethod
    def rid_of(lines):
        return next(line.rsplit(":", 1)[1] for line in lines if line.startswith("RECURRENCE-ID")).rstrip("Z")

    def until(self, style, wall):
        if style.kind == "date":
            return f"{wall:%Y%m%d}"
        if self.chance(0.2):
            return f"{wall:%Y%m%d}"
        if style.kind in ("utc", "zoned"):
            return utc_stamp(style.instant(wall) - self.random.choice([0, 0, 1, 3600]))
        return stamp(wall)

    def exdate(self, style, wall):
        if style.kind == "zoned" and self.chance(0.3):
            return "EXDATE:" + utc_stamp(style.instant(wall))
        line = style.line("EXDATE", wall)
        return line

    def override(self, style, wall, email, uid, range_text):
        if style.kind == "zoned" and not range_text and self.chance(0.3):
            rid = "RECURRENCE-ID:" + utc_stamp(style.instant(wall))
        else:
            rid = style.line("RECURRENCE-ID" + range_text, wall)
        new = wall + dt.timedelta(days=self.random.choice([0, 0, 1, -1, 5]),
                                  minutes=0 if style.kind == "date" else self.random.choice([0, 30, -60, 120]))
        return [f"UID:{uid}", rid, style.line("DTSTART", new)] + self.length_lines(style, new) + self.meaning_lines(email)

    def event(self, email):
        """(VEVENTs, VTIMEZONE or None)"""
        self.uid += 1
        uid = f"event-{self.uid}@example.org"
        style = self.style()
        recurs = self.chance(0.45) and style.kind != "floating-unknown"
        wall = self.start_wall(style, recurs)
        length = self.length_lines(style, wall)
        meaning = self.meaning_lines(email)
        if recurs:
            lines, overrides = self.recurring(style, wall, email, uid, length)
        elif self.chance(0.06):
            lines, overrides = [], [self.override(style, wall, email, uid, "")]
        else:
            lines, overrides = [style.line("DTSTART", wall)] + length, []
        components = ([[f"UID:{uid}", "DTSTAMP:20180101T000000Z", "SUMMARY:Something\\, long enough that the line must be folded"
                        " somewhere in the middle ä ö ü"] + lines + meaning] if lines else [])
        components += [o[:1] + ["DTSTAMP:20180101T000000Z"] + o[1:] for o in overrides]
        return ["\n".join(["BEGIN:VEVENT"] + c + ["END:VEVENT"]) for c in components], style.block

    def freebusy(self):
        self.uid += 1
        lines = ["BEGIN:VFREEBUSY", f"UID:fb-{self.uid}@example.org", "DTSTAMP:20180101T000000Z"]
        for _ in range(self.random.randint(1, 5)):
            start = self.now + self.random.randint(-3 * DAY_S, 9 * DAY_S)
            start -= start % 900
            kind = self.random.choice(["", "", ";FBTYPE=BUSY-TENTATIVE", ";FBTYPE=BUSY-UNAVAILABLE", ";FBTYPE=FREE", ";FBTYPE=X-ODD"])
            length = self.random.choice([1800, 3600, 7200])
            end = self.random.choice([f"PT{length // 60}M", utc_stamp(start + length)])
            lines.append(f"FREEBUSY{kind}:{utc_stamp(start)}/{end}")
        return "\n".join(lines + ["END:VFREEBUSY"])

    # Files

    def write(self, name, parts):
        blocks = list(dict.fromkeys(block for _, block in parts if block))
        text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"] + blocks
                         + [component for components, _ in parts for component in components] + ["END:VCALENDAR"])
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"".join(fold(line) for line in text.split("\n")))

    def calendars(self, record):
        r, email, names = self.random, record["emails"][0], []
        for number in range(r.choice([0, 1, 1, 1, 2])):
            parts = [self.event(email) for _ in range(r.randint(0, 7))]
            if self.chance(0.15):
                parts.append(([self.freebusy()], None))
            # One block a TZID: two events of one file must not mean different places by one name.
            located = [part for part in parts if part[1] and part[1] != PRIVATE]
            for part in located[1:]:
                parts.remove(part)
            if self.chance(0.3):
                names.append(f"{record['id']}-{number}")
                os.makedirs(os.path.join(self.folder, names[-1]), exist_ok=True)
                for index, part in enumerate(parts):
                    self.write(f"{names[-1]}/{index}.ics", [part])
            else:
                names.append(f"{record['id']}-{number}.ics")
                self.write(names[-1], parts)
        if len(names) == 1 and self.chance(0.05):
            return ["missing.ics"]
        if len(names) == 1 and names[0].endswith(".ics") and self.chance(0.1):
            twin = f"{record['id']}-twin.ics"
            with open(os.path.join(self.folder, names[0]), "rb") as one, open(os.path.join(self.folder, twin), "wb") as two:
                two.write(one.read())
            names.append(twin)
        return names

    def holidays(self, name):
        parts = []
        for index in range(self.random.randint(1, 4)):
            day = self.date_near(4, 10)
            days = self.random.choice([1, 1, 2])
            lines = ["BEGIN:VEVENT", f"UID:holiday-{name}-{index}", "DTSTAMP:20180101T000000Z", f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                     f"DTEND;VALUE=DATE:{day + dt.timedelta(days=days):%Y%m%d}", "TRANSP:TRANSPARENT"]
            if self.chance(0.15):
                lines.append("STATUS:CANCELLED")
            if self.chance(0.2):
                lines.append("RRULE:FREQ=YEARLY")
            if self.chance(0.15):
                lines[3:5] = [f"DTSTART:{day:%Y%m%d}T100000Z", f"DTEND:{day:%Y%m%d}T180000Z"]
            parts.append((["\n".join(lines + ["END:VEVENT"])], None))
        self.write(name, parts)

    def journal(self, team):
        parts = []
        for person in team.people:
            for number in range(self.random.choice([0, 1, 1, 2, 3])):
                made = self.now - self.random.randint(0, 3 * DAY_S)
                day = person.date_at(made) - dt.timedelta(days=self.random.choice([0, 0, 0, 1]))
                lines = ["BEGIN:VJOURNAL", f"UID:update-{person.id}-{number}", "SUMMARY:Done: things",
                         "CATEGORIES:" + self.random.choice(["UPDATE", "Update,team", "UPDATE", "NOTES"]),
                         "ORGANIZER;CN=X:mailto:" + self.random.choice([person.emails[0], person.emails[0].upper()])]
                if self.chance(0.8):
                    lines.append(f"DTSTART;VALUE=DATE:{day:%Y%m%d}")
                if self.chance(0.7):
                    lines += [f"CREATED:{utc_stamp(made)}", f"DTSTAMP:{utc_stamp(made + 7)}"]
                else:
                    lines.append(f"DTSTAMP:{utc_stamp(made)}")
                parts.append((["\n".join(lines + ["END:VJOURNAL"])], None))
        self.write("journal.ics", parts)

    def board(self, team):
        parts = []
        for number in range(self.random.randint(0, 9)):
            lines = ["BEGIN:VTODO", f"UID:task-{number}", "DTSTAMP:20180101T000000Z", f"SUMMARY:Task {number}"]
            if self.chance(0.8):
                lines.append("STATUS:" + self.random.choice(["NEEDS-ACTION", "IN-PROCESS", "COMPLETED"]))
            if self.chance(0.7):
                lines.append(f"ATTENDEE:mailto:{self.random.choice(team.people).emails[0]}")
            if self.chance(0.5):
                lines.append(f"DUE;VALUE=DATE:{self.date_near(3, 5):%Y%m%d}")
            elif self.chance(0.5):
                lines.append("DUE:" + utc_stamp(self.now + self.random.randint(-50, 90) * 3600))
            if self.chance(0.3):
                lines.append("CATEGORIES:" + self.random.choice(["BLOCKED", "URGENT", "docs,BLOCKED", "docs"]))
            if self.chance(0.3):
                lines.append(f"PRIORITY:{self.random.randint(0, 9)}")
            parts.append((["\n".join(lines + ["END:VTODO"])], None))
        self.write("board.ics", parts)

    def expectations(self):
        r = self.random
        return {
            "email": {"within": r.choice(["24h", "1d", "36h", "8h", "0h", "3d"]), "counting": "workdays"},
            "chat": {"within": r.choice(["8h", "30m", "4h", "1d2h", "16h15m", "7h59m"]), "counting": "working-hours"},
            "phone": {"within": r.choice(["1h", "45m", "2d"]), "counting": "elapsed"},
            "update": {"by": "end-of-day", "days": r.choice([DAYS[:5], DAYS, ["sun"] + DAYS[:4], DAYS[2:3]])},
        }

    def team(self):
        """Writes everything; the path of the team file."""
        r = self.random
        people = [self.person(index) for index in range(r.choice([1, 2, 2, 3, 3, 4, 5, 6, 8, 12]))]
        shared = f"holidays-{r.randrange(100)}.ics"
        self.holidays(shared)
        for record in people:
            names = self.calendars(record)
            if names:
                record["calendars"] = names
            if self.chance(0.25):
                record["holidays"] = [shared]
        data = {"version": 1, "name": f"Team {r.randrange(1000)}", "people": people,
                "calendars": {"board": "board.ics", "journal": "journal.ics" if self.chance(0.95) else "no-journal.ics"}}
        if self.chance(0.8):
            data["expectations"] = self.expectations()
        path = os.path.join(self.folder, "team.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=2)
        self.journal(teams.Team(path))
        self.board(teams.Team(path))
        return path


def fold(line):
    """A content line as octets, folded at 60 octets wherever that falls, even inside a character."""
    octets = line.encode()
    parts = [octets[i:i + 60] for i in range(0, len(octets), 60)] or [b""]
    return b"\r\n ".join(parts) + b"\r\n"
