/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What servers and the accounts of this user add to a team: calendars that its file does not name,
 * and the hours of people of whom it has none.
 */
#include "config.h"

#include "service/mt-loader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-availability.h"
#include "service/accounts/mt-account-file.h"
#include "service/mt-source.h"

/* -- A team file on a server -- */

static gboolean
is_url (const char *path)
{
  return strstr (path, "://") != NULL;
}

static void
make_absolute (char **written, const char *base)
{
  g_autofree char *url = NULL;

  if (*written == NULL || is_url (*written))
    return;
  url = mt_url_resolve (base, *written, NULL);
  if (url == NULL)
    return;
  g_free (*written);
  *written = g_steal_pointer (&url);
}

static void
make_all_absolute (char **all, const char *base)
{
  for (guint i = 0; all[i] != NULL; i++)
    make_absolute (&all[i], base);
}

/**
 * mt_loader_make_absolute: (skip)
 * @team: a team, as its file was read
 * @path: of the file: a path or URL
 *
 * What a team file on a server names without a server is beside it.
 */
void
mt_loader_make_absolute (MtTeam *team, const char *path)
{
  if (!is_url (path))
    return;
  make_absolute (&team->board, path);
  make_absolute (&team->journal, path);
  for (guint i = 0; i < team->people->len; i++)
    {
      MtPerson *person = g_ptr_array_index (team->people, i);

      make_all_absolute (person->calendars, path);
      make_all_absolute (person->holidays, path);
      make_absolute (&person->picture, path);
    }
}

/* -- Calendars that the team file does not name -- */

/* One that takes no events makes nobody busy. */
static gboolean
has_events (const MtAccountCollection *collection)
{
  return collection->components == NULL || strstr (collection->components, "VEVENT") != NULL;
}

/* (transfer full): what a calendar of a person is told by, however its URL is spelt. */
static char *
name_calendar (const MtPerson *person, const char *url)
{
  g_autofree char *normal = is_url (url) ? mt_url_normalise (url, NULL) : NULL;

  return g_strdup_printf ("%s %s", person->id, normal != NULL ? normal : url);
}

/* (transfer full) (element-type utf8): the calendars that the team names. An account may have
 * hundreds, and each is looked for among all. */
static GHashTable *
list_named (const MtTeam *team)
{
  GHashTable *named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);

      for (guint k = 0; person->calendars[k] != NULL; k++)
        g_hash_table_add (named, name_calendar (person, person->calendars[k]));
    }

  return named;
}

static void
add_calendar (MtPerson *person, const char *url, GHashTable *named)
{
  const guint n = g_strv_length (person->calendars);

  if (!g_hash_table_add (named, name_calendar (person, url)))
    return;
  person->calendars = g_renew (char *, person->calendars, n + 2);
  person->calendars[n] = g_strdup (url);
  person->calendars[n + 1] = NULL;
  person->n_added++;
}

static void
add_mapped (MtTeam *team, const MtAccount *account, GHashTable *named)
{
  for (guint i = 0; i < account->collections->len; i++)
    {
      const MtAccountCollection *collection = g_ptr_array_index (account->collections, i);
      MtPerson *person =
          collection->person != NULL ? (MtPerson *) mt_team_find (team, collection->person) : NULL;

      if (person != NULL && collection->used && collection->counts && has_events (collection))
        add_calendar (person, collection->url, named);
    }
}

