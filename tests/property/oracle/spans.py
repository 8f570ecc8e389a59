# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Sets of instants as sorted lists of half-open spans that neither touch nor overlap."""


def union(spans):
    out = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def intersect(a, b):
    return union((max(s, x), min(e, y)) for s, e in a for x, y in b if max(s, x) < min(e, y))


def subtract(a, b):
    out = []
    for start, end in a:
        for x, y in b:
            if y <= start or x >= end:
                continue
            if x > start:
                out.append((start, x))
            start = max(start, y)
            if start >= end:
                break
        if start < end:
            out.append((start, end))
    return out


def clip(spans, window):
    return intersect(spans, [window])


def holds(spans, instant):
    return any(start <= instant < end for start, end in spans)


def length(spans):
    return sum(end - start for start, end in spans)
