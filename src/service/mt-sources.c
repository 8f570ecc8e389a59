/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSources: what is known of places on servers, and how it is told.
 */
#include "config.h"

#include "service/mt-sources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "service/mt-display-text.h"

struct _MtSources
{
  gint ref_count;
  GPtrArray *collections; /* owned (element-type MtStoreCollection) */
  GHashTable *by_url;     /* owned: URL, as it is and in one form (owned) -> MtStoreCollection
                             (unowned) */
};

/* (transfer full): one form for all ways to write a URL; a slash at the end makes no other place of
 * it. */
static char *
dup_key (const char *url)
{
  g_autofree char *key = mt_url_normalise (url, NULL);
  const gsize length = key != NULL ? strlen (key) : 0;

  if (length > 0 && key[length - 1] == '/')
    key[length - 1] = '\0';

  return key != NULL ? g_steal_pointer (&key) : g_strdup (url);
}

/**
 * mt_sources_new:
 * @collections: (transfer full) (element-type MtStoreCollection): what the store knows
 *
 * Returns: (transfer full): the sources
 */
MtSources *
mt_sources_new (GPtrArray *collections)
{
  MtSources *self = g_new0 (MtSources, 1);

  self->ref_count = 1;
  self->collections = collections;
  self->by_url = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = collections->len; i-- > 0;)
    {
      MtStoreCollection *found = g_ptr_array_index (collections, i);

      g_hash_table_replace (self->by_url, dup_key (found->url), found);
    }
  for (guint i = 0; i < collections->len; i++)
    {
      MtStoreCollection *found = g_ptr_array_index (collections, i);

      g_hash_table_replace (self->by_url, g_strdup (found->url), found);
    }

  return self;
}

/**
 * mt_sources_ref:
 * @self: sources
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtSources *
mt_sources_ref (MtSources *self)
{
  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_sources_unref:
 * @self: (transfer full): sources
 *
 * Any thread.
 */
void
mt_sources_unref (MtSources *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_hash_table_unref (self->by_url);
  g_ptr_array_unref (self->collections);
  g_free (self);
}

/**
 * mt_sources_list:
 * @self: (nullable): sources
 *
 * Returns: (transfer none) (nullable) (element-type MtStoreCollection): all of them
 */
const GPtrArray *
mt_sources_list (const MtSources *self)
{
  return self != NULL ? self->collections : NULL;
}

/**
 * mt_sources_find:
 * @self: (nullable): sources
 * @url: of one, written in any way
 *
 * Returns: (transfer none) (nullable): what is known of it
 */
const MtStoreCollection *
mt_sources_find (const MtSources *self, const char *url)
{
  const MtStoreCollection *found = NULL;
  g_autofree char *key = NULL;

  if (self == NULL)
    return NULL;
  found = g_hash_table_lookup (self->by_url, url);
  if (found != NULL)
    return found;
  key = dup_key (url);

  return g_hash_table_lookup (self->by_url, key);
}

/* Whether what is read of a place is the same: its items, and what they are worth. */
static gboolean
same_items (const MtStoreCollection *one, const MtStoreCollection *other)
{
  return strcmp (one->url, other->url) == 0 && one->stamp == other->stamp &&
         one->n_parked == other->n_parked && (one->checked != 0) == (other->checked != 0) &&
         one->failed_since == other->failed_since;
}

static gboolean
same_words (const MtStoreCollection *one, const MtStoreCollection *other)
{
  return one->checked == other->checked && one->held == other->held &&
         one->n_pending == other->n_pending && one->n_conflicts == other->n_conflicts &&
         g_strcmp0 (one->trouble, other->trouble) == 0 && g_strcmp0 (one->title, other->title) == 0;
}

