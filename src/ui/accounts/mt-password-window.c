/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPasswordWindow: asks for the password of an account that the keyring does not give. It is kept
 * until the program ends; whoever would rather unlock the keyring can do that.
 */
#include "config.h"

#include "ui/accounts/mt-password-window.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-account-secret.h"
#include "ui/accounts/mt-fault-row.h"

struct _MtPasswordWindow
{
  AdwWindow parent_instance;

  MtSync *sync;           /* owned */
  MtAccountItem *account; /* owned */
  AdwPreferencesGroup *group;
  GtkEditable *secret;
  MtFaultRow *fault;
  GtkWidget *go;
  GtkWidget *unlock;
};

G_DEFINE_FINAL_TYPE (MtPasswordWindow, mt_password_window, ADW_TYPE_WINDOW)

static void
typed_cb (MtPasswordWindow *self)
{
  gtk_widget_set_sensitive (self->go, gtk_editable_get_text (self->secret)[0] != '\0');
}

static void
go_clicked_cb (MtPasswordWindow *self)
{
  mt_account_secret_remember (self->sync, mt_account_item_get_account (self->account),
                              gtk_editable_get_text (self->secret));
  gtk_window_close (GTK_WINDOW (self));
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPasswordWindow) self = MT_PASSWORD_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (mt_account_secret_unlock_finish (result, &error))
    {
      mt_sync_run (MT_SYNC (source), FALSE);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (self->sync == NULL)
    return;
  mt_fault_row_say (self->fault, NULL, error->message);
  gtk_widget_set_sensitive (self->unlock, TRUE);
}

static void
unlock_clicked_cb (MtPasswordWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
  gtk_widget_set_sensitive (self->unlock, FALSE);
  mt_account_secret_unlock_async (self->sync, NULL, unlocked_cb, g_object_ref (self));
}

static void
mt_password_window_dispose (GObject *object)
{
  MtPasswordWindow *self = MT_PASSWORD_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PASSWORD_WINDOW);
  g_clear_object (&self->account);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (mt_password_window_parent_class)->dispose (object);
}

static void
mt_password_window_class_init (MtPasswordWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_password_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-password-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPasswordWindow, group);
  gtk_widget_class_bind_template_child (widget_class, MtPasswordWindow, secret);
  gtk_widget_class_bind_template_child (widget_class, MtPasswordWindow, fault);
  gtk_widget_class_bind_template_child (widget_class, MtPasswordWindow, go);
  gtk_widget_class_bind_template_child (widget_class, MtPasswordWindow, unlock);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_password_window_init (MtPasswordWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->go);
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
  typed_cb (self);
}

/**
 * mt_password_window_new:
 * @parent: the window it belongs to
 * @sync: what needs the password, and says why it has none
 * @account: whose
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
mt_password_window_new (GtkWindow *parent, MtSync *sync, MtAccountItem *account)
{
  MtPasswordWindow *self = g_object_new (MT_TYPE_PASSWORD_WINDOW, "transient-for", parent, NULL);
  g_autofree char *user = NULL, *why = NULL;

  self->sync = g_object_ref (sync);
  self->account = g_object_ref (account);
  g_object_get (account, "user-text", &user, NULL);
  g_object_get (sync, "secret-why", &why, NULL);
  adw_preferences_group_set_title (self->group, user);
  adw_preferences_group_set_description (self->group, why);
  return GTK_WINDOW (self);
}
