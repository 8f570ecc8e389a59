/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A folder of a team for one test, and waiting with a deadline.
 */
#pragma once

#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_FIXTURE_NOW G_GINT64_CONSTANT (1795530120) /* 2026-11-24T14:22:00Z, a Tuesday */

typedef struct
{
  char *folder;
  char *team; /* path of the team file */
  MtTzdata *tzdata;
  MtClock *clock;
  MtSession *session;
} MtFixture;

typedef gboolean (*MtFixtureCondition) (MtFixture *fixture, gpointer data);

void mt_fixture_set_up (MtFixture *fixture, gconstpointer data);
void mt_fixture_tear_down (MtFixture *fixture, gconstpointer data);
void mt_fixture_write (MtFixture *fixture, const char *name, const char *text);
void mt_fixture_write_team (MtFixture *fixture, const char *people, const char *calendars);
void mt_fixture_remove (MtFixture *fixture, const char *name);
void
mt_fixture_wait (MtFixture *fixture, const char *what, MtFixtureCondition condition, gpointer data);
gboolean mt_fixture_open (MtFixture *fixture, const char *me, GError **error);
void mt_fixture_wait_read (MtFixture *fixture);
char *mt_fixture_event (const char *uid, const char *start, const char *end, const char *more);
char *mt_fixture_string (gpointer object, const char *property);
gpointer mt_fixture_item (GListModel *model, guint position);
gboolean mt_fixture_has_problem (MtFixture *fixture, const char *part);

G_END_DECLS
