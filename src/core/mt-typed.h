/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The words of a typed time, sorted into a time of day, a day, and what is left: the place.
 */
#pragma once

#include "core/mt-date.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TYPED_DAY_NONE,
  MT_TYPED_DAY_DATE,
  MT_TYPED_DAY_WEEKDAY,
  MT_TYPED_DAY_TODAY,
  MT_TYPED_DAY_TOMORROW,
} MtTypedDay;

typedef struct
{
  gboolean has_time;
  gint32 clock_s; /* since midnight */
  MtTypedDay day;
  MtDate date;       /* with MT_TYPED_DAY_DATE */
  MtWeekday weekday; /* with MT_TYPED_DAY_WEEKDAY */
  GString *rest;     /* the other words, joined by spaces; never NULL */
} MtTyped;

void mt_typed_read (MtTyped *self, const char *text);
void mt_typed_clear (MtTyped *self);
MtDate mt_typed_resolve_day (const MtTyped *self, MtDate today);
char **mt_typed_split (const char *text);
gboolean mt_typed_same_word (const char *a, const char *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtTyped, mt_typed_clear)

G_END_DECLS