/* (transfer full) (nullable): what servers said of a person under one of their addresses. */
static MtStoreCollection *
find_said (MtLoader *self, const char *prefix, const MtPerson *person)
{
  for (guint i = 0; person->emails[i] != NULL; i++)
    {
      g_autofree char *address = g_ascii_strdown (person->emails[i], -1);
      g_autofree char *url = g_strconcat (prefix, address, NULL);
      MtStoreCollection *found = mt_item_store_find (self->items, url);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Whose calendar may not be read may still say when they are free. */
static void
add_freebusy (MtLoader *self, MtPerson *person, GHashTable *named)
{
  g_autoptr (MtStoreCollection) said =
      person->calendars[0] == NULL ? find_said (self, MT_STORE_FREEBUSY, person) : NULL;

  if (said != NULL)
    add_calendar (person, said->url, named);
}

/* -- Hours that the team file does not have -- */

/* Leave is what both say. */
static void
add_away (MtPerson *person, const GArray *served)
{
  for (guint i = 0; i < served->len; i++)
    {
      MtAway away = g_array_index (served, MtAway, i);

      away.reason = g_strdup (away.reason);
      g_array_append_val (person->away, away);
      person->n_away_added++;
    }
}

/* Single dates of the team file come first. */
static void
add_exceptions (MtPerson *person, const GArray *served)
{
  for (guint i = 0; i < served->len; i++)
    {
      MtException exception = g_array_index (served, MtException, i);

      exception.ranges = g_array_copy (exception.ranges);
      g_array_append_val (person->exceptions, exception);
      person->n_exceptions_added++;
    }
}

static void
set_hours (MtPerson *person, const MtAvailability *hours)
{
  mt_week_unref (person->week);
  person->week = mt_week_ref (hours->week);
  add_exceptions (person, hours->exceptions);
  add_away (person, hours->away);
}

static void
read_hours (MtLoader *self, MtPerson *person, GBytes *bytes, gint64 now, GPtrArray *problems)
{
  g_autoptr (MtAvailability) hours =
      mt_availability_read (bytes, mt_loader_look_up_zone, self->tzdata, now, NULL);

  if (hours == NULL || hours->week == NULL)
    return;
  if (mt_availability_move (hours, person->zone, now))
    set_hours (person, hours);
  else
    g_ptr_array_add (
        problems,
        mt_problem_new (MT_SEVERITY_WARNING, person->name, 0, 0, NULL,
                        /* Translators: two time zones. */
                        _ ("the hours kept on the server are by the clock of %s, which is no week "
                           "of %s all year round; write them into the team file"),
                        mt_zone_get_id (hours->zone), mt_zone_get_id (person->zone)));
}

static void
add_hours (MtLoader *self, MtPerson *person, gint64 now, GPtrArray *problems)
{
  g_autoptr (MtStoreCollection) said =
      person->standard_hours ? find_said (self, MT_STORE_AVAILABILITY, person) : NULL;
  g_autoptr (MtStoreItem) item = NULL;

  if (said == NULL)
    return;
  item = mt_item_store_read_item (self->items, said->url, "");
  if (item != NULL && item->bytes != NULL)
    read_hours (self, person, item->bytes, now, problems);
}

/**
 * mt_loader_add_served: (skip)
 * @self: a loader
 * @team: a team, as its file was read
 * @now: Unix seconds
 * @problems: (element-type MtProblem): array to append to
 *
 * Adds what the accounts of this user and the answers of servers know of people. Without an account
 * there is nothing to add, and nothing is opened to find that out.
 */
void
mt_loader_add_served (MtLoader *self, MtTeam *team, gint64 now, GPtrArray *problems)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (NULL);
  g_autoptr (GPtrArray) accounts = mt_account_file_load (file, NULL);
  g_autoptr (GHashTable) named = NULL;

  if (accounts == NULL || accounts->len == 0)
    return;
  mt_loader_open_items (self);
  named = list_named (team);
  for (guint i = 0; i < accounts->len; i++)
    add_mapped (team, g_ptr_array_index (accounts, i), named);
  for (guint i = 0; i < team->people->len; i++)
    {
      add_freebusy (self, g_ptr_array_index (team->people, i), named);
      add_hours (self, g_ptr_array_index (team->people, i), now, problems);
    }
}

/* -- What is known of the places -- */

/**
 * mt_loader_open_items: (skip)
 * @self: a loader
 *
 * Opens what servers hold, once.
 */
void
mt_loader_open_items (MtLoader *self)
{
  if (self->items == NULL)
    self->items = mt_item_store_new (NULL);
}

static void
note (GHashTable *used, const MtSources *all, const char *written, gboolean *any)
{
  const MtStoreCollection *found = NULL;

  if (written == NULL || !mt_source_is_remote (written))
    return;
  *any = TRUE;
  found = all != NULL ? mt_sources_find (all, written) : NULL;
  if (found != NULL)
    g_hash_table_add (used, (gpointer) found);
}

/* Whether the team names a server at all; @used takes what is known of those it names. */
static gboolean
note_all (GHashTable *used, const MtSources *all, const MtTeam *team, const char *path)
{
  gboolean any = FALSE;

  note (used, all, path, &any);
  note (used, all, team->board, &any);
  note (used, all, team->journal, &any);
  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);

      for (guint k = 0; person->calendars[k] != NULL; k++)
        note (used, all, person->calendars[k], &any);
      for (guint k = 0; person->holidays[k] != NULL; k++)
        note (used, all, person->holidays[k], &any);
    }

  return any;
}

/* Edits of a collection that nobody names any more still wait, and are still told. */
static MtSources *
keep_used (const MtSources *all, GHashTable *used)
{
  const GPtrArray *list = mt_sources_list (all);
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_collection_free);

  for (guint i = 0; i < list->len; i++)
    {
      const MtStoreCollection *found = g_ptr_array_index (list, i);

      if (g_hash_table_contains (used, found) || found->n_pending + found->n_conflicts > 0)
        g_ptr_array_add (kept, mt_store_collection_copy (found));
    }

  return mt_sources_new (kept);
}

/**
 * mt_loader_find_sources: (skip)
 * @self: a loader
 * @team: a team, with what was added to it
 * @path: of its file
 *
 * Returns: (transfer full) (nullable): what is known of the places on servers that it is made of;
 *   %NULL when there are none
 */
MtSources *
mt_loader_find_sources (MtLoader *self, const MtTeam *team, const char *path)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr (MtSources) all = NULL;

  if (!note_all (used, NULL, team, path))
    return NULL;
  mt_loader_open_items (self);
  all = mt_sources_new (mt_item_store_list (self->items));
  note_all (used, all, team, path);

  return keep_used (all, used);
}

/**
 * mt_loader_look_at_sources:
 * @self: a loader
 * @team: a team that it has read
 * @path: of its file
 *
 * Says anew what is known of the servers of a team, without reading an item. Blocking; any thread.
 *
 * Returns: (transfer full) (nullable): that; %NULL when it names no server
 */
MtSources *
mt_loader_look_at_sources (MtLoader *self, const MtTeam *team, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return mt_loader_find_sources (self, team, path);
}
