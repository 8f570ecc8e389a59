/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncPlan: what is to be synced.
 */
#include "config.h"

#include "service/sync/mt-sync-plan.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-url.h"

/* What a plan is made from, while it is made. */
typedef struct
{
  MtSyncPlan *plan;  /* unowned */
  const char *base;  /* nullable: the team file's own URL */
  GHashTable *known; /* owned: URLs in one form, of the targets so far */
} Builder;

static void
target_free (gpointer data)
{
  MtSyncTarget *target = data;

  g_free (target->url);
  g_free (target->title);
  g_clear_pointer (&target->account, mt_account_unref);
  g_free (target->address);
  g_free (target);
}

static void
person_free (gpointer data)
{
  MtSyncPerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person->address);
  g_strfreev (person->calendars);
  g_free (person);
}

/* The URL of what a team file names, NULL for a path of this machine and for what no server has. */
static char *
dup_url (const char *base, const char *written)
{
  if (g_ascii_strncasecmp (written, "https://", 8) == 0 ||
      g_ascii_strncasecmp (written, "http://", 7) == 0)
    return g_strdup (written);
  if (base == NULL || strstr (written, "://") != NULL)
    return NULL;
  return mt_url_resolve (base, written, NULL);
}

/* A slash at the end makes no other place of it. */
static char *
dup_key (const char *url)
{
  g_autofree char *key = mt_url_normalise (url, NULL);
  const gsize length = key != NULL ? strlen (key) : 0;

  if (length > 0 && key[length - 1] == '/')
    key[length - 1] = '\0';
  return key != NULL ? g_steal_pointer (&key) : g_strdup (url);
}

/* NULL if it is there already. */
static MtSyncTarget *
add_target (Builder *builder, const char *url, const char *title, MtAccount *account)
{
  MtSyncTarget *target;

  if (!g_hash_table_add (builder->known, dup_key (url)))
    return NULL;
  target = g_new0 (MtSyncTarget, 1);
  target->url = g_strdup (url);
  target->title = g_strdup (title);
  target->account = account != NULL ? mt_account_ref (account) : NULL;
  g_ptr_array_add (builder->plan->targets, target);
  return target;
}

static MtSyncTarget *
add_written (Builder *builder, const char *written, const char *title)
{
  g_autofree char *url = written != NULL ? dup_url (builder->base, written) : NULL;

  if (url == NULL)
    return NULL;
  return add_target (builder, url, title, mt_account_for_url (builder->plan->accounts, url));
}

/* What was added from accounts and answers of servers is no wish of the team. */
static gsize
count_written (const MtPerson *person)
{
  return g_strv_length (person->calendars) - person->n_added;
}

static char **
dup_calendars (const Builder *builder, const MtPerson *person)
{
  g_autoptr (GPtrArray) urls = g_ptr_array_new ();

  for (gsize i = 0; i < count_written (person); i++)
    {
      char *url = dup_url (builder->base, person->calendars[i]);

      if (url != NULL)
        g_ptr_array_add (urls, url);
    }
  g_ptr_array_add (urls, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&urls), FALSE);
}

