/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: what is said of it: an item for each place, and the state of all of them in few words.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "service/mt-model-sync.h"
#include "service/mt-notify.h"

#define DAY_S (24 * 60 * 60)

/* -- Times -- */

/* "11:20" of today, "Tue 11:20" of this week, else the date, too; by the clock of this machine. */
static char *
format_instant (MtSync *self, gint64 instant)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (instant);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (mt_clock_get_now (self->clock));
  g_autofree char *time = NULL;
  g_autofree char *date = NULL;
  gint64 wall_s;
  MtDate day;

  if (when == NULL || now == NULL)
    return g_strdup ("");
  wall_s = instant + g_date_time_get_utc_offset (when) / G_USEC_PER_SEC;
  day = mt_date_of_wall (wall_s);
  time = mt_format_wall_time (self->format, wall_s);
  if (g_date_time_get_year (when) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (when) == g_date_time_get_day_of_year (now))
    return g_steal_pointer (&time);
  if (ABS (mt_clock_get_now (self->clock) - instant) < 6 * DAY_S)
    /* Translators: a weekday and a time: "Tue 11:20". */
    return g_strdup_printf (C_ ("weekday time", "%s %s"),
                            mt_format_weekday_short (self->format, mt_date_weekday (day)), time);
  date = mt_format_date (self->format, day);
  /* Translators: a date and a time: "Tue 24 Nov, 11:20". */
  return g_strdup_printf (C_ ("date time", "%s, %s"), date, time);
}

static char *
format_checked (MtSync *self, gint64 checked)
{
  return checked != 0 ? format_instant (self, checked) : g_strdup (_ ("never"));
}

static char *
format_trouble (MtSync *self, const MtStoreCollection *row)
{
  g_autofree char *since = NULL;

  if (row->failed_since == 0 || row->trouble == NULL)
    return g_strdup ("");
  since = format_instant (self, row->failed_since);
  /* Translators: what is wrong, and since when. */
  return g_strdup_printf (_ ("%s (since %s)"), row->trouble, since);
}

/* -- Items -- */

static const MtStoreCollection *
find_row (MtSync *self, const char *url)
{
  for (guint i = 0; self->known != NULL && i < self->known->len; i++)
    {
      const MtStoreCollection *row = g_ptr_array_index (self->known, i);

      if (g_str_equal (row->url, url))
        return row;
    }
  return NULL;
}

static void
fill_item (MtSync *self, MtSyncItem *item, const char *title, const MtAccount *account)
{
  const MtStoreCollection *row = find_row (self, mt_sync_item_get_url (item));

  mt_sync_item_set_names (item, title, account != NULL ? account->id : NULL);
  if (row == NULL)
    {
      mt_sync_item_set_texts (item, g_strdup (_ ("never")), g_strdup (""));
      return;
    }
  mt_sync_item_update (item, row);
  mt_sync_item_set_texts (item, format_checked (self, row->checked), format_trouble (self, row));
}

static void
add_item (MtSync *self,
          GPtrArray *wanted,
          const char *url,
          const char *title,
          const MtAccount *account)
{
  MtSyncItem *item = mt_sync_find_item (self, url);

  item = item != NULL ? g_object_ref (item) : mt_sync_item_new (url);
  fill_item (self, item, title, account);
  g_ptr_array_add (wanted, item);
}

/* People whose free/busy is asked for by address, once a server has told it. */
static void
add_people (MtSync *self, GPtrArray *wanted)
{
  for (guint i = 0; i < self->plan->people->len; i++)
    {
      const MtSyncPerson *person = g_ptr_array_index (self->plan->people, i);
      g_autofree char *url = g_strconcat (MT_STORE_FREEBUSY, person->address, NULL);
      const MtStoreCollection *row = person->no_calendar ? find_row (self, url) : NULL;

      if (row != NULL)
        add_item (self, wanted, url, person->name,
                  row->account != NULL ? mt_sync_plan_find_account (self->plan, row->account)
                                       : NULL);
    }
}

