/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Logical lines of iCalendar text where they stand, and one of them taken apart.
 */
#pragma once

#include "core/mt-item.h"
#include "core/mt-zone.h"

G_BEGIN_DECLS

/* A logical line with its folds and its line end: bytes from `start` to `end`. */
typedef struct
{
  const char *start;
  const char *end;
} MtIcalLine;

typedef struct
{
  const char *at;
  const char *end;
} MtIcalLines;

/* A line taken apart, unfolded. */
typedef struct
{
  char *name;        /* as written */
  GPtrArray *params; /* (element-type utf8) "NAME=VALUE" as written */
  char *value;       /* as written, without blanks around it */
} MtIcalProperty;

gboolean mt_ical_lines_next (MtIcalLines *self, MtIcalLine *line);
gboolean mt_ical_line_is (const MtIcalLine *self, const char *name);
gboolean mt_ical_line_is_begin (const MtIcalLine *self, const char *component);
MtIcalProperty *mt_ical_property_new (const char *start, gsize length);
void mt_ical_property_free (MtIcalProperty *self);
char *mt_ical_property_dup_line (const MtIcalProperty *self, const char *value);
char *mt_ical_property_dup_param (const MtIcalProperty *self, const char *name);
MtTime mt_ical_property_time (const MtIcalProperty *self, MtZoneLookup lookup, gpointer user_data);

char *mt_ical_unescape_text (const char *text, gsize length);
char *mt_ical_time_format (MtTime time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIcalProperty, mt_ical_property_free)

G_END_DECLS
