/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of the sample team share: who is on it, and their dates at the chosen instant.
 */
#pragma once

#include "core/mt-date.h"
#include "core/mt-zone.h"
#include "ical/mt-ical-writer.h"

G_BEGIN_DECLS

#define MT_DEMO_PEOPLE 11

/* Who is on leave, and how many days before and after today. */
#define MT_DEMO_LEAVE_PERSON "marco"
#define MT_DEMO_LEAVE_BEFORE 2
#define MT_DEMO_LEAVE_AFTER 4

typedef struct
{
  const char *id;
  const char *name;
  const char *zone;
  const char *place;
  const char *days[7];   /* Monday first: "09:00-13:00,14:00-18:00"; NULL is a day off */
  const char *stretch;   /* nullable */
  const char *backup;    /* nullable */
  const char *calendars; /* a folder or a file, relative to the team file */
} MtDemoPerson;

typedef struct
{
  const char *directory; /* unowned */
  gint64 now;
  const MtDemoPerson *people; /* MT_DEMO_PEOPLE of them, unowned */
  MtZone *zones[MT_DEMO_PEOPLE];
  MtDate today[MT_DEMO_PEOPLE]; /* the date on each person's own clock */
} MtDemo;

const MtDemoPerson *mt_demo_get_people (void);
guint mt_demo_find (const MtDemo *self, const char *id);
gint64 mt_demo_instant (const MtDemo *self, guint person, MtDate date, int minutes);
gboolean mt_demo_last_end (const MtDemo *self, guint person, MtDate date, int *minutes);
gboolean mt_demo_on_duty (const MtDemo *self, guint person, gint64 instant);
gboolean mt_demo_on_leave (const MtDemo *self, guint person, MtDate date);
gboolean mt_demo_write (const MtDemo *self, const char *name, const char *text, GError **error);
MtIcalWriter *mt_demo_begin (void);
gboolean
mt_demo_finish (const MtDemo *self, const char *name, MtIcalWriter *writer, GError **error);
void mt_demo_address (MtIcalWriter *writer, const char *property, const MtDemoPerson *person);

gboolean mt_demo_write_calendars (const MtDemo *self, GError **error);
gboolean mt_demo_write_board (const MtDemo *self, GError **error);
gboolean mt_demo_write_journal (const MtDemo *self, GError **error);

G_END_DECLS
