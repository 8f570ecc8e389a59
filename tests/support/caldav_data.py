# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""What stands on a server that a test starts with, and the busy time that follows from it."""
HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Meantime//Servers test//EN"]
USERS = ("ana", "bo", "chen")
BERLIN = ["BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
          "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
          "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
          "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
          "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "END:VTIMEZONE"]


def ics(*lines):
    return "\r\n".join([*HEAD, *lines, "END:VCALENDAR", ""])


def component(kind, uid, *lines):
    return [f"BEGIN:{kind}", f"UID:{uid}", "DTSTAMP:20260115T080000Z", *lines, f"END:{kind}"]


def event(uid, start, end, *more):
    return ics(*component("VEVENT", uid, f"DTSTART:{start}", f"DTEND:{end}", *more))


def task(uid, summary, *more):
    return ics(*component("VTODO", uid, f"SUMMARY:{summary}", *more))


def update(uid, author, day, text):
    return ics(*component("VJOURNAL", uid, f"DTSTART;VALUE=DATE:{day}", "CATEGORIES:UPDATE", "SUMMARY:Update",
                          f"ORGANIZER:mailto:{author}@example.org", f"DESCRIPTION:{text}"))


def work(user):
    """{name: text} of a user's calendar: March 2026, over the change to summer time on the 29th."""
    hour = 9 + USERS.index(user)
    local = "TZID=Europe/Berlin"
    return {
        "kickoff.ics": event(f"kickoff-{user}", f"20260302T{hour:02}0000Z", f"20260302T{hour:02}4500Z",
                             f"SUMMARY:Kick-off of {user}"),
        # A series with one date taken out and one that was moved to the afternoon
        "review.ics": ics(
            *BERLIN,
            *component("VEVENT", f"review-{user}", f"DTSTART;{local}:20260303T100000", f"DTEND;{local}:20260303T103000",
                       "RRULE:FREQ=WEEKLY;COUNT=8", f"EXDATE;{local}:20260317T100000", f"SUMMARY:Review {user}"),
            *component("VEVENT", f"review-{user}", f"RECURRENCE-ID;{local}:20260310T100000",
                       f"DTSTART;{local}:20260310T150000", f"DTEND;{local}:20260310T153000", f"SUMMARY:Review {user} later")),
        "maybe.ics": event(f"maybe-{user}", "20260304T110000Z", "20260304T120000Z", "STATUS:TENTATIVE",
                           "SUMMARY:Perhaps; perhaps not"),
        "called off.ics": event(f"off-{user}", "20260304T130000Z", "20260304T140000Z", "STATUS:CANCELLED", "SUMMARY:Called off"),
        "note.ics": event(f"note-{user}", "20260304T150000Z", "20260304T160000Z", "TRANSP:TRANSPARENT", "SUMMARY:Not in the way"),
        "day.ics": ics(*component("VEVENT", f"day-{user}", "DTSTART;VALUE=DATE:20260306", "DTEND;VALUE=DATE:20260307",
                                  "SUMMARY:Whole day")),
    }


def busy(user):
    """[(start, end, type)] from 1 March to 5 April 2026, as `meantimectl busy` says them."""
    hour = 9 + USERS.index(user)
    # The whole day begins at midnight of the owner's own zone: Madrid, London, New York
    off = {"ana": ("2026-03-05T23:00:00Z", "2026-03-06T23:00:00Z"), "bo": ("2026-03-06T00:00:00Z", "2026-03-07T00:00:00Z"),
           "chen": ("2026-03-06T05:00:00Z", "2026-03-07T05:00:00Z")}[user]
    return [
        (f"2026-03-02T{hour:02}:00:00Z", f"2026-03-02T{hour:02}:45:00Z", "BUSY"),
        ("2026-03-03T09:00:00Z", "2026-03-03T09:30:00Z", "BUSY"),
        ("2026-03-04T11:00:00Z", "2026-03-04T12:00:00Z", "BUSY-TENTATIVE"),
        (*off, "BUSY-UNAVAILABLE"),
        ("2026-03-10T14:00:00Z", "2026-03-10T14:30:00Z", "BUSY"),
        ("2026-03-24T09:00:00Z", "2026-03-24T09:30:00Z", "BUSY"),
        ("2026-03-31T08:00:00Z", "2026-03-31T08:30:00Z", "BUSY"),
    ]


def board():
    """{name: text} of the team's tasks."""
    return {
        "crane.ics": task("crane", "Mend the crane\\, then test it", "STATUS:NEEDS-ACTION", "DUE:20261127T160000Z",
                          "X-ORDER;X-KEPT=yes:7", "DESCRIPTION:Line one\\nLine two with a; semicolon\\, and a comma"),
        "rota.ics": task("rota", "Rota for December", "STATUS:IN-PROCESS", "PERCENT-COMPLETE:30",
                         "ATTENDEE;CN=Bo Lind:mailto:bo@example.org", "CATEGORIES:planning"),
        "paint ü.ics": task("paint", "Paint the shed — größer", "STATUS:COMPLETED", "COMPLETED:20261120T120000Z"),
    }


def journal():
    """{name: text} of the team's updates."""
    return {
        "a.ics": update("post-ana-1", "ana", "20261123", "Done: the quay\\nNext: the crane"),
        "b.ics": update("post-bo-1", "bo", "20261123", "Done: the rota"),
    }
