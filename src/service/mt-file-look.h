/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFileLook: what a file is that somebody hands to the window, by what stands in it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MT_FILE_OTHER,
  MT_FILE_TEAM,
  MT_FILE_CALENDAR, /* an .ics file, or a folder of them */
} MtFileKind;

/* How many components of each kind a calendar has; all of them are written in plain text. */
typedef struct
{
  MtFileKind kind;
  guint n_events;
  guint n_tasks;
  guint n_entries; /* of a journal */
} MtFileLook;

void mt_file_look_async (GFile *file,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
MtFileLook *mt_file_look_finish (GAsyncResult *result, GError **error);
void mt_file_look_free (MtFileLook *self);
gboolean mt_file_look_is_calendar_name (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtFileLook, mt_file_look_free)

G_END_DECLS
