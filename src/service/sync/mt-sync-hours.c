/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working hours and leave as servers keep them: one's own are published where the user switched
 * that on, those of people without hours in the team file are read. Once a day, or when they
 * change.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-availability.h"
#include "service/sync/mt-publish-same.h"

#define KIND_AVAILABILITY "availability"
#define EVERY_S (24 * 60 * 60)

/* Whether a question of once a day is due; the day begins when it is asked. */
static gboolean
is_due (MtSyncRun *run, const char *key)
{
  MtSyncPace *pace = run->engine->pace;
  const gint64 now_ms = mt_sync_pace_read_clock ();

  if ((run->flags & MT_SYNC_FULL) == 0 && mt_sync_pace_wait (pace, key, now_ms) > 0)
    return FALSE;
  mt_sync_pace_hold (pace, key, now_ms, EVERY_S);
  return TRUE;
}

static gboolean
is_kept (MtSyncRun *run, const char *url, GBytes *bytes)
{
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (mt_sync_run_lock_store (run), url, "");

  mt_sync_run_unlock_store (run);
  return item != NULL && item->bytes != NULL && mt_publish_same (bytes, item->bytes);
}

static void
keep (MtSyncRun *run, const char *url, const MtAccount *account, GBytes *bytes)
{
  const gboolean same = is_kept (run, url, bytes);
  MtItemStore *store = mt_sync_run_lock_store (run);
  const gint64 id = mt_item_store_add (store, url, account->id, KIND_AVAILABILITY, NULL);

  if (id != 0)
    {
      mt_item_store_begin (store);
      if (!same)
        mt_item_store_put_item (store, id, "", NULL, bytes);
      mt_item_store_set_checked (store, id, mt_sync_run_now (run));
      mt_item_store_commit (store, NULL);
    }
  mt_sync_run_unlock_store (run);
}

/* -- Mine -- */

static gboolean
publish (MtSyncRun *run, MtAccount *account, MtHttp *http, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) theirs = mt_availability_fetch (http, account->inbox, run->cancellable, NULL);

  return (theirs != NULL && mt_publish_same (bytes, theirs)) ||
         mt_availability_publish (http, account->inbox, bytes, run->cancellable, error);
}

static void
publish_hours (MtSyncRun *run, MtAccount *account, const MtPerson *person)
{
  const char *address = person->emails[0] != NULL ? person->emails[0] : account->addresses[0];
  g_autofree char *small = address != NULL ? g_ascii_strdown (address, -1) : NULL;
  g_autofree char *url = small != NULL ? g_strconcat (MT_STORE_AVAILABILITY, small, NULL) : NULL;
  const MtSyncTarget target = { .url = url, .title = account->title, .account = account };
  g_autofree char *daily = g_strconcat ("publish ", account->id, NULL);
  g_autofree char *key = mt_url_get_origin (account->inbox);
  g_autoptr (GBytes) bytes = mt_availability_write (person, run->now);
  g_autoptr (MtHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  if (url == NULL || key == NULL || bytes == NULL ||
      (is_kept (run, url, bytes) && !is_due (run, daily)))
    return;
  if (mt_sync_run_may_ask (run, &target, key, &error))
    http = mt_sync_access_open (run->engine->access, account, run->cancellable, &error);
  if (http != NULL && publish (run, account, http, bytes, &error))
    keep (run, url, account, bytes);
  else
    mt_sync_run_failed (run, &target, key, error);
}

/* -- Those of others -- */

/* Where the hours of a person may be kept: the inbox of their own account, else a calendar. */
static char *
find_place (MtSyncRun *run, const MtSyncPerson *person, MtAccount **account)
{
  for (guint i = 0; i < run->plan->accounts->len; i++)
    {
      *account = g_ptr_array_index (run->plan->accounts, i);
      for (gsize a = 0; (*account)->addresses[a] != NULL; a++)
        if ((*account)->inbox != NULL &&
            g_ascii_strcasecmp ((*account)->addresses[a], person->address) == 0)
          return g_strdup ((*account)->inbox);
    }
  for (gsize i = 0; person->calendars[i] != NULL; i++)
    {
      *account = mt_account_for_url (run->plan->accounts, person->calendars[i]);
      if (*account != NULL)
        return g_strdup (person->calendars[i]);
    }
  return NULL;
}

/* That somebody keeps no hours there is no trouble. */
static void
read_hours (MtSyncRun *run, const MtSyncPerson *person)
{
  MtAccount *account = NULL;
  g_autofree char *place = find_place (run, person, &account);
  g_autofree char *url = g_strconcat (MT_STORE_AVAILABILITY, person->address, NULL);
  g_autofree char *daily = g_strconcat ("hours ", person->address, NULL);
  g_autofree char *key = place != NULL ? mt_url_get_origin (place) : NULL;
  const MtSyncTarget target = { .url = place, .title = person->name, .account = account };
  g_autoptr (MtHttp) http = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (key == NULL || !mt_sync_run_may_ask (run, &target, key, NULL) || !is_due (run, daily))
    return;
  http = mt_sync_access_open (run->engine->access, account, run->cancellable, NULL);
  if (http == NULL)
    return;
  bytes = mt_availability_fetch (http, place, run->cancellable, &error);
  if (bytes != NULL)
    keep (run, url, account, bytes);
  else if (g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_MISSING))
    {
      const char *const urls[] = { url, NULL };

      mt_item_store_forget (mt_sync_run_lock_store (run), urls, NULL);
      mt_sync_run_unlock_store (run);
    }
}

/**
 * mt_sync_exchange_hours: (skip)
 * @run: a run whose collections have been asked
 *
 * Publishes the hours and leave of the team file for accounts that are to (RFC 7953), and reads
 * those of people who have none in the team file.
 */
void
mt_sync_exchange_hours (MtSyncRun *run)
{
  for (guint i = 0; run->plan->team != NULL && i < run->plan->accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (run->plan->accounts, i);
      const MtPerson *person = account->publish_hours_of != NULL && account->inbox != NULL
                                   ? mt_team_find (run->plan->team, account->publish_hours_of)
                                   : NULL;

      if (person != NULL && !g_cancellable_is_cancelled (run->cancellable))
        publish_hours (run, account, person);
    }
  for (guint i = 0; i < run->plan->people->len; i++)
    {
      const MtSyncPerson *person = g_ptr_array_index (run->plan->people, i);

      if (person->no_hours && !g_cancellable_is_cancelled (run->cancellable))
        read_hours (run, person);
    }
}
