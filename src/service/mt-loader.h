/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoader: reads team file, calendars, board and journal into an MtSnapshot. Blocking: call it
 * from a thread of its own (MtSession does) or from a command that has nothing else to do.
 */
#pragma once

#include <gio/gio.h>
#include "service/mt-ignored.h"
#include "service/mt-snapshot.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef enum
{
  MT_LOAD_CALENDARS = 1 << 0,
  MT_LOAD_BOARD = 1 << 1,
  MT_LOAD_JOURNAL = 1 << 2,
  MT_LOAD_CACHED_ONLY = 1 << 3, /* what the store holds; never parse (the first frame) */
  MT_LOAD_NO_STORE = 1 << 4,    /* touch no file of the user's (the demo) */
  MT_LOAD_ALL = MT_LOAD_CALENDARS | MT_LOAD_BOARD | MT_LOAD_JOURNAL,
} MtLoadFlags;

typedef struct _MtLoader MtLoader;

typedef enum
{
  MT_LOADER_ERROR_TEAM_FILE, /* the team file is missing or wrong: the snapshot's problems say where
                              */
  MT_LOADER_ERROR_WORKER,    /* meantime-ical cannot be started */
} MtLoaderError;

#define MT_LOADER_ERROR (mt_loader_error_quark ())
GQuark mt_loader_error_quark (void);

MtSpan mt_loader_window (gint64 now);
MtLoader *mt_loader_new (MtTzdata *tzdata);
void mt_loader_free (MtLoader *self);
void mt_loader_set_ignored (MtLoader *self, MtIgnored *ignored);
MtTeam *mt_loader_read_team (MtLoader *self, const char *path, GPtrArray *problems, GError **error);
MtSnapshot *mt_loader_load (MtLoader *self,
                            const char *path,
                            MtSpan window,
                            MtLoadFlags flags,
                            gint64 now,
                            GPtrArray *problems,
                            GCancellable *cancellable,
                            GError **error);
MtSources *mt_loader_look_at_sources (MtLoader *self, const MtTeam *team, const char *path);
void mt_loader_load_async (MtLoader *self,
                           const char *path,
                           MtSpan window,
                           MtLoadFlags flags,
                           gint64 now,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
MtSnapshot *mt_loader_load_finish (GAsyncResult *result, GPtrArray **problems, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtLoader, mt_loader_free)

G_END_DECLS
