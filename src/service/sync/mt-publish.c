/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which files and folders go where, one after the other, and what the team file says of them then.
 */
#include "config.h"
#include "service/sync/mt-publish.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/mt-problem.h"
#include "net/mt-url.h"
#include "service/mt-team-writer.h"
#include "team/mt-team-file.h"

#define TEAM_FILE "team.json"
#define SAFE G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_."

struct _MtPublish
{
  char *url;            /* owned: with a slash at its end */
  char *team_path;      /* owned, nullable */
  char *revision;       /* owned, nullable: of the team file as it was read */
  MtTeam *team;         /* owned, nullable */
  GPtrArray *parts;     /* owned (element-type MtPublishPart) */
  GPtrArray *changes;   /* owned (element-type MtPublishChange) */
  GHashTable *by_path;  /* owned: path -> MtPublishPart (unowned) */
  GHashTable *segments; /* owned: names of collections that are taken */
};

G_DEFINE_QUARK (mt_publish_error, mt_publish_error)

/**
 * mt_publish_free:
 * @self: (transfer full): a move
 */
void
mt_publish_free (MtPublish *self)
{
  g_free (self->url);
  g_free (self->team_path);
  g_free (self->revision);
  g_clear_pointer (&self->team, mt_team_unref);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->changes);
  g_hash_table_unref (self->by_path);
  g_hash_table_unref (self->segments);
  g_free (self);
}

static gboolean
fail (GError **error, MtPublishError code, const char *where, const char *what)
{
  g_set_error (error, MT_PUBLISH_ERROR, (int) code, "%s: %s", where, what);
  return FALSE;
}

/* --- where things go --- */

/* The last part of a path, in letters that every server takes, and that no other part has. */
static char *
make_segment (MtPublish *self, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (base, ".ics"))
    base[strlen (base) - 4] = '\0';
  g_strcanon (base, SAFE, '-');
  if (*base == '.' || *base == '\0')
    *base = '-';
  name = g_strdup (base);
  for (guint i = 2; g_hash_table_contains (self->segments, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u", base, i);
    }
  g_hash_table_add (self->segments, g_strdup (name));
  return g_steal_pointer (&name);
}

/* One source of the team file. Those on servers stay where they are; one that several people have
 * is moved once. */
static void
add_source (MtPublish *self,
            const char *person,
            const char *key,
            const char *written,
            MtHolds holds)
{
  g_autofree char *folder = g_path_get_dirname (self->team_path);
  g_autofree char *path = g_canonicalize_filename (written, folder);
  MtPublishPart *part = g_hash_table_lookup (self->by_path, path);
  MtPublishChange *change;

  if (strstr (written, "://") != NULL || g_str_has_suffix (written, ".ifb"))
    return;
  if (part == NULL)
    {
      g_autofree char *segment = make_segment (self, path);

      part = mt_publish_part_new (path, self->url, segment);
      g_ptr_array_add (self->parts, part);
      g_hash_table_insert (self->by_path, part->path, part);
    }
  part->wanted |= holds;
  change = g_new0 (MtPublishChange, 1);
  change->person = g_strdup (person);
  change->key = g_strdup (key);
  change->from = g_strdup (written);
  g_ptr_array_add (self->changes, change);
}

static void
plan_team (MtPublish *self)
{
  if (self->team->board != NULL)
    add_source (self, NULL, "calendars.board", self->team->board, MT_HOLDS_TASKS);
  if (self->team->journal != NULL)
    add_source (self, NULL, "calendars.journal", self->team->journal, MT_HOLDS_JOURNALS);
  for (guint i = 0; i < self->team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (self->team->people, i);

      for (guint j = 0; person->calendars[j] != NULL; j++)
        add_source (self, person->id, "calendars", person->calendars[j], MT_HOLDS_EVENTS);
      for (guint j = 0; person->holidays[j] != NULL; j++)
        add_source (self, person->id, "holidays", person->holidays[j], MT_HOLDS_EVENTS);
    }
}

