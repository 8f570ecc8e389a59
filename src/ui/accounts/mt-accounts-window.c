/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountsWindow: where somebody says on which servers their calendars are. It leads from page to
 * page; each page does its own. The adding of an account stands in a room of its own.
 */
#include "config.h"

#include "ui/accounts/mt-accounts-window-private.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-account-secret.h"
#include "ui/accounts/mt-account-list-page.h"
#include "ui/accounts/mt-account-page.h"
#include "ui/mt-toast-time.h"

G_DEFINE_FINAL_TYPE (MtAccountsWindow, mt_accounts_window, ADW_TYPE_WINDOW)

/**
 * mt_accounts_window_tell:
 * @self: the window
 * @text: plain text
 *
 * Says something that passes by itself.
 */
void
mt_accounts_window_tell (MtAccountsWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_timeout (toast, mt_toast_time_get ());
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* -- From page to page -- */

static void
show (MtAccountsWindow *self, GtkWidget *page)
{
  gtk_stack_set_visible_child (self->stack, page);
  gtk_widget_grab_focus (page);
}

/**
 * mt_accounts_window_push:
 * @self: the window
 * @page: (transfer floating): what is shown from now on
 *
 * Goes on to a page.
 */
void
mt_accounts_window_push (MtAccountsWindow *self, GtkWidget *page)
{
  gtk_stack_add_child (self->stack, page);
  g_queue_push_tail (&self->pages, page);
  show (self, page);
}

/**
 * mt_accounts_window_pop_to:
 * @self: the window
 * @depth: how many pages are left; 1 is the list of accounts
 *
 * Goes back.
 */
void
mt_accounts_window_pop_to (MtAccountsWindow *self, guint depth)
{
  if (g_queue_get_length (&self->pages) <= depth)
    return;
  /* Before the page that is shown says what Enter does on it. */
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  show (self, g_queue_peek_nth (&self->pages, depth - 1));
  while (g_queue_get_length (&self->pages) > depth)
    gtk_stack_remove (self->stack, g_queue_pop_tail (&self->pages));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtAccountsWindow *self = MT_ACCOUNTS_WINDOW (widget);
  GtkWidget *page = g_queue_peek_tail (&self->pages);
  guint depth = g_queue_get_length (&self->pages);

  if (depth <= 1)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  /* What was found cannot be found again by going back once: the whole adding is called off. */
  mt_accounts_window_pop_to (self, page == self->found ? 1 : depth - 1);
  if (g_queue_get_length (&self->pages) == 1)
    g_clear_object (&self->setup);
}

static void
tell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_accounts_window_tell (MT_ACCOUNTS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtAccountsWindow *self = MT_ACCOUNTS_WINDOW (widget);
  MtAccounts *accounts = mt_sync_get_accounts (self->sync);
  MtAccountItem *item = mt_accounts_find (accounts, g_variant_get_string (parameter, NULL));

  if (item != NULL)
    mt_accounts_window_push (self, mt_account_page_new (self->session, accounts, item));
}

/* -- Removing -- */

/* Said as it is where nothing is left of it, else what is. */
static void
tell_removed (MtAccountsWindow *self, const MtAccountRemains *remains)
{
  g_autofree char *waiting = mt_account_remains_say_waiting (remains);
  g_autofree char *secret = mt_account_remains_say_secret (remains);

  if (waiting == NULL && secret == NULL)
    mt_accounts_window_tell (self, _ ("The account is removed"));
  if (waiting != NULL)
    mt_accounts_window_tell (self, waiting);
  if (secret != NULL)
    mt_accounts_window_tell (self, secret);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountsWindow) self = MT_ACCOUNTS_WINDOW (user_data);
  g_auto (MtAccountRemains) remains = { 0 };
  g_autoptr (GError) error = NULL;
  const gboolean done = mt_account_secret_remove_finish (result, &remains, &error);

  if (self->session == NULL)
    return;
  if (!done)
    {
      mt_accounts_window_tell (self, error->message);
      return;
    }
  mt_accounts_window_pop_to (self, 1);
  tell_removed (self, &remains);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtAccountsWindow *self = MT_ACCOUNTS_WINDOW (widget);
  MtAccountItem *item =
      mt_accounts_find (mt_sync_get_accounts (self->sync), g_variant_get_string (parameter, NULL));

  if (item != NULL)
    mt_account_secret_remove_async (self->sync, mt_account_item_get_account (item), NULL,
                                    removed_cb, g_object_ref (self));
}

static void
mt_accounts_window_dispose (GObject *object)
{
  MtAccountsWindow *self = MT_ACCOUNTS_WINDOW (object);

  g_queue_clear (&self->pages);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_ACCOUNTS_WINDOW);
  g_clear_object (&self->setup);
  g_clear_object (&self->sync);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_accounts_window_parent_class)->dispose (object);
}

static void
mt_accounts_window_class_init (MtAccountsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_accounts_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-accounts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtAccountsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MtAccountsWindow, stack);
  gtk_widget_class_install_action (widget_class, "accounts.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "accounts.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "accounts.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "accounts.tell", "s", tell_action);
  mt_accounts_window_install_add_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "accounts.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "accounts.back",
                                       NULL);
}

static void
mt_accounts_window_init (MtAccountsWindow *self)
{
  g_queue_init (&self->pages);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_accounts_window_new:
 * @parent: the window it belongs to
 * @session: whose people calendars are given to; a team need not be open
 * @sync: whose accounts these are
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
mt_accounts_window_new (GtkWindow *parent, MtSession *session, MtSync *sync)
{
  MtAccountsWindow *self = g_object_new (MT_TYPE_ACCOUNTS_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->sync = g_object_ref (sync);
  mt_accounts_window_push (self, mt_account_list_page_new (mt_sync_get_accounts (sync)));
  return GTK_WINDOW (self);
}
