/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: accounts, and the servers that the team is on.
 */
#include "config.h"

#include "ui/mt-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/accounts/mt-accounts-window.h"
#include "ui/accounts/mt-conflicts.h"
#include "ui/accounts/mt-password-window.h"
#include "ui/accounts/mt-sync-button.h"

/* The sample team is on no server, and nobody's account is about it. */
static gboolean
has_accounts (MtWindow *self)
{
  return self->sync != NULL && self->session != NULL && !mt_session_is_demo (self->session);
}

static void
accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  gtk_window_present (mt_accounts_window_new (GTK_WINDOW (self), self->session, self->sync));
}

static void
add_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);
  GtkWindow *accounts = mt_accounts_window_new (GTK_WINDOW (self), self->session, self->sync);

  mt_accounts_window_add (MT_ACCOUNTS_WINDOW (accounts));
  gtk_window_present (accounts);
}

/* Shown as long as it is the one that asks. */
static void
ask_for_secret (MtWindow *self, GtkWindow *window)
{
  self->password = window;
  g_object_add_weak_pointer (G_OBJECT (self->password), (gpointer *) &self->password);
  gtk_window_present (self->password);
}

static void
sign_in_again (MtWindow *self, MtAccountItem *account)
{
  GtkWindow *accounts = mt_accounts_window_new (GTK_WINDOW (self), self->session, self->sync);

  /* Shown before its page is: rows of a window that is not there give the keyboard to their icons.
   */
  ask_for_secret (self, accounts);
  mt_accounts_window_sign_in_again (MT_ACCOUNTS_WINDOW (accounts), account);
}

static void
sign_in_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  MtAccountItem *account = mt_accounts_find (mt_sync_get_accounts (self->sync), id);

  if (account == NULL || self->password != NULL)
    return;
  if (g_str_equal (mt_account_item_get_account (account)->auth, MT_ACCOUNT_AUTH_GOA))
    mt_sync_resume (self->sync, id);
  else
    sign_in_again (self, account);
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_sync_run (MT_WINDOW (widget)->sync, FALSE);
}

/* Once for each time that it is wanted: whoever says no is not asked again until they sync. A token
 * is nothing that anybody types, and what the desktop keeps is given in its settings. */
static void
secret_wanted_cb (MtWindow *self)
{
  g_autofree char *id = NULL;
  MtAccountItem *account;
  const char *auth;

  g_object_get (self->sync, "secret-wanted", &id, NULL);
  account =
      id != NULL && id[0] != '\0' ? mt_accounts_find (mt_sync_get_accounts (self->sync), id) : NULL;
  if (account == NULL || !has_accounts (self) || self->password != NULL)
    return;
  auth = mt_account_item_get_account (account)->auth;
  if (g_str_equal (auth, MT_ACCOUNT_AUTH_OAUTH))
    sign_in_again (self, account);
  else if (!g_str_equal (auth, MT_ACCOUNT_AUTH_GOA))
    ask_for_secret (self, mt_password_window_new (GTK_WINDOW (self), self->sync, account));
}

/* Somebody looks at it again. */
static void
active_cb (MtWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    mt_sync_note_focus (self->sync);
}

/**
 * mt_window_follow_sync:
 * @self: a window that was given what keeps its team up to date
 *
 * Asks for what that needs of somebody, and tells it when somebody looks.
 */
void
mt_window_follow_sync (MtWindow *self)
{
  g_signal_connect_object (self->sync, "notify::secret-wanted", G_CALLBACK (secret_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (active_cb), self, 0);
  secret_wanted_cb (self);
}

static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_sync_button_popup (MT_SYNC_BUTTON (MT_WINDOW (widget)->sync_button));
}

static void
conflicts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);
  const gint64 edit = mt_conflicts_find (self->session);

  if (edit != 0)
    mt_conflicts_show (GTK_WINDOW (self), self->session, edit);
  else
    mt_window_show_toast (self, _ ("Nothing waits for you in this team"));
}

/**
 * mt_window_update_sync:
 * @self: a window
 *
 * Allows what needs servers where there may be some.
 */
void
mt_window_update_sync (MtWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean allowed = has_accounts (self);

  gtk_widget_action_set_enabled (widget, "win.accounts", allowed);
  gtk_widget_action_set_enabled (widget, "win.add-account", allowed);
  gtk_widget_action_set_enabled (widget, "win.conflicts", allowed);
  gtk_widget_action_set_enabled (widget, "win.sign-in-again", allowed);
  gtk_widget_action_set_enabled (widget, "win.sync", allowed);
}

/**
 * mt_window_install_sync_actions:
 * @widget_class: the class of windows
 *
 * Adds what menu, keys and the state of the connection do.
 */
void
mt_window_install_sync_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, accounts_action);
  gtk_widget_class_install_action (widget_class, "win.add-account", NULL, add_account_action);
  gtk_widget_class_install_action (widget_class, "win.sync-details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "win.conflicts", NULL, conflicts_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", "s", sign_in_again_action);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
}