/* A plain folder: the URL is that of the collection itself. */
static gboolean
plan_folder (MtPublish *self, const char *folder, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  g_autofree char *home = mt_url_resolve (self->url, "../", NULL);
  g_autofree char *name = home != NULL ? mt_url_get_name (home, home, self->url) : NULL;
  MtPublishPart *part;

  if (name != NULL)
    g_strdelimit (name, "/", '\0');
  if (name == NULL || *name == '\0')
    return fail (error, MT_PUBLISH_ERROR_URL, self->url,
                 _ ("this is the top of the server; name the calendar that is to be made, like "
                    "https://dav.example.org/ana/work/"));
  part = mt_publish_part_new (path, home, name);
  g_free (part->url);
  part->url = g_strdup (self->url);
  g_ptr_array_add (self->parts, part);
  return TRUE;
}

static gboolean
read_team (MtPublish *self, MtTzdata *tzdata, GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) why = NULL;
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (self->team_path, &text, &length, &why))
    return fail (error, MT_PUBLISH_ERROR_FOLDER, self->team_path, why->message);
  bytes = g_bytes_new_take (text, length);
  self->revision = mt_team_writer_revision (bytes);
  self->team = mt_team_file_read (bytes, self->team_path, FALSE, mt_tzdata_lookup_func, NULL,
                                  tzdata, problems);
  if (self->team == NULL)
    return fail (error, MT_PUBLISH_ERROR_FOLDER, self->team_path,
                 _ ("the team file is wrong; meantimectl team check says where"));
  return TRUE;
}

/* Returns: (transfer full) (nullable): the team file that is meant by a file or folder. */
static char *
find_team_file (const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  g_autofree char *path = g_build_filename (whole, TEAM_FILE, NULL);

  if (g_str_has_suffix (folder, ".json"))
    return g_steal_pointer (&whole);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

static gboolean
plan (MtPublish *self, const char *folder, MtTzdata *tzdata, GError **error)
{
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return fail (error, MT_PUBLISH_ERROR_FOLDER, folder, _ ("there is no such file or folder"));
  self->team_path = find_team_file (folder);
  if (self->team_path == NULL)
    return plan_folder (self, folder, error);
  if (!read_team (self, tzdata, error))
    return FALSE;
  plan_team (self);
  if (self->parts->len > 0)
    return TRUE;
  return fail (error, MT_PUBLISH_ERROR_FOLDER, self->team_path,
               _ ("nothing to publish: no board, journal or calendar of this team is a file here"));
}

/* Returns: (transfer full) (nullable): the URL with a slash at its end. */
static char *
read_url (const char *url, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *plain = mt_url_normalise (url, &why);

  if (plain == NULL)
    fail (error, MT_PUBLISH_ERROR_URL, url, why->message);
  else if (strpbrk (plain, "?#") != NULL)
    fail (error, MT_PUBLISH_ERROR_URL, url, _ ("a calendar’s URL has neither ? nor #"));
  else
    return g_strconcat (plain, g_str_has_suffix (plain, "/") ? "" : "/", NULL);
  return NULL;
}

/**
 * mt_publish_new:
 * @folder: a folder with a team file (team.json), a team file, or a folder of .ics files, or one
 * @url: of a team: where its collections are to be made; else the collection itself
 * @tzdata: the zones there are
 * @error: return location
 *
 * Finds out what is to be moved. No server is asked yet.
 *
 * Returns: (transfer full): a move; %NULL with an #MtPublishError
 */
MtPublish *
mt_publish_new (const char *folder, const char *url, MtTzdata *tzdata, GError **error)
{
  g_autofree char *plain = read_url (url, error);
  g_autoptr (MtPublish) self = NULL;

  if (plain == NULL)
    return NULL;
  self = g_new0 (MtPublish, 1);
  self->url = g_steal_pointer (&plain);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_publish_part_free);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_publish_change_free);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  self->segments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return plan (self, folder, tzdata, error) ? g_steal_pointer (&self) : NULL;
}

/* --- moving --- */

/**
 * mt_publish_run:
 * @self: a move
 * @http: a client that is signed in
 * @progress: (nullable): called after each item
 * @user_data: given to @progress
 * @cancellable: (nullable): to stop after an item
 * @error: return location
 *
 * Moves all of it. What is there already counts as moved; what is there and differs is left alone
 * and named. May be called again, and goes on where it stopped.
 *
 * Returns: %FALSE with an error when the rest was not tried: an #MtNetError, an #MtPublishError, an
 *   #MtCollectionError or %G_IO_ERROR_CANCELLED. mt_publish_is_complete() says whether all is well.
 */
gboolean
mt_publish_run (MtPublish *self,
                MtHttp *http,
                MtPublishProgress progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!mt_publish_part_run (g_ptr_array_index (self->parts, i), http, progress, user_data,
                              cancellable, error))
      return FALSE;
  return TRUE;
}

