/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Makes the file of a new team: whoever makes it is its first person, and folders beside it hold
 * board and journal.
 */
#include "config.h"

#include "service/mt-team-maker.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "providers/collections/mt-whole-file.h"
#include "service/mt-team-draft.h"
#include "service/mt-team-writer.h"

#define BOARD "board"
#define JOURNAL "journal"

/* As people write it, so that what is added later looks the same. */
static const char plain[] = "{\n  \"version\": 1,\n  \"people\": [\n  ]\n}\n";
static const char with_folders[] = "{\n  \"version\": 1,\n  \"people\": [\n  ],\n"
                                   "  \"calendars\": { \"board\": \"" BOARD "\", \"journal\": "
                                   "\"" JOURNAL "\" }\n}\n";

static void
set_if_any (MtTeamDraft *draft, const char *id, const char *key, const char *text)
{
  if (text[0] != '\0')
    mt_team_draft_set_text (draft, id, key, text);
}

/**
 * mt_team_maker_build:
 * @team: what is known
 * @tzdata: the zones there are
 * @id: (out) (transfer full): the id of whoever makes it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the team file; %NULL when it would be wrong, with the reason
 */
GBytes *
mt_team_maker_build (const MtNewTeam *team, MtTzdata *tzdata, char **id, GError **error)
{
  const char *start = team->folders ? with_folders : plain;
  const char *const emails[] = { team->email, NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (start, strlen (start));
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  g_autoptr (MtTeam) nobody = mt_team_new ();
  g_autofree char *me = mt_team_draft_make_id (nobody, team->me);
  GBytes *built = NULL;

  set_if_any (draft, NULL, "name", team->name);
  mt_team_draft_add_person (draft, me);
  mt_team_draft_set_text (draft, me, "name", team->me);
  if (team->email[0] != '\0')
    mt_team_draft_set_texts (draft, me, "emails", emails);
  mt_team_draft_set_text (draft, me, "timezone", mt_zone_get_id (team->zone));
  set_if_any (draft, me, "location", team->location);
  built =
      mt_team_draft_apply (draft, bytes, "team.json", mt_tzdata_lookup_func, tzdata, NULL, error);
  *id = built != NULL ? g_steal_pointer (&me) : NULL;

  return built;
}

typedef struct
{
  char *path;
  GBytes *bytes; /* owned */
  gboolean folders;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_bytes_unref (job->bytes);
  g_free (job);
}

/* A folder that is there already will do. */
static gboolean
make_folder (const char *team_path, const char *name, GError **error)
{
  g_autofree char *base = g_path_get_dirname (team_path);
  g_autofree char *path = g_build_filename (base, name, NULL);

  if (g_mkdir (path, 0777) == 0 || (errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_DIR)))
    return TRUE;
  g_set_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE,
               _ ("%s: this folder cannot be made: %s"), path, g_strerror (errno));

  return FALSE;
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->folders &&
      (!make_folder (job->path, BOARD, &error) || !make_folder (job->path, JOURNAL, &error)))
    g_task_return_error (task, error);
  /* Whoever chose the place was asked before an older file is replaced. */
  else if (!mt_whole_file_replace (job->path, job->bytes))
    g_task_return_new_error (task, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE,
                             _ ("%s: cannot be written: %s; choose another place"), job->path,
                             g_strerror (errno));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * mt_team_maker_write_async:
 * @file: where; a file that is there is replaced
 * @bytes: the team file
 * @folders: whether to make folders for board and journal beside it
 * @cancellable: (nullable): to stop, before it has begun
 * @callback: called when it is done, or has failed
 * @user_data: for @callback
 *
 * Writes a new team file, whole or not at all.
 */
void
mt_team_maker_write_async (GFile *file,
                           GBytes *bytes,
                           gboolean folders,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->path = g_file_get_path (file);
  job->bytes = g_bytes_ref (bytes);
  job->folders = folders;
  g_task_set_source_tag (task, mt_team_maker_write_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  if (job->path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("A team file needs a place on this computer"));
  else
    g_task_run_in_thread (task, write_thread);
}

/**
 * mt_team_maker_write_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: %FALSE with an %MT_TEAM_WRITER_ERROR or %G_IO_ERROR_NOT_SUPPORTED
 */
gboolean
mt_team_maker_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
