/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtKeys: which instances of a series are meant by EXDATE, RECURRENCE-ID and the like. They are
 * matched by instant; where a value is of another type, by wall clock or by date.
 */
#pragma once

#include "ical/worker/mt-value.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *orders; /* (element-type gint64) what mt_time_order() gives */
  GArray *walls;  /* (element-type gint64) wall seconds on the clock of the series */
  GArray *dates;  /* (element-type gint64) dates on the clock of the series */
} MtKeys;

void mt_keys_init (MtKeys *self);
void mt_keys_clear (MtKeys *self);
void mt_keys_add (MtKeys *self, const MtMoment *moment, MtTimeKind kind);
void mt_keys_add_wall (MtKeys *self, gint64 wall, MtTimeKind kind);
void mt_keys_sort (MtKeys *self);
gboolean mt_keys_have (const MtKeys *self, gint64 order, gint64 wall);

G_END_DECLS
