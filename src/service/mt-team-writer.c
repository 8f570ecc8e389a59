/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writes changes to a team file that others write too: it is read again and must be what was read.
 * Links are followed: a team file is often one into a checkout.
 */
#include "config.h"

#include "service/mt-team-writer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "providers/collections/mt-collection.h"
#include "providers/collections/mt-whole-file.h"

#define ANY_MAY_WRITE 0222

G_DEFINE_QUARK (mt - team - writer - error - quark, mt_team_writer_error)

struct _MtTeamUndo
{
  gint ref_count;
  char *path;       /* owned, with links followed */
  GBytes *expected; /* owned: what the file must hold */
  GBytes *wanted;   /* owned: what it then gets */
};

static gboolean
fail_file (GError **error, const char *path, const char *why)
{
  g_set_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE,
               _ ("%s: cannot be changed: %s"), path, why);

  return FALSE;
}

static gboolean
fail_conflict (GError **error, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT,
               _ ("%s: somebody else changed it meanwhile, so nothing was written: look at what it "
                  "says now, then change it again"),
               name);

  return FALSE;
}

/* A file that nobody may write stays, even for those whom the system lets do anything. */
static gboolean
check_writable (const char *path, GError **error)
{
  struct stat info = { 0 };

  if (stat (path, &info) != 0 || (info.st_mode & ANY_MAY_WRITE) != 0)
    return TRUE;

  return fail_file (error, path, _ ("it is read-only; ask whoever keeps it to change it"));
}

/* Puts `wanted` in the place of `expected`, or nothing at all. */
static gboolean
replace (const char *path, GBytes *expected, GBytes *wanted, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!check_writable (path, error))
    return FALSE;
  if (mt_whole_file_exchange (path, expected, wanted, &why))
    return TRUE;
  if (g_error_matches (why, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT))
    return fail_conflict (error, path);
  g_set_error_literal (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE, why->message);

  return FALSE;
}

/* (transfer full): what the file holds; NULL with an error. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  GBytes *bytes = mt_whole_file_read (path, &why);

  if (bytes == NULL)
    g_set_error_literal (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE, why->message);

  return bytes;
}

static MtTeamUndo *
undo_new (const char *path, GBytes *expected, GBytes *wanted)
{
  MtTeamUndo *self = g_new0 (MtTeamUndo, 1);

  self->ref_count = 1;
  self->path = g_strdup (path);
  self->expected = g_bytes_ref (expected);
  self->wanted = g_bytes_ref (wanted);

  return self;
}

/* (transfer full): the file itself, whatever links lead to it. */
static char *
follow_links (const char *path, GError **error)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real);

  if (real == NULL)
    fail_file (error, path, g_strerror (errno));
  free (real);

  return copy;
}

/**
 * mt_team_writer_revision:
 * @bytes: a team file
 *
 * Returns: (transfer full): what tells it from every other: its SHA-256
 */
char *
mt_team_writer_revision (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/**
 * mt_team_writer_find_lock:
 * @path: of a team file
 *
 * Asks before anybody types anything; what is found when it is written counts. Blocking; any
 * thread.
 *
 * Returns: (transfer full) (nullable): why it cannot be changed, %NULL when nothing is known
 * against it
 */
char *
mt_team_writer_find_lock (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *real = follow_links (path, &error);
  g_autofree char *folder = real != NULL ? g_path_get_dirname (real) : NULL;

  if (real != NULL && check_writable (real, &error) &&
      (access (real, W_OK) != 0 || access (folder, W_OK) != 0))
    fail_file (&error, real, g_strerror (errno));

  return error != NULL ? g_strdup (error->message) : NULL;
}

/**
 * mt_team_writer_write:
 * @path: of the team file
 * @revision: of what was read, as mt_team_writer_revision() has it
 * @draft: what to change
 * @tzdata: the zones there are
 * @warnings: (nullable) (element-type MtProblem): takes what the change brings
 * @undo: (out) (transfer full): how to take it back
 * @error: return location
 *
 * Changes the file if it still is what was read. Permissions stay, links are followed. Blocking;
 * any thread.
 *
 * Returns: %TRUE when it is written, or says already what it should; %FALSE when it is as it was,
 *   with an %MT_TEAM_WRITER_ERROR or the reason why the change would make it wrong
 */
gboolean
mt_team_writer_write (const char *path,
                      const char *revision,
                      const MtTeamDraft *draft,
                      MtTzdata *tzdata,
                      GPtrArray *warnings,
                      MtTeamUndo **undo,
                      GError **error)
{
  g_autofree char *real = follow_links (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *found = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  if (real == NULL)
    return FALSE;
  before = read_file (real, error);
  if (before == NULL)
    return FALSE;
  found = mt_team_writer_revision (before);
  if (!g_str_equal (found, revision))
    return fail_conflict (error, path);

  after = mt_team_draft_apply (draft, before, name, mt_tzdata_lookup_func, tzdata, warnings, error);
  if (after == NULL)
    return FALSE;
  if (!g_bytes_equal (before, after) && !replace (real, before, after, error))
    return FALSE;
  *undo = undo_new (real, after, before);

  return TRUE;
}

/**
 * mt_team_undo_changes_file:
 * @self: a change that was written
 *
 * Returns: whether there is anything to take back
 */
gboolean
mt_team_undo_changes_file (const MtTeamUndo *self)
{
  return !g_bytes_equal (self->expected, self->wanted);
}

/**
 * mt_team_undo_ref:
 * @self: a change that was written
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtTeamUndo *
mt_team_undo_ref (MtTeamUndo *self)
{
  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_team_undo_unref:
 * @self: (transfer full): a change that was written
 *
 * Any thread.
 */
void
mt_team_undo_unref (MtTeamUndo *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_free (self->path);
  g_bytes_unref (self->expected);
  g_bytes_unref (self->wanted);
  g_free (self);
}

/**
 * mt_team_undo_write:
 * @self: a change that was written
 * @redo: (out) (transfer full): how to make it again
 * @error: return location
 *
 * Takes the change back, to the byte, unless somebody wrote since. Blocking; any thread.
 *
 * Returns: %TRUE when the file is as it was before the change; %FALSE with an
 *   %MT_TEAM_WRITER_ERROR
 */
gboolean
mt_team_undo_write (const MtTeamUndo *self, MtTeamUndo **redo, GError **error)
{
  if (mt_team_undo_changes_file (self) &&
      !replace (self->path, self->expected, self->wanted, error))
    return FALSE;
  *redo = undo_new (self->path, self->wanted, self->expected);

  return TRUE;
}