static gboolean
compare (const MtSources *self,
         const MtSources *other,
         gboolean (*same) (const MtStoreCollection *one, const MtStoreCollection *other))
{
  const guint n = self != NULL ? self->collections->len : 0;

  if (n != (other != NULL ? other->collections->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!same (g_ptr_array_index (self->collections, i), g_ptr_array_index (other->collections, i)))
      return FALSE;

  return TRUE;
}

/**
 * mt_sources_same_items:
 * @self: (nullable): sources
 * @other: (nullable): the same at another time
 *
 * Returns: whether reading their items again would show nothing new
 */
gboolean
mt_sources_same_items (const MtSources *self, const MtSources *other)
{
  return compare (self, other, same_items);
}

/**
 * mt_sources_equal:
 * @self: (nullable): sources
 * @other: (nullable): the same at another time
 *
 * Returns: whether there is nothing new to say of them either
 */
gboolean
mt_sources_equal (const MtSources *self, const MtSources *other)
{
  return compare (self, other, same_items) && compare (self, other, same_words);
}

/**
 * mt_sources_count_pending:
 * @self: (nullable): sources
 *
 * Returns: how many edits wait to be sent
 */
guint
mt_sources_count_pending (const MtSources *self)
{
  guint n = 0;

  for (guint i = 0; self != NULL && i < self->collections->len; i++)
    n += ((const MtStoreCollection *) g_ptr_array_index (self->collections, i))->n_pending;

  return n;
}

/**
 * mt_sources_count_conflicts:
 * @self: (nullable): sources
 *
 * Returns: how many edits wait for the user
 */
guint
mt_sources_count_conflicts (const MtSources *self)
{
  guint n = 0;

  for (guint i = 0; self != NULL && i < self->collections->len; i++)
    n += ((const MtStoreCollection *) g_ptr_array_index (self->collections, i))->n_conflicts;

  return n;
}

/* -- In words -- */

/* (transfer full): whose word it is: the host, or the address that was asked about. */
static char *
name_of (const MtStoreCollection *source)
{
  g_autoptr (GUri) uri = g_uri_parse (source->url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *at = source->account != NULL ? strrchr (source->account, '@') : NULL;

  if (host != NULL && *host != '\0')
    return mt_display_line (host);
  if (at != NULL)
    return mt_display_line (at + 1);

  return mt_display_line (source->title != NULL ? source->title : source->url);
}

/* "11:20" of today, else "Tue 11:20". */
static char *
tell_time (MtFormat *format, MtZone *viewer, gint64 instant, gint64 now)
{
  const gint64 day = (instant + mt_zone_offset_at (viewer, instant)) / MT_DAY_S;
  const gint64 today = (now + mt_zone_offset_at (viewer, now)) / MT_DAY_S;

  return day == today ? mt_format_time (format, instant, viewer)
                      : mt_format_weekday_time (format, instant, viewer);
}

/**
 * mt_sources_text:
 * @self: (nullable): sources
 * @urls: (array zero-terminated=1): those that something is made of; local ones are passed over
 * @format: how times are written
 * @viewer: on whose clock
 * @now: Unix seconds
 *
 * Returns: (transfer full): where that is from and how old it is: "dav.example.org, read 11:20"; ""
 *   when no server is asked
 */
char *
mt_sources_text (const MtSources *self, char **urls, MtFormat *format, MtZone *viewer, gint64 now)
{
  const MtStoreCollection *oldest = NULL;
  g_autofree char *name = NULL;
  g_autofree char *time = NULL;

  for (guint i = 0; urls[i] != NULL; i++)
    {
      const MtStoreCollection *found = mt_sources_find (self, urls[i]);

      if (found != NULL && (oldest == NULL || found->checked < oldest->checked))
        oldest = found;
    }
  if (oldest == NULL)
    return g_strdup ("");

  name = name_of (oldest);
  if (oldest->checked == 0)
    /* Translators: the name of a server that has not been read yet. */
    return g_strdup_printf (_ ("%s, not read yet"), name);
  time = tell_time (format, viewer, oldest->checked, now);

  /* Translators: the name of a server, and when it was read last: "dav.example.org, read 11:20". */
  return g_strdup_printf (_ ("%s, read %s"), name, time);
}

/**
 * mt_sources_trouble:
 * @self: (nullable): sources
 * @urls: (array zero-terminated=1): those that something is made of; local ones are passed over
 * @format: how times are written
 * @viewer: on whose clock
 * @now: Unix seconds
 *
 * Returns: (transfer full): what is wrong with the first of them that has trouble: "password
 *   refused, since 11:20"; "" when all is well
 */
char *
mt_sources_trouble (const MtSources *self,
                    char **urls,
                    MtFormat *format,
                    MtZone *viewer,
                    gint64 now)
{
  for (guint i = 0; urls[i] != NULL; i++)
    {
      const MtStoreCollection *found = mt_sources_find (self, urls[i]);
      g_autofree char *trouble = NULL;
      g_autofree char *time = NULL;

      if (found == NULL || found->failed_since == 0 || found->trouble == NULL)
        continue;
      trouble = mt_display_line (found->trouble);
      time = tell_time (format, viewer, found->failed_since, now);

      /* Translators: what is wrong with a server, and since when: "password refused, since 11:20".
       */
      return g_strdup_printf (_ ("%s, since %s"), trouble, time);
    }

  return g_strdup ("");
}
