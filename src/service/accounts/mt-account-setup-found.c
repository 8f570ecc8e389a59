/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What was found becomes what the user sees and chooses from.
 */
#include "config.h"

#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-dav-address.h"
#include "service/accounts/mt-account-setup-private.h"
#include "service/accounts/mt-proposal.h"

static void
show_note (MtAccountSetup *self,
           const char *const *hosts,
           char **features,
           char **mail_hosts,
           gboolean missing)
{
  const MtServerNote *general = mt_server_notes_get_general (self->notes);
  const MtServerNote *note =
      mt_server_notes_find (self->notes, hosts, (const char *const *) features);
  const char *text;
  g_autofree char *settings = NULL;

  if (note == NULL && mail_hosts != NULL)
    note = mt_server_notes_find_mail (self->notes, (const char *const *) mail_hosts);
  if (note == NULL)
    note = general;
  text = missing || note->sign_in == NULL ? note->instead : note->sign_in;
  if (text == NULL)
    text = missing ? general->instead : general->sign_in;
  mt_account_setup_set_text (self, MT_SETUP_PROP_NOTES_TEXT, text);
  self->never_caldav = note->sign_in == NULL && note->instead != NULL;
  mt_account_setup_set_text (self, MT_SETUP_PROP_SHARING_TEXT,
                             note->sharing != NULL ? note->sharing : general->sharing);
  self->oauth = note->authorize != NULL ? note : NULL;
  if (hosts[0] != NULL)
    settings = mt_server_note_dup_settings (note, hosts[0]);
  mt_account_setup_set_text (self, MT_SETUP_PROP_SETTINGS_URI, settings);
}

/**
 * mt_account_setup_update_note:
 * @self: a setup
 * @job: a job that ended
 * @missing: whether there are no calendars
 *
 * Shows what is to be known of the kind of server that was found, or was not.
 */
void
mt_account_setup_update_note (MtAccountSetup *self, const MtSetupJob *job, gboolean missing)
{
  g_autofree char *typed = mt_dav_address_dup_host (self->typed);
  g_autofree char *found = job->found != NULL && job->found->origin != NULL
                               ? mt_url_get_host (job->found->origin)
                               : NULL;
  const char *hosts[3] = { found != NULL ? found : typed, found != NULL ? typed : NULL, NULL };

  show_note (self, hosts, job->found != NULL ? job->found->features : NULL, job->mail_hosts,
             missing);
}

static void
propose (MtAccountSetup *self, MtFoundCollection *item)
{
  const MtHomeCollection *collection = mt_found_collection_get (item);
  g_autoptr (MtProposal) proposal =
      self->team != NULL ? mt_proposal_new (self->team, self->me, self->found, collection) : NULL;

  if (proposal != NULL)
    mt_found_collection_propose (item, proposal->person->id, proposal->why);
  mt_found_collection_set_use (item, proposal != NULL || !collection->foreign);
  mt_found_collection_set_counts (item, (collection->holds & MT_HOLDS_EVENTS) != 0 &&
                                            !collection->transparent);
}

/* What the user chose before stays chosen. */
static gboolean
restore_choice (MtAccountSetup *self, MtFoundCollection *item)
{
  const MtAccountCollection *known =
      self->account != NULL
          ? mt_account_find_collection (self->account, mt_found_collection_get_url (item))
          : NULL;

  if (known == NULL)
    return FALSE;
  mt_found_collection_set_person_id (item, known->person);
  mt_found_collection_set_use (item, known->used);
  mt_found_collection_set_counts (item, known->counts);
  return TRUE;
}

/**
 * mt_account_setup_take_collections:
 * @self: a setup whose account is known
 * @collections: (element-type MtHomeCollection): is emptied
 *
 * Adds collections to the model, each with a proposal.
 */
