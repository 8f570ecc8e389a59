# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Wall clocks: what an instant is called in a zone, and which instant a wall time means."""
import datetime as dt
import zoneinfo

DAY = dt.timedelta(days=1)
EPOCH = dt.datetime(1970, 1, 1)


def zone(name):
    return zoneinfo.ZoneInfo(name)


def wall_of(tz, instant):
    """The naive wall time of INSTANT."""
    return dt.datetime.fromtimestamp(instant, tz).replace(tzinfo=None, fold=0)


def offset_at(tz, instant):
    """Seconds east of UTC."""
    return int(dt.datetime.fromtimestamp(instant, tz).utcoffset().total_seconds())


def instant_of(tz, wall, last=False):
    """The instant of a naive WALL time: moved forward by the gap in a gap, the first (or the LAST)
    occurrence in a fold."""
    first = wall.replace(tzinfo=tz, fold=0).utcoffset()
    second = wall.replace(tzinfo=tz, fold=1).utcoffset()
    in_fold = first > second
    offset = second if in_fold and last else first
    return int((wall - EPOCH - offset).total_seconds())


def midnight(date):
    return dt.datetime.combine(date, dt.time())