/* Edits of collections that nobody asks for any more stay, and are shown. */
static void
add_others (MtSync *self, GPtrArray *wanted)
{
  for (guint i = 0; self->others != NULL && i < self->others->len; i++)
    {
      const char *url = g_ptr_array_index (self->others, i);
      g_autofree char *title = NULL;
      MtSyncItem *item;

      if (mt_sync_plan_find (self->plan, url) != NULL)
        continue;
      add_item (self, wanted, url, url, NULL);
      item = g_ptr_array_index (wanted, wanted->len - 1);
      mt_sync_item_set_texts (item, g_strdup (""),
                              g_strdup (_ ("Changes are kept that cannot be sent: no account "
                                           "serves this address any more. Add it again, or "
                                           "discard them")));
    }
}

/**
 * mt_sync_show_items: (skip)
 * @self: the sync
 *
 * Brings the list up to the plan and to what is known.
 */
void
mt_sync_show_items (MtSync *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->plan->targets->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (self->plan->targets, i);

      add_item (self, wanted, target->url, target->title, target->account);
    }
  add_people (self, wanted);
  add_others (self, wanted);
  mt_model_sync (self->items, wanted);
}

/* -- State -- */

/* The items in trouble: the first, how many, and since when the longest. */
typedef struct
{
  MtSyncItem *first; /* unowned */
  guint n;
  gint64 since;
  gint64 oldest; /* of the successes, 0: something never succeeded */
} Troubles;

static Troubles
find_troubles (MtSync *self)
{
  Troubles troubles = { .oldest = G_MAXINT64 };

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (MtSyncItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const gint64 since = mt_sync_item_get_failed_since (item);

      troubles.oldest = MIN (troubles.oldest, mt_sync_item_get_checked (item));
      if (since == 0 && !mt_sync_item_is_held (item))
        continue;
      if (troubles.first == NULL)
        troubles.first = item;
      if (since != 0 && (troubles.since == 0 || since < troubles.since))
        troubles.since = since;
      troubles.n++;
    }
  return troubles;
}

static const MtAccount *
find_paused (MtSync *self)
{
  for (guint i = 0; i < self->plan->accounts->len; i++)
    {
      const MtAccount *account = g_ptr_array_index (self->plan->accounts, i);

      if (account->paused != NULL)
        return account;
    }
  return NULL;
}

static MtSyncState
find_state (MtSync *self, const Troubles *troubles)
{
  if (mt_sync_plan_is_empty (self->plan) && (self->others == NULL || self->others->len == 0))
    return MT_SYNC_NONE;
  if (self->running != NULL)
    return MT_SYNC_WORKING;
  if (self->broken != NULL || self->n_conflicts > 0 || find_paused (self) != NULL ||
      self->secret_wanted[0] != '\0' || (self->others != NULL && self->others->len > 0))
    return MT_SYNC_TROUBLE;
  if (self->offline)
    return MT_SYNC_OFFLINE;
  if (troubles->n > 0)
    return MT_SYNC_TROUBLE;
  return self->n_pending > 0 || self->busy ? MT_SYNC_WAITING : MT_SYNC_OK;
}