void
mt_account_setup_take_collections (MtAccountSetup *self, GPtrArray *collections)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_free_func (collections, NULL);
  for (guint i = 0; i < collections->len; i++)
    {
      MtFoundCollection *item = mt_found_collection_new (g_ptr_array_index (collections, i));

      if (!restore_choice (self, item))
        propose (self, item);
      g_ptr_array_add (items, item);
    }
  g_ptr_array_set_size (collections, 0);
  g_list_store_splice (self->collections,
                       g_list_model_get_n_items (G_LIST_MODEL (self->collections)), 0, items->pdata,
                       items->len);
  mt_account_setup_look_for_lacks (self);
}

/* A collection of the account's own that holds this and no events: a board of tasks among one's
 * meetings is none. */
static gboolean
has_own (MtAccountSetup *self, MtHolds holds, const char *of_team)
{
  GListModel *items = G_LIST_MODEL (self->collections);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (MtFoundCollection) item = g_list_model_get_item (items, i);
      const MtHomeCollection *one = mt_found_collection_get (item);

      if (of_team != NULL && mt_url_equal (of_team, one->url))
        return TRUE;
      if (one->may_write && (one->holds & holds) != 0 && (one->holds & MT_HOLDS_EVENTS) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * mt_account_setup_look_for_lacks:
 * @self: a setup
 *
 * Sees whether a board or a journal is missing, and can be made.
 */
void
mt_account_setup_look_for_lacks (MtAccountSetup *self)
{
  const gboolean can = self->found != NULL && self->found->self != NULL;

  mt_account_setup_set_flag (
      self, MT_SETUP_PROP_LACKS_BOARD,
      can && !has_own (self, MT_HOLDS_TASKS, self->team != NULL ? self->team->board : NULL));
  mt_account_setup_set_flag (
      self, MT_SETUP_PROP_LACKS_JOURNAL,
      can && !has_own (self, MT_HOLDS_JOURNALS, self->team != NULL ? self->team->journal : NULL));
}

static void
propose_title (MtAccountSetup *self)
{
  const char *typed = self->typed;
  g_autofree char *host = mt_url_get_host (self->found->url);

  if (*mt_account_setup_get_title (self) != '\0')
    return;
  mt_account_setup_set_title (self, mt_account_setup_get_text (self, MT_SETUP_PROP_FEED) == NULL &&
                                            strchr (typed, '@') != NULL &&
                                            strchr (typed, '/') == NULL
                                        ? typed
                                        : host);
}

/**
 * mt_account_setup_take_found:
 * @self: a setup
 * @job: a job that ended well; what it found is taken
 *
 * Shows what was found, and goes on to the stage it leads to.
 */
void
mt_account_setup_take_found (MtAccountSetup *self, MtSetupJob *job)
{
  g_autofree char *server = mt_url_get_host (job->found->origin);

  mt_account_setup_update_note (self, job, FALSE);
  g_clear_pointer (&self->found, mt_discovered_free);
  self->found = g_steal_pointer (&job->found);
  mt_account_setup_set_text (self, MT_SETUP_PROP_SERVER, server);
  mt_account_setup_set_text (self, MT_SETUP_PROP_FEED, self->found->feed);
  if (self->account == NULL && mt_account_setup_get_user (self) == NULL)
    mt_account_setup_set_text (self, MT_SETUP_PROP_USER, self->found->user);
  mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_PASSWORD, TRUE);
  mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_BEARER, TRUE);
  if (job->look_for_browser)
    mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_BROWSER,
                               job->takes_browser || self->oauth != NULL);
  propose_title (self);
  if (job->collections != NULL)
    {
      g_list_store_remove_all (self->collections);
      mt_account_setup_take_collections (self, job->collections);
      mt_account_setup_set_stage (self, MT_SETUP_STAGE_COLLECTIONS);
    }
  else
    {
      mt_account_setup_set_stage (self, self->found->feed != NULL ? MT_SETUP_STAGE_FEED
                                                                  : MT_SETUP_STAGE_SIGN_IN);
    }
}
