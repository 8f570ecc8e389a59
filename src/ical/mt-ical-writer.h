/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalWriter: iCalendar text of our own: CRLF, folded at 75 octets on character borders, escaped.
 */
#pragma once

#include "core/mt-item.h"

G_BEGIN_DECLS

typedef struct _MtIcalWriter MtIcalWriter;

MtIcalWriter *mt_ical_writer_new (void);
void mt_ical_writer_free (MtIcalWriter *self);
void mt_ical_writer_begin (MtIcalWriter *self, const char *component);
void mt_ical_writer_end (MtIcalWriter *self);
void mt_ical_writer_param (MtIcalWriter *self, const char *name, const char *value);
void mt_ical_writer_value (MtIcalWriter *self, const char *name, const char *value);
void mt_ical_writer_text (MtIcalWriter *self, const char *name, const char *text);
void mt_ical_writer_texts (MtIcalWriter *self, const char *name, const char *const *texts);
void mt_ical_writer_utc (MtIcalWriter *self, const char *name, gint64 instant);
void mt_ical_writer_date (MtIcalWriter *self, const char *name, MtDate date);
void mt_ical_writer_wall (MtIcalWriter *self, const char *name, gint64 wall_s);
void mt_ical_writer_period (MtIcalWriter *self, const char *name, gint64 start, gint64 end);
void mt_ical_writer_line (MtIcalWriter *self, const char *line);
void mt_ical_writer_raw (MtIcalWriter *self, const char *text, gsize length);
GBytes *mt_ical_writer_finish (MtIcalWriter *self);

char *mt_ical_escape_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIcalWriter, mt_ical_writer_free)

G_END_DECLS
