/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the tests of ical share: a client with the system's zones, and one call from text to items.
 */
#pragma once

#include "ical/mt-ical-client.h"
#include "zone/mt-tzdata.h"

typedef struct
{
  MtTzdata *tzdata;
  MtIcalClient *client;
  GPtrArray *objects;  /* (element-type MtIcalObject) of the last text */
  GPtrArray *items;    /* (element-type MtItem) */
  GPtrArray *problems; /* (element-type MtProblem) */
} Fixture;

MtZone *fixture_lookup_cb (const char *id, gpointer user_data);
void fixture_init (Fixture *self);
void fixture_clear (Fixture *self);
gboolean fixture_read (Fixture *self, const char *text, gssize length, MtSpan window);
const MtItem *fixture_find (Fixture *self, const char *uid);
guint fixture_errors (Fixture *self);
gboolean fixture_has_problem (Fixture *self, const char *item, const char *part);
gint64 instant_of (const char *utc);
char *calendar_of (const char *components);
