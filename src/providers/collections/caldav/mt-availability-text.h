/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The text of a VAVAILABILITY as plain records, before anything is made of it. Foreign text: read
 * line by line, with caps.
 */
#pragma once

#include "core/mt-date.h"
#include "core/mt-zone.h"

G_BEGIN_DECLS

/* A wall time in a zone. */
typedef struct
{
  gboolean known;
  gint64 wall_s;
  MtZone *zone; /* owned, nullable: floating */
} MtAvailabilityTime;

/* A VAVAILABILITY, or an AVAILABLE in it. */
typedef struct
{
  MtAvailabilityTime start;
  MtAvailabilityTime end;
  gint64 length_s; /* of DURATION, 0: none */
  guint priority;  /* 1 is the highest, 10 stands for none */
  gboolean tentative;
  gboolean repeats;
  guint8 days; /* bit MtWeekday: of a rule */
  gboolean until_known;
  gint64 until_s;   /* wall */
  GArray *without;  /* owned (element-type gint64): walls of EXDATE, in the zone of `start` */
  gboolean strange; /* a rule that no week can say */
  GPtrArray *parts; /* owned (element-type MtAvailabilityBlock): AVAILABLE */
} MtAvailabilityBlock;

GPtrArray *
mt_availability_text_read (GBytes *bytes, MtZoneLookup lookup, gpointer user_data, GError **error);

G_END_DECLS
