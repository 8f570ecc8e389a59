/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A person in one row of a table: real zones, and everything else as text.
 */
#pragma once

#include "fixtures.h"
#include "core/mt-work.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

/* A person, their calendars, and a memo. */
typedef struct
{
  MtPerson *person;
  MtAgenda *agenda;
  MtPatterns *patterns;
} Row;

/* What differs from plain hours, separated by "; ":
 *   off DATE [RANGES]         hours of one date
 *   away DATE DATE
 *   travel DATE DATE ZONE
 *   holiday DATE
 *   busy START/END            in UTC, also tentative, unavailable, focus */
void row_init (Row *row, MtTzdata *tzdata, const char *zone, const char *week, const char *changes);
void row_clear (Row *row);
char *row_write_instant (gint64 instant);
char *row_write_spans (const MtSpans *spans);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

G_END_DECLS
