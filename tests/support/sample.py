# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""For benchmarks: large teams, the same files for the same arguments, and the programs of a build."""
import datetime as dt
import json
import os
import sys

ZONES = ["Pacific/Honolulu", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Europe/London",
         "Europe/Madrid", "Africa/Cairo", "Asia/Tehran", "Asia/Kolkata", "Australia/Adelaide", "Pacific/Auckland"]


def _events(person, count, now):
    """COUNT short meetings of one person, over 60 days around NOW."""
    first = now.replace(minute=0, second=0, microsecond=0) - dt.timedelta(days=30)
    for number in range(count):
        start = first + dt.timedelta(minutes=number * 60 * 24 * 60 // max(count, 1))
        yield (f"BEGIN:VEVENT\r\nUID:{person}-{number}@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
               f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDURATION:PT30M\r\nSUMMARY:Meeting {number}\r\nEND:VEVENT\r\n")


def write_team(folder, people, events=0, now=None):
    """Writes a team of PEOPLE with EVENTS in all; the path of its file."""
    os.makedirs(folder, exist_ok=True)
    records = []
    for number in range(people):
        name = f"p{number:05d}"
        record = {"id": name, "name": f"Person {number}", "emails": [f"{name}@example.org"],
                  "timezone": ZONES[number % len(ZONES)]}
        if events:
            record["calendars"] = [f"{name}.ics"]
            with open(os.path.join(folder, f"{name}.ics"), "w", encoding="ascii", newline="") as file:
                file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Meantime//bench//EN\r\n")
                file.writelines(_events(name, events // people, now))
                file.write("END:VCALENDAR\r\n")
        records.append(record)
    path = os.path.join(folder, "team.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "name": "Sample", "people": records}, file)
    return path


def program(build, name):
    """The path of a program that was built from src/."""
    for folder, _, names in os.walk(os.path.join(build, "src")):
        if name in names and os.access(os.path.join(folder, name), os.X_OK):
            return os.path.join(folder, name)
    return sys.exit(f"{name} is not built in {build}")