/* Whether an account in use lists a calendar of a person: then their free/busy is known. */
static gboolean
is_mapped (const MtSyncPlan *plan, const MtPerson *person)
{
  for (guint a = 0; a < plan->accounts->len; a++)
    {
      const MtAccount *account = g_ptr_array_index (plan->accounts, a);

      for (guint c = 0; c < account->collections->len; c++)
        {
          const MtAccountCollection *collection = g_ptr_array_index (account->collections, c);

          if (collection->used && collection->counts &&
              g_strcmp0 (collection->person, person->id) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static void
add_person (Builder *builder, const MtPerson *person)
{
  MtSyncPerson *known;

  for (gsize i = 0; i < count_written (person); i++)
    {
      MtSyncTarget *target = add_written (builder, person->calendars[i], person->name);

      if (target != NULL && person->emails[0] != NULL)
        target->address = g_ascii_strdown (person->emails[0], -1);
    }
  for (gsize i = 0; person->holidays[i] != NULL; i++)
    {
      /* Translators: the calendar of public holidays of a person; %s is a name. */
      g_autofree char *title = g_strdup_printf (_ ("Holidays of %s"), person->name);

      add_written (builder, person->holidays[i], title);
    }
  if (person->emails[0] == NULL)
    return;

  known = g_new0 (MtSyncPerson, 1);
  known->id = g_strdup (person->id);
  known->name = g_strdup (person->name);
  known->address = g_ascii_strdown (person->emails[0], -1);
  known->no_calendar = count_written (person) == 0 && !is_mapped (builder->plan, person);
  known->no_hours = person->standard_hours;
  known->calendars = dup_calendars (builder, person);
  g_ptr_array_add (builder->plan->people, known);
}

static void
add_team (Builder *builder, const MtTeam *team)
{
  add_written (builder, team->board, _ ("Board"));
  add_written (builder, team->journal, _ ("Updates"));
  for (guint i = 0; i < team->people->len; i++)
    add_person (builder, g_ptr_array_index (team->people, i));
}

static const char *
find_address (const MtTeam *team, const char *id)
{
  const MtPerson *person = team != NULL && id != NULL ? mt_team_find (team, id) : NULL;

  return person != NULL ? person->emails[0] : NULL;
}

static void
add_account (Builder *builder, MtAccount *account)
{
  for (guint i = 0; i < account->collections->len; i++)
    {
      const MtAccountCollection *collection = g_ptr_array_index (account->collections, i);
      const char *address = find_address (builder->plan->team, collection->person);
      MtSyncTarget *target =
          collection->used
              ? add_target (builder, collection->url,
                            collection->name != NULL ? collection->name : collection->url, account)
              : NULL;

      if (target != NULL && address != NULL)
        target->address = g_ascii_strdown (address, -1);
    }
}

/**
 * mt_sync_plan_new:
 * @team_url: (nullable): URL of the team file, if it is read from a server
 * @team: (nullable): the team, as far as it is known
 * @me: (nullable): id of the person who uses this machine
 * @accounts: (nullable) (element-type MtAccount): the accounts; references are taken
 *
 * Lists each place once, however often it is named, with the account of its origin.
 *
 * Returns: (transfer full): what is to be synced
 */
MtSyncPlan *
mt_sync_plan_new (const char *team_url, MtTeam *team, const char *me, const GPtrArray *accounts)
{
  MtSyncPlan *self = g_atomic_rc_box_new0 (MtSyncPlan);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Builder builder = { self, team_url, known };

  self->targets = g_ptr_array_new_with_free_func (target_free);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  self->team = team != NULL ? mt_team_ref (team) : NULL;
  self->me = g_strdup (me);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    g_ptr_array_add (self->accounts, mt_account_ref (g_ptr_array_index (accounts, i)));

  if (team_url != NULL)
    {
      MtSyncTarget *target = add_written (&builder, team_url, _ ("Team"));

      if (target != NULL)
        target->team = TRUE;
    }
  if (team != NULL)
    add_team (&builder, team);
  for (guint i = 0; i < self->accounts->len; i++)
    add_account (&builder, g_ptr_array_index (self->accounts, i));
  return self;
}

/**
 * mt_sync_plan_ref:
 * @self: a plan
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtSyncPlan *
mt_sync_plan_ref (MtSyncPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  MtSyncPlan *self = data;

  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->accounts);
  g_clear_pointer (&self->team, mt_team_unref);
  g_free (self->me);
}

/**
 * mt_sync_plan_unref:
 * @self: (transfer full): a plan
 *
 * Any thread.
 */
void
mt_sync_plan_unref (MtSyncPlan *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * mt_sync_plan_find:
 * @self: a plan
 * @url: of a place
 *
 * Returns: (transfer none) (nullable): the target of exactly that URL
 */
const MtSyncTarget *
mt_sync_plan_find (const MtSyncPlan *self, const char *url)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (self->targets, i);

      if (g_str_equal (target->url, url))
        return target;
    }
  return NULL;
}

/**
 * mt_sync_plan_find_account:
 * @self: a plan
 * @id: of an account
 *
 * Returns: (transfer none) (nullable): the account
 */
MtAccount *
mt_sync_plan_find_account (const MtSyncPlan *self, const char *id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_str_equal (account->id, id))
        return account;
    }
  return NULL;
}

static gboolean
same_target (const MtSyncTarget *a, const MtSyncTarget *b)
{
  return g_str_equal (a->url, b->url) && g_strcmp0 (a->address, b->address) == 0 &&
         (a->account == NULL) == (b->account == NULL) &&
         (a->account == NULL || g_str_equal (a->account->id, b->account->id));
}

static gboolean
same_person (const MtSyncPerson *a, const MtSyncPerson *b)
{
  return g_str_equal (a->address, b->address) && a->no_calendar == b->no_calendar &&
         a->no_hours == b->no_hours;
}

/* What only matters to who looks at it, or was paused since, is no reason to ask anybody. */
static gboolean
same_account (const MtAccount *a, const MtAccount *b)
{
  return g_str_equal (a->id, b->id) && g_strcmp0 (a->origin, b->origin) == 0 &&
         g_strcmp0 (a->user, b->user) == 0 && g_strcmp0 (a->auth, b->auth) == 0 &&
         g_strcmp0 (a->secret_file, b->secret_file) == 0 &&
         g_strcmp0 (a->ca_file, b->ca_file) == 0 && g_strcmp0 (a->outbox, b->outbox) == 0 &&
         g_strcmp0 (a->inbox, b->inbox) == 0 &&
         g_strcmp0 (a->publish_hours_of, b->publish_hours_of) == 0 &&
         (a->paused == NULL || b->paused != NULL);
}

/**
 * mt_sync_plan_asks_more:
 * @self: a plan
 * @before: the plan until now
 *
 * Returns: whether there is a reason to ask servers at once: something is to be synced that was
 * not, or otherwise
 */
gboolean
mt_sync_plan_asks_more (const MtSyncPlan *self, const MtSyncPlan *before)
{
  if (self->targets->len != before->targets->len || self->people->len != before->people->len ||
      self->accounts->len != before->accounts->len)
    return TRUE;
  for (guint i = 0; i < self->targets->len; i++)
    if (!same_target (g_ptr_array_index (self->targets, i), g_ptr_array_index (before->targets, i)))
      return TRUE;
  for (guint i = 0; i < self->people->len; i++)
    if (!same_person (g_ptr_array_index (self->people, i), g_ptr_array_index (before->people, i)))
      return TRUE;
  for (guint i = 0; i < self->accounts->len; i++)
    if (!same_account (g_ptr_array_index (before->accounts, i),
                       g_ptr_array_index (self->accounts, i)))
      return TRUE;
  return FALSE;
}

/**
 * mt_sync_plan_is_empty:
 * @self: a plan
 *
 * Returns: whether there is nothing to ask any server for
 */
gboolean
mt_sync_plan_is_empty (const MtSyncPlan *self)
{
  return self->targets->len == 0 && self->accounts->len == 0;
}
