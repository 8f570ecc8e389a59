/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountsWindow: the adding of an account, from what somebody types to what is kept, and signing
 * in again to one that is there.
 */
#include "config.h"

#include "ui/accounts/mt-accounts-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/accounts/mt-account-address-page.h"
#include "ui/accounts/mt-account-found-page.h"
#include "ui/accounts/mt-account-sign-in-page.h"
#include "ui/files/mt-calendar-offer.h"

static void
saved_cb (MtAccountsWindow *self, const char *id)
{
  g_autofree char *title = g_strdup (mt_account_setup_get_title (self->setup)), *text = NULL;

  g_clear_object (&self->setup);
  mt_accounts_window_pop_to (self, 1);
  mt_accounts_reload (mt_sync_get_accounts (self->sync));
  mt_sync_run (self->sync, FALSE);
  if (self->again)
    text = g_strdup_printf (_ ("Signed in to “%s” again"), title);
  else
    /* Translators: an account is kept, and what it has is being fetched. */
    text = g_strdup_printf (_ ("“%s” is there; its calendars are fetched"), title);
  mt_accounts_window_tell (self, text);
}

static void advance (MtAccountsWindow *self);

static void
push_sign_in (MtAccountsWindow *self)
{
  GtkWidget *page = mt_account_sign_in_page_new (self->setup);

  g_signal_connect_object (page, "done", G_CALLBACK (advance), self, G_CONNECT_SWAPPED);
  mt_accounts_window_push (self, page);
}

static void
push_found (MtAccountsWindow *self)
{
  GtkWidget *page = mt_account_found_page_new (self->session, self->setup, self->again);

  self->found = page;
  g_signal_connect_object (page, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  mt_accounts_window_push (self, page);
}

static void
offer (MtAccountsWindow *self, const char *url, const char *name, MtCalendarUse use)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!mt_session_can_edit_team (self->session) || parent == NULL)
    {
      mt_accounts_window_tell (self, _ ("Open a team that you may change first"));
      return;
    }
  gtk_window_present (mt_calendar_offer_new_for_url (parent, self->session, url, name, use));
  gtk_window_close (GTK_WINDOW (self));
}

/* The address of one calendar needs no account: it belongs to somebody on the team. */
static void
offer_feed (MtAccountsWindow *self)
{
  const char *feed = mt_account_setup_get_feed (self->setup);
  g_autoptr (GUri) uri = g_uri_parse (feed, G_URI_FLAGS_NONE, NULL);
  g_autofree char *base = g_path_get_basename (uri != NULL ? g_uri_get_path (uri) : feed);

  offer (self, feed, base, MT_CALENDAR_BUSY);
}

static void
offer_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *url, *name, *use;

  g_variant_get (parameter, "(&s&s&s)", &url, &name, &use);
  offer (MT_ACCOUNTS_WINDOW (widget), url, name,
         g_str_equal (use, "board")     ? MT_CALENDAR_BOARD
         : g_str_equal (use, "updates") ? MT_CALENDAR_JOURNAL
                                        : MT_CALENDAR_BUSY);
}

/* To the page of the stage that the adding has come to. */
static void
advance (MtAccountsWindow *self)
{
  switch (mt_account_setup_get_stage (self->setup))
    {
    case MT_SETUP_STAGE_SIGN_IN:
      push_sign_in (self);
      break;
    case MT_SETUP_STAGE_COLLECTIONS:
      push_found (self);
      break;
    case MT_SETUP_STAGE_FEED:
      offer_feed (self);
      break;
    case MT_SETUP_STAGE_ADDRESS:
    case MT_SETUP_STAGE_SAVED:
      break;
    }
}

static MtAccountSetup *
new_setup (MtAccountsWindow *self)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (self->session);
  MtPersonItem *me = mt_session_get_me (self->session);

  return mt_account_setup_new (snapshot != NULL ? snapshot->team : NULL,
                               me != NULL ? mt_person_item_get_person (me)->id : NULL,
                               mt_sync_get_secrets (self->sync));
}

static void
push_address (MtAccountsWindow *self)
{
  GtkWidget *page;

  self->again = FALSE;
  g_set_object (&self->setup, NULL);
  self->setup = new_setup (self);
  page = mt_account_address_page_new (self->setup);
  g_signal_connect_object (page, "done", G_CALLBACK (advance), self, G_CONNECT_SWAPPED);
  mt_accounts_window_push (self, page);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_accounts_window_add (MT_ACCOUNTS_WINDOW (widget));
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtAccountsWindow *self = MT_ACCOUNTS_WINDOW (widget);
  MtAccountItem *item =
      mt_accounts_find (mt_sync_get_accounts (self->sync), g_variant_get_string (parameter, NULL));

  if (item != NULL)
    mt_accounts_window_sign_in_again (self, item);
}

/**
 * mt_accounts_window_add:
 * @self: the window
 *
 * Goes to where an account is added.
 */
void
mt_accounts_window_add (MtAccountsWindow *self)
{
  mt_accounts_window_pop_to (self, 1);
  push_address (self);
}

/**
 * mt_accounts_window_sign_in_again:
 * @self: the window
 * @item: an account
 *
 * Goes to where somebody signs in to @item anew. What the desktop signs in for is tried once more.
 */
void
mt_accounts_window_sign_in_again (MtAccountsWindow *self, MtAccountItem *item)
{
  MtAccount *account = mt_account_item_get_account (item);

  if (g_str_equal (account->auth, MT_ACCOUNT_AUTH_GOA))
    {
      mt_sync_resume (self->sync, account->id);
      mt_accounts_window_tell (self, _ ("Tried again with what the desktop has"));
      return;
    }
  g_clear_object (&self->setup);
  self->setup = new_setup (self);
  self->again = TRUE;
  mt_account_setup_set_account (self->setup, account);
  push_sign_in (self);
}

/**
 * mt_accounts_window_install_add_actions:
 * @widget_class: the class of accounts windows
 *
 * Adds what begins the adding of an account.
 */
void
mt_accounts_window_install_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "accounts.offer", "(sss)", offer_action);
  gtk_widget_class_install_action (widget_class, "accounts.sign-in-again", "s", again_action);
}
