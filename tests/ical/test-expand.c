/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Recurrence, zones and overrides, through the worker: a table of small calendars and the instances
 * each has. Expected values were worked out with dateutil and recurring-ical-events, and by hand
 * where those differ from RFC 5545.
 */
#include <string.h>

#include "mt-ical-fixture.h"

#define BERLIN ";TZID=Europe/Berlin:"
#define YORK ";TZID=America/New_York:"

typedef struct
{
  const char *name;
  const char *components; /* "|" stands for a line end, "{" and "}" for BEGIN and END of a VEVENT */
  const char *from;       /* dates, UTC */
  const char *to;
  const char
      *starts; /* of all items together, sorted: instants as UTC, F for floating, D for dates */
  const char *note; /* part of a problem, NULL: there is none */
} Row;

static const Row rows[] = {
  /* Plain times */
  { "utc", "{DTSTART:20261123T090000Z|}", "2026-11-20", "2026-11-30", "20261123T090000Z", NULL },
  { "zoned", "{DTSTART" BERLIN "20261123T090000|}", "2026-11-20", "2026-11-30", "20261123T080000Z",
    NULL },
  { "floating", "{DTSTART:20261123T090000|}", "2026-11-20", "2026-11-30", "F20261123T090000",
    NULL },
  { "date", "{DTSTART;VALUE=DATE:20261123|}", "2026-11-20", "2026-11-30", "D20261123", NULL },
  { "outside the window", "{DTSTART:20261001T090000Z|}", "2026-11-20", "2026-11-30", "", NULL },
  { "reaches into the window", "{DTSTART:20261119T230000Z|DURATION:PT2H|}", "2026-11-20",
    "2026-11-30", "20261119T230000Z", NULL },
  { "ends where the window begins", "{DTSTART:20261119T220000Z|DURATION:PT2H|}", "2026-11-20",
    "2026-11-30", "", NULL },
  { "no length, at the window's start", "{DTSTART:20261120T000000Z|}", "2026-11-20", "2026-11-30",
    "20261120T000000Z", NULL },
  { "in the gap", "{DTSTART" BERLIN "20260329T023000|}", "2026-03-20", "2026-04-01",
    "20260329T013000Z", NULL },
  { "in the fold", "{DTSTART" BERLIN "20261025T023000|}", "2026-10-20", "2026-11-01",
    "20261025T003000Z", NULL },
  { "floating, two days beyond", "{DTSTART:20261118T010000|}", "2026-11-20", "2026-11-30",
    "F20261118T010000", NULL },
  /* Zones */
  { "prefix", "{DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261123T090000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z", NULL },
  { "windows name", "{DTSTART;TZID=W. Europe Standard Time:20261123T090000|}", "2026-11-20",
    "2026-11-30", "20261123T080000Z", NULL },
  { "quoted windows name", "{DTSTART;TZID=\"Pacific Standard Time\":20261123T090000|}",
    "2026-11-20", "2026-11-30", "20261123T170000Z", NULL },
  { "unknown", "{DTSTART;TZID=Mars/Olympus:20261123T090000|}", "2026-11-20", "2026-11-30",
    "F20261123T090000", "time zone" },
  { "x-lic-location",
    "BEGIN:VTIMEZONE|TZID:Office|X-LIC-LOCATION:Asia/Tokyo|BEGIN:STANDARD|DTSTART:19700101T000000|"
    "TZOFFSETFROM:+0000|TZOFFSETTO:+0000|END:STANDARD|END:VTIMEZONE|"
    "{DTSTART;TZID=Office:20261123T090000|}",
    "2026-11-20", "2026-11-30", "20261123T000000Z", NULL },
  { "vtimezone of our own reading",
    "BEGIN:VTIMEZONE|TZID:Here|BEGIN:STANDARD|DTSTART:19701025T030000|"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU|TZOFFSETFROM:+0330|TZOFFSETTO:+0230|END:STANDARD|"
    "BEGIN:DAYLIGHT|DTSTART:19700329T020000|RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU|"
    "TZOFFSETFROM:+0230|TZOFFSETTO:+0330|END:DAYLIGHT|END:VTIMEZONE|"
    "{DTSTART;TZID=Here:20260628T090000|RRULE:FREQ=MONTHLY;INTERVAL=6|}",
    "2026-06-01", "2027-01-01", "20260628T053000Z,20261228T063000Z", NULL },
  { "vtimezone by rdate",
    "BEGIN:VTIMEZONE|TZID:Here|BEGIN:STANDARD|DTSTART:20200101T000000|TZOFFSETFROM:+0100|"
    "TZOFFSETTO:+0100|END:STANDARD|BEGIN:DAYLIGHT|DTSTART:20260601T000000|RDATE:20260801T000000|"
    "TZOFFSETFROM:+0100|TZOFFSETTO:+0500|END:DAYLIGHT|END:VTIMEZONE|"
    "{DTSTART;TZID=Here:20260528T090000|RRULE:FREQ=WEEKLY;COUNT=2|}",
    "2026-05-01", "2026-07-01", "20260528T080000Z,20260604T040000Z", NULL },
  { "vtimezone that changes every second is no zone",
    "BEGIN:VTIMEZONE|TZID:Bad|BEGIN:STANDARD|DTSTART:19700101T000000|RRULE:FREQ=SECONDLY|"
    "TZOFFSETFROM:+0000|TZOFFSETTO:+0100|END:STANDARD|END:VTIMEZONE|"
    "{DTSTART;TZID=Bad:20261123T090000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z", NULL },
  { "a name of tzdata wins over its vtimezone",
    "BEGIN:VTIMEZONE|TZID:Europe/Berlin|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:+0900|"
    "TZOFFSETTO:+0900|END:STANDARD|END:VTIMEZONE|{DTSTART" BERLIN "20261123T090000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z", NULL },
  /* Rules */
  { "weekly over a change of the clock", "{DTSTART" BERLIN "20261012T090000|RRULE:FREQ=WEEKLY|}",
    "2026-10-15", "2026-11-05", "20261019T070000Z,20261026T080000Z,20261102T080000Z", NULL },
  { "every second week on two days, old",
    "{DTSTART:20080906T035900Z|RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU|}", "2026-10-10",
    "2026-10-24", "20261011T035900Z,20261020T035900Z", NULL },
  { "weekly with weeks from sunday",
    "{DTSTART:19970805T090000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU|}",
    "1997-08-01", "1997-10-01",
    "19970805T090000Z,19970817T090000Z,19970819T090000Z,19970831T090000Z", NULL },
  { "weekly with weeks from monday",
    "{DTSTART:19970805T090000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO|}",
    "1997-08-01", "1997-10-01",
    "19970805T090000Z,19970810T090000Z,19970819T090000Z,19970824T090000Z", NULL },
  { "friday the 13th", "{DTSTART:19980213T090000Z|RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13|}",
    "2026-01-01", "2027-01-01", "20260213T090000Z,20260313T090000Z,20261113T090000Z", NULL },
  { "second last weekday of the month",
    "{DTSTART:19970929T090000Z|RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2|}", "2026-11-01",
    "2027-01-01", "20261127T090000Z,20261230T090000Z", NULL },
  { "31st only where there is one", "{DTSTART:20260131T090000Z|RRULE:FREQ=MONTHLY|}", "2026-02-01",
    "2026-06-01", "20260331T090000Z,20260531T090000Z", NULL },
  { "skip backward",
    "{DTSTART:20260131T090000Z|RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD|}", "2026-02-01",
    "2026-05-01", "20260228T090000Z,20260331T090000Z,20260430T090000Z", NULL },
  { "leap day", "{DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY|}", "2025-01-01", "2029-01-01",
    "D20280229", NULL },
  { "20th monday of the year", "{DTSTART:19970519T090000Z|RRULE:FREQ=YEARLY;BYDAY=20MO|}",
    "2026-01-01", "2027-01-01", "20260518T090000Z", NULL },
  { "week 20", "{DTSTART:19970512T090000Z|RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO|}", "2026-01-01",
    "2027-01-01", "20260511T090000Z", NULL },
  { "election day",
    "{DTSTART:19961105T090000Z|RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;"
    "BYMONTHDAY=2,3,4,5,6,7,8|}",
    "2024-01-01", "2029-01-01", "20241105T090000Z,20281107T090000Z", NULL },
  { "hours of a day",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=20261123T170000Z|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z,20261123T120000Z,20261123T150000Z", NULL },
  { "minutes by the hour",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;COUNT=5|}", "2026-11-20",
    "2026-11-30",
    "20261123T090000Z,20261123T092000Z,20261123T094000Z,20261123T100000Z,20261123T102000Z", NULL },
  { "count from the start", "{DTSTART:20200101T090000Z|RRULE:FREQ=DAILY;COUNT=2520|}", "2026-11-20",
    "2026-11-30",
    "20261120T090000Z,20261121T090000Z,20261122T090000Z,20261123T090000Z,"
    "20261124T090000Z",
    NULL },
  { "start counts even where the rule does not name it",
    "{DTSTART:20261124T090000Z|RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3|}", "2026-11-20", "2026-12-31",
    "20261124T090000Z,20261130T090000Z,20261207T090000Z", NULL },
  { "until in utc keeps its instance",
    "{DTSTART" YORK "20261123T090000|RRULE:FREQ=DAILY;UNTIL=20261124T140000Z|}", "2026-11-20",
    "2026-11-30", "20261123T140000Z,20261124T140000Z", NULL },
  { "until in local time keeps its instance",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;UNTIL=20261124T090000|}", "2026-11-20",
    "2026-11-30", "20261123T080000Z,20261124T080000Z", NULL },
  { "until in local time marked as utc keeps its instance",
    "{DTSTART" YORK "20261123T090000|RRULE:FREQ=DAILY;UNTIL=20261124T090000Z|}", "2026-11-20",
    "2026-11-30", "20261123T140000Z,20261124T140000Z", NULL },
  { "until a date includes that day",
    "{DTSTART" BERLIN "20261123T230000|RRULE:FREQ=DAILY;UNTIL=20261124|}", "2026-11-20",
    "2026-11-30", "20261123T220000Z,20261124T220000Z", NULL },
  { "until of a date as a time",
    "{DTSTART;VALUE=DATE:20261123|RRULE:FREQ=DAILY;UNTIL=20261124T000000Z|}", "2026-11-20",
    "2026-11-30", "D20261123,D20261124", NULL },
  { "until in the year 9999", "{DTSTART:20261128T090000Z|RRULE:FREQ=DAILY;UNTIL=99991231T000000Z|}",
    "2026-11-20", "2026-11-30", "20261128T090000Z,20261129T090000Z", NULL },
  { "until before the start", "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;UNTIL=20200101T000000Z|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", NULL },
  { "an instance in the gap moves forward",
    "{DTSTART" BERLIN "20260328T023000|RRULE:FREQ=DAILY;COUNT=3|}", "2026-03-20", "2026-04-01",
    "20260328T013000Z,20260329T013000Z,20260330T003000Z", NULL },
  { "two rules", "{DTSTART:20261123T090000Z|RRULE:FREQ=WEEKLY;COUNT=2|RRULE:FREQ=DAILY;COUNT=2|}",
    "2026-11-20", "2026-12-05", "20261123T090000Z,20261124T090000Z,20261130T090000Z", NULL },
  { "exrule", "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=4|EXRULE:FREQ=DAILY;INTERVAL=2|}",
    "2026-11-20", "2026-12-05", "20261124T090000Z,20261126T090000Z", NULL },
  { "last year", "{DTSTART:20261123T090000Z|RRULE:FREQ=YEARLY|}", "2198-01-01", "2220-01-01",
    "21981123T090000Z,21991123T090000Z", NULL },
  /* Dates in and out */
  { "exdate in another zone",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;COUNT=3|EXDATE" YORK "20261124T030000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261125T080000Z", NULL },
  { "exdate in utc",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;COUNT=3|EXDATE:20261124T080000Z|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261125T080000Z", NULL },
  { "exdate as a date",
    "{DTSTART" BERLIN "20261123T003000|RRULE:FREQ=DAILY;COUNT=3|EXDATE;VALUE=DATE:20261124|}",
    "2026-11-20", "2026-11-30", "20261122T233000Z,20261124T233000Z", NULL },
  { "exdate without zone",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;COUNT=3|EXDATE:20261124T090000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261125T080000Z", NULL },
  { "exdate of a date as a time",
    "{DTSTART;VALUE=DATE:20261123|RRULE:FREQ=DAILY;COUNT=3|EXDATE:20261124T000000Z|}", "2026-11-20",
    "2026-11-30", "D20261123,D20261125", NULL },
  { "exdate takes the start out",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=2|EXDATE:20261123T090000Z|}", "2026-11-20",
    "2026-11-30", "20261124T090000Z", NULL },
  { "exdates in one line",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=4|EXDATE:20261124T090000Z,20261125T090000Z|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z,20261126T090000Z", NULL },
  { "rdate", "{DTSTART" BERLIN "20261123T090000|RDATE" BERLIN "20261125T100000,20261126T100000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261125T090000Z,20261126T090000Z", NULL },
  { "rdate twice counts once",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=2|RDATE:20261124T090000Z|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z,20261124T090000Z", NULL },
  { "rdate as a date is that day at the usual time",
    "{DTSTART" BERLIN "20261123T090000|RDATE;VALUE=DATE:20261125|}", "2026-11-20", "2026-11-30",
    "20261123T080000Z,20261125T080000Z", NULL },
  { "rdate and exdate",
    "{DTSTART:20261123T090000Z|RDATE:20261124T090000Z|EXDATE:20261124T090000Z|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z", NULL },
  { "rdate as periods",
    "{DTSTART:20261123T090000Z|RDATE;VALUE=PERIOD:20261124T090000Z/PT2H,"
    "20261125T090000Z/20261125T093000Z|}",
    "2026-11-20", "2026-11-30",
    "20261123T090000Z,P20261124T090000Z/20261124T110000Z,"
    "P20261125T090000Z/20261125T093000Z",
    NULL },
  { "rdate as a period in a zone",
    "{DTSTART" BERLIN "20261123T090000|RDATE;VALUE=PERIOD" BERLIN "20261124T090000/PT1H|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,P20261124T080000Z/20261124T090000Z", NULL },
  /* Overrides */
  { "moved",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID" BERLIN "20261124T090000|DTSTART" BERLIN "20261124T150000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261124T140000Z", NULL },
  { "moved, named in utc",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID:20261124T080000Z|DTSTART" BERLIN "20261124T150000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261124T140000Z", NULL },
  { "moved, named by date",
    "{DTSTART" BERLIN "20261123T090000|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID;VALUE=DATE:20261124|DTSTART" BERLIN "20261124T150000|}",
    "2026-11-20", "2026-11-30", "20261123T080000Z,20261124T140000Z", NULL },
  { "moved in from outside",
    "{DTSTART:20260601T090000Z|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID:20260602T090000Z|DTSTART:20261123T090000Z|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", NULL },
  { "moved out",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID:20261124T090000Z|DTSTART:20270601T090000Z|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", NULL },
  { "cancelled instance takes its place",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID:20261124T090000Z|DTSTART:20261124T100000Z|STATUS:CANCELLED|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z,20261124T100000Z", NULL },
  { "without a master", "{RECURRENCE-ID:20261124T090000Z|DTSTART:20261124T100000Z|}", "2026-11-20",
    "2026-11-30", "20261124T100000Z", NULL },
  { "an all-day series with a timed instance",
    "{DTSTART;VALUE=DATE:20261123|RRULE:FREQ=DAILY;COUNT=3|}"
    "{RECURRENCE-ID;VALUE=DATE:20261124|DTSTART:20261124T100000Z|}",
    "2026-11-20", "2026-11-30", "20261124T100000Z,D20261123,D20261125", NULL },
  { "higher sequence",
    "{DTSTART:20261123T090000Z|SEQUENCE:1|}{DTSTART:20261124T090000Z|SEQUENCE:2|}", "2026-11-20",
    "2026-11-30", "20261124T090000Z", NULL },
  { "later change",
    "{DTSTART:20261123T090000Z|LAST-MODIFIED:20261102T000000Z|}"
    "{DTSTART:20261124T090000Z|LAST-MODIFIED:20261101T000000Z|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", NULL },
  { "later stamp",
    "{DTSTART:20261123T090000Z|DTSTAMP:20261101T000000Z|}"
    "{DTSTART:20261124T090000Z|DTSTAMP:20261102T000000Z|}",
    "2026-11-20", "2026-11-30", "20261124T090000Z", NULL },
  { "else the first", "{DTSTART:20261123T090000Z|}{DTSTART:20261124T090000Z|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z", NULL },
  { "override twice",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=2|}"
    "{RECURRENCE-ID:20261124T090000Z|DTSTART:20261124T100000Z|SEQUENCE:3|}"
    "{RECURRENCE-ID:20261124T090000Z|DTSTART:20261124T110000Z|SEQUENCE:2|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z,20261124T100000Z", NULL },
  { "this and future",
    "{DTSTART" BERLIN "20261019T090000|RRULE:FREQ=WEEKLY;COUNT=4|}"
    "{RECURRENCE-ID;RANGE=THISANDFUTURE" BERLIN "20261026T090000|DTSTART" BERLIN
    "20261027T103000|}",
    "2026-10-01", "2026-12-01",
    "20261019T070000Z,20261027T093000Z,20261103T093000Z,20261110T093000Z", NULL },
  { "this and future shifts by wall clock over a change",
    "{DTSTART" BERLIN "20261012T090000|RRULE:FREQ=WEEKLY;COUNT=3|}"
    "{RECURRENCE-ID;RANGE=THISANDFUTURE" BERLIN "20261019T090000|DTSTART" BERLIN
    "20261019T110000|}",
    "2026-10-01", "2026-12-01", "20261012T070000Z,20261019T090000Z,20261026T100000Z", NULL },
  { "a single override beats this and future",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=4|}"
    "{RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z|DTSTART:20261124T100000Z|}"
    "{RECURRENCE-ID:20261125T090000Z|DTSTART:20261125T150000Z|}",
    "2026-11-20", "2026-11-30",
    "20261123T090000Z,20261124T100000Z,20261125T150000Z,20261126T100000Z", NULL },
  { "this and future twice",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=4|}"
    "{RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T090000Z|DTSTART:20261125T120000Z|}"
    "{RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z|DTSTART:20261124T100000Z|}",
    "2026-11-20", "2026-11-30",
    "20261123T090000Z,20261124T100000Z,20261125T120000Z,20261126T120000Z", NULL },
  { "this and future moves in from outside",
    "{DTSTART:20260601T090000Z|RRULE:FREQ=DAILY;COUNT=3|}"
    "{RECURRENCE-ID;RANGE=THISANDFUTURE:20260602T090000Z|DTSTART:20261124T100000Z|}",
    "2026-11-20", "2026-11-30", "20261124T100000Z,20261125T100000Z", NULL },
  /* Refused: the first instance and a note */
  { "no such day", "{DTSTART:20261123T090000Z|RRULE:FREQ=HOURLY;BYMONTH=4;BYMONTHDAY=31|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", "names no date" },
  { "no such day, minutely",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z", "names no date" },
  { "rare but real",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=1;"
    "BYMINUTE=2;BYSECOND=3|}",
    "2028-01-01", "2029-01-01", "20280229T010203Z", NULL },
  { "no rule", "{DTSTART:20261123T090000Z|RRULE:FREQ=SOMETIMES|}", "2026-11-20", "2026-11-30",
    "20261123T090000Z", "cannot be read" },
  { "interval of nothing", "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;INTERVAL=0|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z", "cannot be read" },
  { "another calendar", "{DTSTART:20261123T090000Z|RRULE:RSCALE=CHINESE;FREQ=MONTHLY|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", "another calendar" },
  { "nine rules",
    "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=1|RRULE:FREQ=DAILY;COUNT=1|"
    "RRULE:FREQ=DAILY;COUNT=1|RRULE:FREQ=DAILY;COUNT=1|RRULE:FREQ=DAILY;COUNT=1|"
    "RRULE:FREQ=DAILY;COUNT=1|RRULE:FREQ=DAILY;COUNT=1|RRULE:FREQ=DAILY;COUNT=1|RRULE:FREQ=DAILY|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z", "more than 8" },
  { "month 0", "{DTSTART:20260023T090000Z|}", "2026-11-20", "2026-11-30", "", "DTSTART" },
  { "30 february", "{DTSTART:20260230T090000Z|}", "2026-01-01", "2026-11-30", "", "DTSTART" },
  { "hour 25", "{DTSTART:20261123T250000Z|}", "2026-11-20", "2026-11-30", "", "DTSTART" },
  { "month I", "{DTSTART;1909000I:|}", "2026-11-20", "2026-11-30", "", "DTSTART" },
  { "year 9999", "{DTSTART:99991123T090000Z|}", "2026-11-20", "2026-11-30", "", "DTSTART" },
  { "no start", "{SUMMARY:x|}", "2026-11-20", "2026-11-30", "", "DTSTART is missing" },
  { "unreadable exdate", "{DTSTART:20261123T090000Z|RRULE:FREQ=DAILY;COUNT=2|EXDATE:tomorrow|}",
    "2026-11-20", "2026-11-30", "20261123T090000Z,20261124T090000Z", "is ignored" },
  { "unreadable recurrence-id",
    "{DTSTART:20261123T090000Z|}{RECURRENCE-ID:x|DTSTART:20261124T090000Z|}", "2026-11-20",
    "2026-11-30", "20261123T090000Z", "RECURRENCE-ID" },
};

/* Makes content lines of the short form of a row. */
static char *
expand_row (const char *text)
{
  GString *out = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");

  for (; *text; text++)
    if (*text == '{')
      g_string_append (out, "BEGIN:VEVENT\r\nUID:row\r\n");
    else if (*text == '}')
      g_string_append (out, "END:VEVENT\r\n");
    else if (*text == '|')
      g_string_append (out, "\r\n");
    else
      g_string_append_c (out, *text);
  g_string_append (out, "END:VCALENDAR\r\n");
  return g_string_free (out, FALSE);
}

static char *
text_of_time (MtTime time)
{
  gint64 seconds = time.kind == MT_TIME_DATE ? time.value * 86400 : time.value;
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (at, time.kind == MT_TIME_DATE       ? "D%Y%m%d"
                                 : time.kind == MT_TIME_FLOATING ? "F%Y%m%dT%H%M%S"
                                                                 : "%Y%m%dT%H%M%SZ");
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
all_starts (Fixture *fixture)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fixture->items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (fixture->items, i);

      for (guint k = 0; k < item->starts->len; k++)
        g_ptr_array_add (texts, text_of_time (g_array_index (item->starts, MtTime, k)));
      for (guint k = 0; k < item->periods->len; k++)
        {
          MtPeriod period = g_array_index (item->periods, MtPeriod, k);
          g_autofree char *start = text_of_time (period.start);
          g_autofree char *end = text_of_time (period.end);

          g_ptr_array_add (texts, g_strdup_printf ("P%s/%s", start, end));
        }
    }
  g_ptr_array_sort (texts, compare_strings);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (",", (char **) texts->pdata);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = expand_row (row->components);
  g_autofree char *from = g_strconcat (row->from, "T00:00:00Z", NULL);
  g_autofree char *to = g_strconcat (row->to, "T00:00:00Z", NULL);
  g_autofree char *starts = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture_read (&fixture, text, -1, (MtSpan){ instant_of (from), instant_of (to) });
  starts = all_starts (&fixture);
  g_assert_cmpstr (starts, ==, row->starts);
  if (row->note)
    g_assert_true (fixture_has_problem (&fixture, "row", row->note));
  else
    g_assert_cmpuint (fixture.problems->len, ==, 0);
  fixture_clear (&fixture);
}

static MtSpan
november (void)
{
  return (MtSpan){ instant_of ("2026-11-01T00:00:00Z"), instant_of ("2026-12-01T00:00:00Z") };
}

static void
test_cut (void)
{
  static const char *const rules[] = { "FREQ=SECONDLY", "FREQ=MINUTELY",
                                       "FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,"
                                       "11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,"
                                       "30,31,32,33,34,35,36,37,38,39,40;BYSECOND=1,2,3,4,5" };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *event = g_strdup_printf (
          "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20200101T000000Z\r\nRRULE:%s\r\nEND:VEVENT\r\n",
          rules[i]);
      g_autofree char *text = calendar_of (event);
      const MtItem *item;

      fixture_read (&fixture, text, -1, november ());
      item = fixture_find (&fixture, "a");
      g_assert_nonnull (item);
      g_assert_true (item->cut);
      g_assert_cmpuint (item->starts->len, ==, 10000);
      g_assert_cmpint (g_array_index (item->starts, MtTime, 0).value, >=, november ().start);
      g_assert_true (fixture_has_problem (&fixture, "a", "10,000"));
    }
  fixture_clear (&fixture);
}

/* Not one too early: DTSTART, which the rule names again, is one instance. */
static void
test_cut_not (void)
{
  const struct
  {
    guint count;
    gboolean cut;
  } counts[] = { { 9999, FALSE }, { 10000, FALSE }, { 10001, TRUE } };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *event = g_strdup_printf (
          "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261102T000000Z\r\nRRULE:FREQ=MINUTELY;COUNT=%u\r\n"
          "END:VEVENT\r\n",
          counts[i].count);
      g_autofree char *text = calendar_of (event);
      const MtItem *item;

      fixture_read (&fixture, text, -1, november ());
      item = fixture_find (&fixture, "a");
      g_assert_nonnull (item);
      g_assert_cmpint (item->cut, ==, counts[i].cut);
      g_assert_cmpuint (item->starts->len, ==, MIN (counts[i].count, 10000));
    }
  fixture_clear (&fixture);
}

static void
test_event_fields (void)
{
  g_autofree char *text = calendar_of (
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Europe/Berlin:20261123T090000\r\n"
      "DTEND;TZID=America/New_York:20261123T050000\r\nSUMMARY:Plan\\, then\\n\\;build\\\\\r\n"
      "DESCRIPTION:Long \r\n line\r\nSTATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n"
      "CATEGORIES:Focus,Deep work\r\nCATEGORIES:a\\,b\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n"
      "ORGANIZER;CN=Bo:mailto:bo@example.org\r\nSEQUENCE:4\r\n"
      "ATTENDEE;CN=\"Ruiz, Ana\";PARTSTAT=DECLINED:MAILTO:ana@example.org\r\n"
      "ATTENDEE:mailto:cy@example.org\r\nURL:https://example.org/x\r\n"
      "ATTENDEE;EMAIL=di@example.org:/principal/4\r\nATTENDEE:urn:uuid:5\r\n"
      "CREATED:20261101T000000Z\r\nDTSTAMP:20261102T000000Z\r\nLAST-MODIFIED:20261103T000000Z\r\n"
      "BEGIN:VALARM\r\nSUMMARY:Not this\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\n");
  const MtItem *item;
  const MtAttendee *attendee;
  Fixture fixture;

  fixture_init (&fixture);
  fixture_read (&fixture, text, -1, november ());
  item = fixture_find (&fixture, "a");
  g_assert_nonnull (item);
  g_assert_cmpint (item->kind, ==, MT_ITEM_EVENT);
  g_assert_cmpstr (item->file, ==, "test.ics");
  g_assert_cmpstr (item->summary, ==, "Plan, then\n;build\\");
  g_assert_cmpstr (item->description, ==, "Long line");
  g_assert_cmpint (item->status, ==, MT_STATUS_TENTATIVE);
  g_assert_true (item->transparent);
  g_assert_cmpuint (g_strv_length (item->categories), ==, 3);
  g_assert_cmpstr (item->categories[1], ==, "Deep work");
  g_assert_cmpstr (item->categories[2], ==, "a,b");
  g_assert_cmpint (item->cdo, ==, MT_CDO_OOF);
  g_assert_cmpstr (item->organizer, ==, "bo@example.org");
  g_assert_cmpint (item->sequence, ==, 4);
  g_assert_cmpuint (item->attendees->len, ==, 4);
  attendee = g_ptr_array_index (item->attendees, 2);
  g_assert_cmpstr (attendee->address, ==, "di@example.org");
  attendee = g_ptr_array_index (item->attendees, 3);
  g_assert_cmpstr (attendee->address, ==, "urn:uuid:5");
  attendee = g_ptr_array_index (item->attendees, 0);
  g_assert_cmpstr (attendee->address, ==, "ana@example.org");
  g_assert_cmpstr (attendee->name, ==, "Ruiz, Ana");
  g_assert_cmpint (attendee->partstat, ==, MT_PARTSTAT_DECLINED);
  attendee = g_ptr_array_index (item->attendees, 1);
  g_assert_cmpint (attendee->partstat, ==, MT_PARTSTAT_NONE);
  g_assert_cmpint (item->length, ==, MT_LENGTH_END);
  g_assert_cmpint (item->start.value, ==, instant_of ("2026-11-23T08:00:00Z"));
  g_assert_cmpint (item->end.value, ==, instant_of ("2026-11-23T10:00:00Z"));
  g_assert_cmpint (item->created, ==, instant_of ("2026-11-01T00:00:00Z"));
  g_assert_cmpint (item->dtstamp, ==, instant_of ("2026-11-02T00:00:00Z"));
  g_assert_cmpint (item->last_modified, ==, instant_of ("2026-11-03T00:00:00Z"));
  g_assert_cmpint (item->completed, ==, G_MININT64);
  g_assert_cmpstr (item->url, ==, "https://example.org/x");
  g_assert_false (item->recurs);
  fixture_clear (&fixture);
}

static void
test_durations (void)
{
  static const struct
  {
    const char *text;
    MtLengthKind kind;
    gint32 days;
    gint64 seconds;
  } durations[] = {
    { "P1DT2H3M4S", MT_LENGTH_DURATION, 1, 7384 },
    { "P2W", MT_LENGTH_DURATION, 14, 0 },
    { "-PT15M", MT_LENGTH_DURATION, 0, -900 },
    { "+P1D", MT_LENGTH_DURATION, 1, 0 },
    { "PT36H", MT_LENGTH_DURATION, 0, 129600 },
    { "P", MT_LENGTH_DEFAULT, 0, 0 },
    { "PT", MT_LENGTH_DEFAULT, 0, 0 },
    { "1H", MT_LENGTH_DEFAULT, 0, 0 },
    { "PT1D", MT_LENGTH_DEFAULT, 0, 0 },
    { "P1H", MT_LENGTH_DEFAULT, 0, 0 },
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *event = g_strdup_printf (
          "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261123T090000Z\r\nDURATION:%s\r\nEND:VEVENT\r\n",
          durations[i].text);
      g_autofree char *text = calendar_of (event);
      const MtItem *item;

      fixture_read (&fixture, text, -1, november ());
      item = fixture_find (&fixture, "a");
      g_assert_nonnull (item);
      g_assert_cmpint (item->length, ==, durations[i].kind);
      g_assert_cmpint (item->nominal_days, ==, durations[i].days);
      g_assert_cmpint (item->exact_s, ==, durations[i].seconds);
    }
  fixture_clear (&fixture);
}

static void
test_todo (void)
{
  g_autofree char *text = calendar_of (
      "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Fix it\r\nSTATUS:IN-PROCESS\r\nPRIORITY:2\r\n"
      "PERCENT-COMPLETE:40\r\nDUE;TZID=Europe/Berlin:20261124T170000\r\nRELATED-TO:other\r\n"
      "COMMENT:one\r\nCOMMENT;CN=\"Bo, "
      "^'B^'\";EMAIL=bo@example.org;X-A=1:two\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example."
      "org\r\n"
      "END:VTODO\r\n"
      "BEGIN:VTODO\r\nUID:d\r\nDUE;VALUE=DATE:20261124\r\nSTATUS:COMPLETED\r\n"
      "COMPLETED:20261123T100000Z\r\nEND:VTODO\r\n"
      "BEGIN:VTODO\r\nUID:r\r\nDTSTART;VALUE=DATE:20261124\r\nDURATION:P2D\r\nRRULE:FREQ=WEEKLY\r\n"
      "END:VTODO\r\n");
  const MtComment *comment;
  const MtItem *item;
  Fixture fixture;

  fixture_init (&fixture);
  fixture_read (&fixture, text, -1, november ());
  g_assert_cmpuint (fixture.problems->len, ==, 0);
  item = fixture_find (&fixture, "t");
  g_assert_nonnull (item);
  g_assert_cmpint (item->kind, ==, MT_ITEM_TODO);
  g_assert_cmpint (item->status, ==, MT_STATUS_IN_PROCESS);
  g_assert_cmpint (item->priority, ==, 2);
  g_assert_cmpint (item->percent, ==, 40);
  g_assert_cmpint (item->due.kind, ==, MT_TIME_INSTANT);
  g_assert_cmpint (item->due.value, ==, instant_of ("2026-11-24T16:00:00Z"));
  g_assert_cmpstr (item->related_to, ==, "other");
  g_assert_cmpuint (item->comments->len, ==, 2);
  comment = g_ptr_array_index (item->comments, 0);
  g_assert_cmpstr (comment->text, ==, "one");
  g_assert_null (comment->address);
  g_assert_null (comment->name);
  comment = g_ptr_array_index (item->comments, 1);
  g_assert_cmpstr (comment->text, ==, "two");
  g_assert_cmpstr (comment->address, ==, "bo@example.org");
  g_assert_cmpstr (comment->name, ==, "Bo, \"B\"");
  item = fixture_find (&fixture, "d");
  g_assert_cmpint (item->due.kind, ==, MT_TIME_DATE);
  g_assert_cmpint (item->completed, ==, instant_of ("2026-11-23T10:00:00Z"));
  g_assert_cmpint (item->percent, ==, -1);
  item = fixture_find (&fixture, "r");
  g_assert_true (item->recurs);
  g_assert_cmpint (item->due.value - item->start.value, ==, 2);
  g_assert_cmpuint (item->starts->len, ==, 2);
  fixture_clear (&fixture);
}

static void
test_journal (void)
{
  g_autofree char *text =
      calendar_of ("BEGIN:VJOURNAL\r\nUID:j\r\nDTSTART;VALUE=DATE:20200101\r\nSUMMARY:Done\r\n"
                   "CATEGORIES:UPDATE\r\nORGANIZER:mailto:ana@example.org\r\nDESCRIPTION:a\\nb\r\n"
                   "STATUS:FINAL\r\nEND:VJOURNAL\r\nBEGIN:VJOURNAL\r\nUID:k\r\nEND:VJOURNAL\r\n");
  const MtItem *item;
  Fixture fixture;

  fixture_init (&fixture);
  fixture_read (&fixture, text, -1, november ());
  item = fixture_find (&fixture, "j");
  g_assert_nonnull (item); /* given whatever the window is: the caller asks for a day */
  g_assert_cmpint (item->start.kind, ==, MT_TIME_DATE);
  g_assert_cmpint (item->status, ==, MT_STATUS_FINAL);
  g_assert_cmpstr (item->description, ==, "a\nb");
  g_assert_nonnull (fixture_find (&fixture, "k"));
  g_assert_cmpuint (fixture.problems->len, ==, 0);
  fixture_clear (&fixture);
}

static void
test_freebusy (void)
{
  g_autofree char *text = calendar_of (
      "BEGIN:VFREEBUSY\r\nUID:f\r\nDTSTART:20261101T000000Z\r\nDTEND:20261201T000000Z\r\n"
      "FREEBUSY:20261123T090000Z/PT1H,20261124T090000Z/20261124T100000Z\r\n"
      "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261125T090000Z/PT1H\r\n"
      "FREEBUSY;FBTYPE=FREE:20261126T090000Z/PT1H\r\n"
      "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261127T090000Z/PT1H\r\n"
      "FREEBUSY;FBTYPE=X-WHAT:20270127T090000Z/PT1H\r\nEND:VFREEBUSY\r\n");
  static const MtBusyType types[] = { MT_BUSY, MT_BUSY, MT_BUSY_TENTATIVE, MT_BUSY_FREE,
                                      MT_BUSY_UNAVAILABLE };
  const MtItem *item;
  Fixture fixture;

  fixture_init (&fixture);
  fixture_read (&fixture, text, -1, november ());
  item = fixture_find (&fixture, "f");
  g_assert_nonnull (item);
  g_assert_cmpuint (item->periods->len, ==, G_N_ELEMENTS (types));
  for (guint i = 0; i < item->periods->len; i++)
    {
      MtPeriod period = g_array_index (item->periods, MtPeriod, i);

      g_assert_cmpint (period.type, ==, types[i]);
      g_assert_cmpint (period.end.value - period.start.value, ==, 3600);
    }
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/expand/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/expand/cut", test_cut);
  g_test_add_func ("/expand/cut-not", test_cut_not);
  g_test_add_func ("/expand/fields of an event", test_event_fields);
  g_test_add_func ("/expand/durations", test_durations);
  g_test_add_func ("/expand/todo", test_todo);
  g_test_add_func ("/expand/journal", test_journal);
  g_test_add_func ("/expand/freebusy", test_freebusy);
  return g_test_run ();
}
