/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncPace: how long to leave alone what failed.
 */
#include "config.h"

#include "service/sync/mt-sync-pace.h"

#include <glib/gstdio.h>
#include <time.h>

#define MAX_HOLD_S (24 * 60 * 60)
#define GROUP_BOOT "boot"
#define GROUP_HELD "held"

struct _MtSyncPace
{
  GMutex lock;
  GHashTable *entries; /* owned: key -> Entry */
  GRand *rand;         /* owned */
};

typedef struct
{
  guint n_failures;
  gint64 not_before_ms; /* because it failed */
  gint64 held_until_ms; /* because the server said so */
} Entry;

/**
 * mt_sync_pace_new:
 * @seed: of the jitter
 *
 * Returns: (transfer full): a pace at which everything may be asked at once
 */
MtSyncPace *
mt_sync_pace_new (guint32 seed)
{
  MtSyncPace *self = g_new0 (MtSyncPace, 1);

  g_mutex_init (&self->lock);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rand = g_rand_new_with_seed (seed);
  return self;
}

/**
 * mt_sync_pace_free:
 * @self: (transfer full): a pace
 */
void
mt_sync_pace_free (MtSyncPace *self)
{
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->entries);
  g_rand_free (self->rand);
  g_free (self);
}

/**
 * mt_sync_pace_read_clock:
 *
 * Any thread.
 *
 * Returns: milliseconds since the machine was started, those of suspend included
 *
 * Source: clock_gettime(2), CLOCK_BOOTTIME
 */
gint64
mt_sync_pace_read_clock (void)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time () / 1000;
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / (1000 * 1000);
}

/**
 * mt_sync_pace_wait:
 * @self: a pace
 * @key: what is to be asked
 * @now_ms: mt_sync_pace_read_clock()
 *
 * Any thread, like all of these.
 *
 * Returns: milliseconds until it may be asked, 0: now
 */
gint64
mt_sync_pace_wait (MtSyncPace *self, const char *key, gint64 now_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const Entry *entry = g_hash_table_lookup (self->entries, key);
  const gint64 until_ms = entry != NULL ? MAX (entry->not_before_ms, entry->held_until_ms) : now_ms;

  return MAX (until_ms - now_ms, 0);
}

static Entry *
get_entry (MtSyncPace *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_strdup (key), entry);
    }
  return entry;
}

/**
 * mt_sync_pace_fail:
 * @self: a pace
 * @key: what was asked in vain
 * @now_ms: mt_sync_pace_read_clock()
 *
 * Leaves it alone, twice as long as the last time, a quarter more or less, so that many clients do
 * not come back together.
 *
 * Returns: for how many milliseconds
 */
gint64
mt_sync_pace_fail (MtSyncPace *self, const char *key, gint64 now_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Entry *entry = get_entry (self, key);
  gint64 wait_ms = MT_SYNC_PACE_FIRST_MS;

  for (guint i = 0; i < entry->n_failures && wait_ms < MT_SYNC_PACE_LAST_MS; i++)
    wait_ms *= 2;
  wait_ms = MIN (wait_ms, MT_SYNC_PACE_LAST_MS);
  wait_ms = (gint64) ((double) wait_ms * g_rand_double_range (self->rand, 0.75, 1.25));
  entry->n_failures++;
  entry->not_before_ms = now_ms + wait_ms;
  return wait_ms;
}

/**
 * mt_sync_pace_hold:
 * @self: a pace
 * @key: what is to be left alone
 * @now_ms: mt_sync_pace_read_clock()
 * @length_s: how long the server asked for, in seconds; at least one, at most a day counts
 *
 * It is left alone for that long even if the user asks.
 */
void
mt_sync_pace_hold (MtSyncPace *self, const char *key, gint64 now_ms, gint64 length_s)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  get_entry (self, key)->held_until_ms = now_ms + CLAMP (length_s, 1, MAX_HOLD_S) * 1000;
}

/**
 * mt_sync_pace_succeed:
 * @self: a pace
 * @key: what was asked with success
 *
 * The next failure counts as the first again.
 */
void
mt_sync_pace_succeed (MtSyncPace *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove (self->entries, key);
}

/**
 * mt_sync_pace_hurry:
 * @self: a pace
 *
 * The user asks, or the network is another: what failed may be asked again at once. What servers
 * asked for holds.
 */
void
mt_sync_pace_hurry (MtSyncPace *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    ((Entry *) entry)->not_before_ms = 0;
}

/**
 * mt_sync_pace_load:
 * @self: a pace
 * @path: (type filename): where mt_sync_pace_save() keeps it
 * @boot: names the time since the machine was started; what was written in another means nothing
 * @now_ms: mt_sync_pace_read_clock()
 *
 * What servers asked of another process holds for this one, too: commands live for a second. A
 * file that is not there or not readable says nothing.
 */
void
mt_sync_pace_load (MtSyncPace *self, const char *path, const char *boot, gint64 now_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *written = NULL;
  g_auto (GStrv) names = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    written = g_key_file_get_string (file, GROUP_BOOT, "id", NULL);
  if (g_strcmp0 (written, boot) == 0)
    names = g_key_file_get_keys (file, GROUP_HELD, NULL, NULL);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *key = g_uri_unescape_string (names[i], NULL);
      const gint64 until_ms = g_key_file_get_int64 (file, GROUP_HELD, names[i], NULL);
      const gint64 last_ms = now_ms + MAX_HOLD_S * 1000;
      Entry *entry = key != NULL && until_ms > now_ms ? get_entry (self, key) : NULL;

      if (entry != NULL)
        entry->held_until_ms = MAX (entry->held_until_ms, MIN (until_ms, last_ms));
    }
}

/* (transfer full) (nullable): what servers asked for, by their origin, and still holds; NULL:
 * nothing does. What was held for another reason is this process's own matter. */
static GKeyFile *
list_held (MtSyncPace *self, const char *boot, gint64 now_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GKeyFile *file = NULL;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Entry *entry = value;
      g_autofree char *name = g_uri_escape_string (key, NULL, FALSE);

      if (entry->held_until_ms <= now_ms ||
          !(g_str_has_prefix (key, "https://") || g_str_has_prefix (key, "http://")))
        continue;
      if (file == NULL)
        file = g_key_file_new ();
      g_key_file_set_string (file, GROUP_BOOT, "id", boot);
      g_key_file_set_int64 (file, GROUP_HELD, name, entry->held_until_ms);
    }
  return file;
}

/**
 * mt_sync_pace_save:
 * @self: a pace
 * @path: (type filename): a file
 * @boot: names the time since the machine was started
 * @now_ms: mt_sync_pace_read_clock()
 *
 * Keeps what servers asked for until it is over. That it cannot be written is no trouble: then the
 * next process asks once too often.
 */
void
mt_sync_pace_save (MtSyncPace *self, const char *path, const char *boot, gint64 now_ms)
{
  g_autoptr (GKeyFile) file = list_held (self, boot, now_ms);
  g_autofree char *text = file != NULL ? g_key_file_to_data (file, NULL, NULL) : NULL;
  g_autofree char *before = NULL;

  if (text == NULL)
    {
      g_unlink (path);
      return;
    }
  if (!g_file_get_contents (path, &before, NULL, NULL) || !g_str_equal (before, text))
    g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}