/**
 * mt_publish_get_parts:
 * @self: a move
 *
 * Returns: (transfer none) (element-type MtPublishPart): what goes where, and how it went
 */
GPtrArray *
mt_publish_get_parts (MtPublish *self)
{
  return self->parts;
}

/**
 * mt_publish_get_changes:
 * @self: a move
 *
 * Returns: (transfer none) (element-type MtPublishChange): what is to change in the team file, in
 *   its order; none of a plain folder
 */
GPtrArray *
mt_publish_get_changes (MtPublish *self)
{
  g_autofree char *folder =
      self->team_path != NULL ? g_path_get_dirname (self->team_path) : g_strdup ("");

  /* A server may have given a collection another URL than it was asked for. */
  for (guint i = 0; i < self->changes->len; i++)
    {
      MtPublishChange *change = g_ptr_array_index (self->changes, i);
      g_autofree char *path = g_canonicalize_filename (change->from, folder);
      const MtPublishPart *part = g_hash_table_lookup (self->by_path, path);

      g_free (change->to);
      change->to = g_strdup (part->url);
    }
  return self->changes;
}

/**
 * mt_publish_get_team_path:
 * @self: a move
 *
 * Returns: (nullable): the team file, %NULL of a plain folder
 */
const char *
mt_publish_get_team_path (MtPublish *self)
{
  return self->team_path;
}

/**
 * mt_publish_is_complete:
 * @self: a move
 *
 * Returns: %TRUE when everything is on the server, and says the same there
 */
gboolean
mt_publish_is_complete (MtPublish *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!mt_publish_part_is_complete (g_ptr_array_index (self->parts, i)))
      return FALSE;
  return TRUE;
}

/* --- the team file --- */

/* The list of a person with URLs where files stood. */
static char **
changed_list (MtPublish *self, const char *person, const char *key, char **list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; list[i] != NULL; i++)
    {
      const char *to = list[i];

      for (guint j = 0; j < self->changes->len; j++)
        {
          const MtPublishChange *change = g_ptr_array_index (self->changes, j);

          if (g_strcmp0 (change->person, person) == 0 && g_str_equal (change->key, key) &&
              g_str_equal (change->from, list[i]))
            to = change->to;
        }
      g_strv_builder_add (builder, to);
    }
  return g_strv_builder_end (builder);
}

static MtTeamDraft *
make_draft (MtPublish *self)
{
  MtTeamDraft *draft = mt_team_draft_new ();

  for (guint i = 0; i < mt_publish_get_changes (self)->len; i++)
    {
      const MtPublishChange *change = g_ptr_array_index (self->changes, i);
      const MtPerson *person =
          change->person != NULL ? mt_team_find (self->team, change->person) : NULL;
      g_auto (GStrv) list = NULL;

      if (person == NULL)
        {
          mt_team_draft_set_text (draft, NULL, change->key, change->to);
          continue;
        }
      list = changed_list (self, change->person, change->key,
                           g_str_equal (change->key, "holidays") ? person->holidays
                                                                 : person->calendars);
      mt_team_draft_set_texts (draft, change->person, change->key, (const char *const *) list);
    }
  return draft;
}

/**
 * mt_publish_update_team:
 * @self: a move that is complete
 * @tzdata: the zones there are
 * @error: return location
 *
 * Writes the URLs into the team file, in the lines where the files stood; every other byte stays.
 *
 * Returns: %FALSE, and the file as it was, with %MT_PUBLISH_ERROR_TEAM
 */
gboolean
mt_publish_update_team (MtPublish *self, MtTzdata *tzdata, GError **error)
{
  g_autoptr (MtTeamDraft) draft = NULL;
  g_autoptr (MtTeamUndo) undo = NULL;
  g_autoptr (GError) why = NULL;

  g_return_val_if_fail (self->team_path != NULL, FALSE);
  if (!mt_publish_is_complete (self))
    return fail (error, MT_PUBLISH_ERROR_TEAM, self->team_path,
                 _ ("it is not changed, because not everything is on the server as it is here"));
  draft = make_draft (self);
  if (mt_team_writer_write (self->team_path, self->revision, draft, tzdata, NULL, &undo, &why))
    return TRUE;
  return fail (error, MT_PUBLISH_ERROR_TEAM, self->team_path, why->message);
}
