/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDraftFolder: drafts as files. The name says by a checksum whose and which it is, so that no
 * path or id has to fit into one; inside stands the same in words, and the text.
 */
#include "config.h"

#include "service/mt-draft-folder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define GROUP "draft"
#define SUFFIX ".draft"
#define MAX_BYTES (1 << 20) /* of a file; what is longer is none of ours */
#define NAME_LENGTH 32      /* of a checksum, in a file's name */

struct _MtDraftFolder
{
  char *path;
  char *team; /* valid UTF-8 */
  char *me;
  char *prefix; /* of the names of the files */
};

/**
 * mt_draft_new:
 * @parts: (transfer full): what is written
 * @saved: when, Unix seconds
 *
 * Returns: (transfer full): the draft
 */
MtDraft *
mt_draft_new (MtUpdateParts *parts, gint64 saved)
{
  MtDraft *draft = g_new0 (MtDraft, 1);

  draft->parts = parts;
  draft->saved = saved;

  return draft;
}

/**
 * mt_draft_free:
 * @draft: (transfer full): a draft
 *
 * Frees it.
 */
void
mt_draft_free (MtDraft *draft)
{
  mt_update_parts_free (draft->parts);
  g_free (draft);
}

/**
 * mt_draft_folder_new:
 * @path: (type filename): the folder; it need not be there
 * @team_path: (type filename): of the team file
 * @me: who writes: a person's id
 *
 * Returns: (transfer full): the place of that person's drafts
 */
MtDraftFolder *
mt_draft_folder_new (const char *path, const char *team_path, const char *me)
{
  MtDraftFolder *self = g_atomic_rc_box_new0 (MtDraftFolder);
  g_autofree char *whose = g_strconcat (team_path, "\n", me, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whose, -1);

  self->path = g_strdup (path);
  self->team = g_utf8_make_valid (team_path, -1);
  self->me = g_strdup (me);
  self->prefix = g_strndup (sum, NAME_LENGTH);

  return self;
}

/**
 * mt_draft_folder_ref:
 * @self: a place of drafts
 *
 * Returns: (transfer full): the same
 */
MtDraftFolder *
mt_draft_folder_ref (MtDraftFolder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  MtDraftFolder *self = data;

  g_free (self->path);
  g_free (self->team);
  g_free (self->me);
  g_free (self->prefix);
}

/**
 * mt_draft_folder_unref:
 * @self: (transfer full): a place of drafts
 *
 * Lets go of it.
 */
void
mt_draft_folder_unref (MtDraftFolder *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * mt_draft_folder_dup_path:
 * @self: a place of drafts
 * @key: what the draft is called
 *
 * Returns: (transfer full) (type filename): its file
 */
char *
mt_draft_folder_dup_path (const MtDraftFolder *self, const char *key)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = g_strdup_printf ("%s-%.*s" SUFFIX, self->prefix, NAME_LENGTH, sum);

  return g_build_filename (self->path, name, NULL);
}

/**
 * mt_draft_folder_describe:
 * @self: a place of drafts
 * @key: what the draft is called
 * @draft: the draft
 *
 * Returns: (transfer full): what stands in its file
 */
char *
mt_draft_folder_describe (const MtDraftFolder *self, const char *key, const MtDraft *draft)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  g_key_file_set_string (keys, GROUP, "team", self->team);
  g_key_file_set_string (keys, GROUP, "me", self->me);
  g_key_file_set_string (keys, GROUP, "key", key);
  g_key_file_set_int64 (keys, GROUP, "saved", draft->saved);
  g_key_file_set_string (keys, GROUP, "done", draft->parts->done);
  g_key_file_set_string (keys, GROUP, "next", draft->parts->next);
  g_key_file_set_string (keys, GROUP, "blocked", draft->parts->blocked);

  return g_key_file_to_data (keys, NULL, NULL);
}

static char *
get_text (GKeyFile *keys, const char *name)
{
  char *text = g_key_file_get_string (keys, GROUP, name, NULL);

  return text != NULL ? text : g_strdup ("");
}

static gboolean
is_small_file (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size <= MAX_BYTES;
}

static MtUpdateParts *
read_parts (GKeyFile *keys)
{
  MtUpdateParts *parts = g_new0 (MtUpdateParts, 1);

  parts->done = get_text (keys, "done");
  parts->next = get_text (keys, "next");
  parts->blocked = get_text (keys, "blocked");

  return parts;
}

/* What is no draft of this person in this team is left alone. */
static void
read_file (const MtDraftFolder *self, const char *path, GHashTable *drafts)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *team = NULL;
  g_autofree char *me = NULL;
  g_autofree char *key = NULL;

  if (!is_small_file (path) || !g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    return;
  team = get_text (keys, "team");
  me = get_text (keys, "me");
  key = get_text (keys, "key");
  if (!g_str_equal (team, self->team) || !g_str_equal (me, self->me) || *key == '\0')
    return;

  g_hash_table_replace (
      drafts, g_steal_pointer (&key),
      mt_draft_new (read_parts (keys), g_key_file_get_int64 (keys, GROUP, "saved", NULL)));
}

/**
 * mt_draft_folder_read:
 * @self: a place of drafts
 *
 * Reads all there are. Blocks; any thread.
 *
 * Returns: (transfer full) (element-type utf8 MtDraft): them by what they are called
 */
GHashTable *
mt_draft_folder_read (const MtDraftFolder *self)
{
  GHashTable *drafts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mt_draft_free);
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);

      if (g_str_has_prefix (name, self->prefix) && g_str_has_suffix (name, SUFFIX))
        read_file (self, path, drafts);
    }

  return drafts;
}

static gboolean
remove_file (const char *path, GError **error)
{
  const gint code = g_unlink (path) != 0 ? errno : 0;

  if (code == 0 || code == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

/**
 * mt_draft_folder_put:
 * @path: (type filename): of a draft
 * @text: (nullable): what is to stand there; %NULL: nothing any more
 * @error: a %G_FILE_ERROR that names the file
 *
 * Replaces the file whole, or removes it. Blocks; any thread.
 *
 * Returns: whether that was done
 */
gboolean
mt_draft_folder_put (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (text == NULL)
    return remove_file (path, error);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      const gint code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("%s: cannot be made: %s"), folder, g_strerror (code));
      return FALSE;
    }

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