static char *
format_with_instant (MtSync *self, const char *format, const char *otherwise, gint64 instant)
{
  g_autofree char *time = NULL;
  g_autoptr (GString) text = g_string_new (format);

  if (instant <= 0 || instant == G_MAXINT64)
    return g_strdup (otherwise);
  time = format_instant (self, instant);
  g_string_replace (text, "%s", time, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Tokens come by the browser, and what the desktop keeps is given to the desktop. */
static gboolean
wants_password (MtSync *self)
{
  const MtAccount *account = mt_sync_plan_find_account (self->plan, self->secret_wanted);

  return account == NULL || (!g_str_equal (account->auth, MT_ACCOUNT_AUTH_OAUTH) &&
                             !g_str_equal (account->auth, MT_ACCOUNT_AUTH_GOA));
}

static char *
format_trouble_state (MtSync *self, const Troubles *troubles)
{
  g_autofree char *title = NULL;

  if (self->secret_wanted[0] != '\0')
    return g_strdup (wants_password (self) ? _ ("Password needed") : _ ("Sign in again"));
  if (find_paused (self) != NULL)
    return g_strdup (_ ("Sign in again"));
  if (self->n_conflicts > 0)
    return g_strdup_printf (
        ngettext ("%u change needs you", "%u changes need you", self->n_conflicts),
        self->n_conflicts);
  if (troubles->n != 1)
    return troubles->n > 0 ? g_strdup_printf (ngettext ("Trouble with %u calendar",
                                                        "Trouble with %u calendars", troubles->n),
                                              troubles->n)
                           : g_strdup (_ ("Not synced"));
  g_object_get (troubles->first, "title", &title, NULL);
  /* Translators: the header; %s is a calendar. */
  return g_strdup_printf (_ ("Trouble with %s"), title);
}

static char *
format_state (MtSync *self, MtSyncState state, const Troubles *troubles)
{
  switch (state)
    {
    case MT_SYNC_OK:
      /* Before the first sync has begun nothing failed, and nothing is here. */
      return format_with_instant (self, _ ("Synced %s"),
                                  troubles->oldest == 0 ? _ ("Not synced") : _ ("Synced"),
                                  troubles->oldest);
    case MT_SYNC_WORKING:
      return g_strdup (_ ("Syncing…"));
    case MT_SYNC_OFFLINE:
      return format_with_instant (self, _ ("Offline since %s"), _ ("Offline"), troubles->since);
    case MT_SYNC_TROUBLE:
      return format_trouble_state (self, troubles);
    case MT_SYNC_WAITING:
      if (self->n_pending > 0)
        return g_strdup_printf (
            ngettext ("%u change waits to be sent", "%u changes wait to be sent", self->n_pending),
            self->n_pending);
      return g_strdup (_ ("Another Meantime is syncing"));
    case MT_SYNC_NONE:
    default:
      return g_strdup ("");
    }
}

static char *
format_paused (MtSync *self, const MtAccount *account)
{
  g_autofree char *since = format_instant (self, account->paused_since);

  /* An account that is called like its server is named by what is wrong with it. */
  if (g_str_has_prefix (account->paused, account->title))
    return g_strdup_printf (_ ("%s (since %s)"), account->paused, since);
  /* Translators: an account, why nothing is asked of it, and since when. */
  return g_strdup_printf (_ ("%s: %s (since %s)"), account->title, account->paused, since);
}

static char *
format_detail (MtSync *self, const Troubles *troubles)
{
  const MtAccount *paused = find_paused (self);
  g_autofree char *title = NULL;
  g_autofree char *trouble = NULL;

  if (self->broken != NULL)
    return g_strdup (self->broken);
  if (self->secret_wanted[0] != '\0')
    return g_strdup (self->secret_why);
  if (paused != NULL)
    return format_paused (self, paused);
  if (troubles->first == NULL)
    return g_strdup ("");
  g_object_get (troubles->first, "title", &title, "trouble-text", &trouble, NULL);
  /* Translators: a calendar, and what is wrong with it. */
  return g_strdup_printf (C_ ("trouble", "%s: %s"), title, trouble);
}

/* Once a day, of what has failed for a day. */
static void
tell_failing (MtSync *self, const Troubles *troubles)
{
  const gint64 now_ms = mt_sync_pace_read_clock ();
  g_autofree char *detail = NULL;

  if (troubles->since == 0 || self->running != NULL ||
      mt_clock_get_now (self->clock) - troubles->since < DAY_S ||
      (self->told_ms != 0 && now_ms - self->told_ms < DAY_S * G_GINT64_CONSTANT (1000)))
    return;
  self->told_ms = now_ms;
  detail = format_detail (self, troubles);
  mt_sync_emit_failing (self, _ ("Calendars have not been synced for a day"), detail);
}

/**
 * mt_sync_show_state: (skip)
 * @self: the sync, its items up to date
 *
 * Says how it goes.
 */
void
mt_sync_show_state (MtSync *self)
{
  const Troubles troubles = find_troubles (self);
  const MtSyncState state = find_state (self, &troubles);
  const gboolean was_working = self->state == MT_SYNC_WORKING;

  mt_notify_take_string (self, mt_sync_prop (MT_SYNC_PROP_DETAIL_TEXT), &self->detail_text,
                         format_detail (self, &troubles));
  mt_notify_take_string (self, mt_sync_prop (MT_SYNC_PROP_STATE_TEXT), &self->state_text,
                         format_state (self, state, &troubles));
  if (mt_notify_set_int (self, mt_sync_prop (MT_SYNC_PROP_STATE), &self->state, state) &&
      was_working != (state == MT_SYNC_WORKING))
    g_object_notify_by_pspec (G_OBJECT (self), mt_sync_prop (MT_SYNC_PROP_WORKING));
  tell_failing (self, &troubles);
}
