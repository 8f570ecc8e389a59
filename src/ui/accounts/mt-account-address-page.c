/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountAddressPage: asks where somebody has their calendars, and shows how the server is found:
 * every step, and where that ends in a failure what to do about it.
 */
#include "config.h"

#include "ui/accounts/mt-account-address-page.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-online-accounts.h"
#include "service/mt-display-text.h"
#include "ui/accounts/mt-file-row.h"
#include "ui/accounts/mt-step-row.h"
#include "ui/editor/mt-text-row.h"
#include "ui/mt-accessible.h"

struct _MtAccountAddressPage
{
  GtkWidget parent_instance;

  MtAccountSetup *setup;     /* owned */
  GCancellable *cancellable; /* owned, nullable: while it looks */
  GtkWidget *go;
  AdwPreferencesGroup *group;
  MtTextRow *address;
  GtkWidget *way;
  GtkLabel *error;
  GtkLabel *notes;
  GtkButton *way_button;
  GtkWidget *steps_group;
  GtkListBox *steps;
  AdwPreferencesGroup *online;
  AdwExpanderRow *more;
  MtFileRow *ca;
};

G_DEFINE_FINAL_TYPE (MtAccountAddressPage, mt_account_address_page, GTK_TYPE_WIDGET)

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
check_address_cb (const char *text, gpointer user_data)
{
  MtAccountAddressPage *self = user_data;

  if (mt_account_setup_get_trouble (self->setup) != MT_SETUP_TROUBLE_ADDRESS)
    return NULL;
  return g_strdup (mt_account_setup_get_error_text (self->setup));
}

/* The button beside what went wrong; NULL where changing the address is all that helps. */
static const char *
way_label (MtSetupTrouble trouble)
{
  switch (trouble)
    {
    case MT_SETUP_TROUBLE_CERTIFICATE:
      return _ ("Choose a Certificate Authority…");
    case MT_SETUP_TROUBLE_PORTAL:
      return _ ("Open the Sign-In Page of the Network");
    case MT_SETUP_TROUBLE_OFFLINE:
    case MT_SETUP_TROUBLE_SERVER:
    case MT_SETUP_TROUBLE_WAIT:
    case MT_SETUP_TROUBLE_FORBIDDEN:
      return _ ("Try Again");
    default:
      return NULL;
    }
}

static void
update_way (MtAccountAddressPage *self)
{
  const MtSetupTrouble trouble = mt_account_setup_get_trouble (self->setup);
  const char *notes = mt_account_setup_get_notes_text (self->setup), *label = way_label (trouble);
  const gboolean shown = trouble != MT_SETUP_TROUBLE_NONE && trouble != MT_SETUP_TROUBLE_ADDRESS &&
                         trouble != MT_SETUP_TROUBLE_CANCELLED &&
                         mt_account_setup_get_stage (self->setup) == MT_SETUP_STAGE_ADDRESS;

  gtk_label_set_label (self->error, mt_account_setup_get_error_text (self->setup));
  gtk_label_set_label (self->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notes), trouble == MT_SETUP_TROUBLE_NO_CALDAV &&
                                                        notes != NULL && notes[0] != '\0');
  gtk_button_set_label (self->way_button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->way_button), label != NULL);
  gtk_widget_set_visible (self->way, shown && !mt_account_setup_get_busy (self->setup));
}

static void
update (MtAccountAddressPage *self)
{
  const gboolean busy = mt_account_setup_get_busy (self->setup);
  GListModel *steps = mt_account_setup_get_steps (self->setup);

  gtk_button_set_label (GTK_BUTTON (self->go), busy ? _ ("Stop") : _ ("Continue"));
  if (busy)
    gtk_widget_remove_css_class (self->go, "suggested-action");
  else
    gtk_widget_add_css_class (self->go, "suggested-action");
  gtk_widget_set_sensitive (GTK_WIDGET (self->online), !busy);
  gtk_widget_set_visible (self->steps_group, g_list_model_get_n_items (steps) > 0);
  update_way (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountAddressPage) self = MT_ACCOUNT_ADDRESS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  const gboolean found = mt_account_setup_find_finish (MT_ACCOUNT_SETUP (source), result, &error);

  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  update (self);
  mt_text_row_validate (self->address);
  if (found)
    g_signal_emit (self, signals[FOUND], 0);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
start (MtAccountAddressPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (mt_text_row_get_text (self->address)));

  if (mt_account_setup_get_busy (self->setup) || text[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  self->cancellable = g_cancellable_new ();
  mt_account_setup_find_async (self->setup, text, self->cancellable, found_cb, g_object_ref (self));
}

static void
go_clicked_cb (MtAccountAddressPage *self)
{
  if (mt_account_setup_get_busy (self->setup))
    g_cancellable_cancel (self->cancellable);
  else
    start (self);
}

/* -- Accounts of the desktop -- */

static void
used_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountAddressPage) self = MT_ACCOUNT_ADDRESS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  const gboolean found =
      mt_account_setup_use_desktop_finish (MT_ACCOUNT_SETUP (source), result, &error);

  g_clear_object (&self->cancellable);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  update (self);
  if (found)
    g_signal_emit (self, signals[FOUND], 0);
}

static void
use_clicked_cb (GtkButton *button, MtAccountAddressPage *self)
{
  const MtGoaAccount *account = g_object_get_data (G_OBJECT (button), "account");

  if (mt_account_setup_get_busy (self->setup))
    return;
  self->cancellable = g_cancellable_new ();
  mt_account_setup_use_desktop_async (self->setup, account, self->cancellable, used_cb,
                                      g_object_ref (self));
}

/* (transfer full) account */
static GtkWidget *
new_online_row (MtAccountAddressPage *self, MtGoaAccount *account)
{
  g_autofree char *title = mt_display_line (account->title), *label = NULL;
  g_autofree char *provider = mt_display_line (account->provider != NULL ? account->provider : "");
  GtkWidget *button = gtk_button_new_with_label (_ ("Use"));
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
      account->attention ? _ ("Sign in again in the settings of the desktop first") : provider,
      NULL);

  /* Translators: a button: %s is an account that the desktop knows already. */
  label = g_strdup_printf (_ ("Use %s"), title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !account->attention);
  g_object_set_data_full (G_OBJECT (button), "account", account,
                          (GDestroyNotify) mt_goa_account_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (use_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  mt_accessible_name (button, label);
  return row;
}

/* Where there is no such desktop, nothing is said of it. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountAddressPage) self = MT_ACCOUNT_ADDRESS_PAGE (user_data);
  g_autoptr (GPtrArray) accounts = mt_online_accounts_list_finish (result, NULL);

  if (accounts == NULL || accounts->len == 0 || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  g_ptr_array_set_free_func (accounts, NULL); /* the rows have them */
  for (guint i = 0; i < accounts->len; i++)
    adw_preferences_group_add (self->online,
                               new_online_row (self, g_ptr_array_index (accounts, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->online), TRUE);
}

static void
changed_cb (MtAccountAddressPage *self)
{
  gtk_widget_set_sensitive (self->go, mt_text_row_get_text (self->address)[0] != '\0');
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) self = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gtk_widget_activate_action (self, "accounts.tell", "s", error->message);
}

/* Unencrypted, as a network can stand in for nothing else: nothing of the account is in it. */
static void
open_portal (MtAccountAddressPage *self)
{
  const char *server = mt_account_setup_get_server (self->setup);
  g_autofree char *uri = g_strdup_printf ("http://%s/", server != NULL ? server : "example.org");

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (self));
}

static void
way_clicked_cb (MtAccountAddressPage *self)
{
  const MtSetupTrouble trouble = mt_account_setup_get_trouble (self->setup);

  if (trouble == MT_SETUP_TROUBLE_CERTIFICATE)
    {
      adw_expander_row_set_expanded (self->more, TRUE);
      mt_file_row_choose (self->ca);
    }
  else if (trouble == MT_SETUP_TROUBLE_PORTAL)
    open_portal (self);
  else
    start (self);
}

/* Somebody who has just said whom to trust wants that tried. */
static void
ca_changed_cb (MtAccountAddressPage *self)
{
  g_autofree char *path = mt_file_row_dup_path (self->ca);

  mt_account_setup_set_ca_file (self->setup, path);
  if (path != NULL && !mt_account_setup_get_busy (self->setup) &&
      mt_account_setup_get_trouble (self->setup) == MT_SETUP_TROUBLE_CERTIFICATE)
    start (self);
}

static GtkWidget *
create_step_cb (gpointer item, gpointer user_data)
{
  return mt_step_row_new (item);
}

static gboolean
mt_account_address_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MT_ACCOUNT_ADDRESS_PAGE (widget)->address));
}

static void
mt_account_address_page_map (GtkWidget *widget)
{
  MtAccountAddressPage *self = MT_ACCOUNT_ADDRESS_PAGE (widget);

  GTK_WIDGET_CLASS (mt_account_address_page_parent_class)->map (widget);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (widget)), self->go);
}

static void
mt_account_address_page_dispose (GObject *object)
{
  MtAccountAddressPage *self = MT_ACCOUNT_ADDRESS_PAGE (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_ACCOUNT_ADDRESS_PAGE);
  g_clear_object (&self->setup);
  G_OBJECT_CLASS (mt_account_address_page_parent_class)->dispose (object);
}

static void
mt_account_address_page_class_init (MtAccountAddressPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_account_address_page_dispose;
  widget_class->grab_focus = mt_account_address_page_grab_focus;
  widget_class->map = mt_account_address_page_map;
  signals[FOUND] = g_signal_new ("found", MT_TYPE_ACCOUNT_ADDRESS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-account-address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, go);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, way);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, error);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, notes);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, way_button);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, steps_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, steps);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, online);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, more);
  gtk_widget_class_bind_template_child (widget_class, MtAccountAddressPage, ca);
  gtk_widget_class_bind_template_callback (widget_class, go_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_changed_cb);
}

static void
mt_account_address_page_init (MtAccountAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->address = MT_TEXT_ROW (mt_text_row_new (_ ("E-mail Address or Server")));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->address), 1);
  mt_text_row_set_check (self->address, check_address_cb, self);
  g_signal_connect_object (self->address, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->address));
  adw_preferences_group_add (self->group, mt_text_row_get_fault (self->address));
}

/**
 * mt_account_address_page_new:
 * @setup: the adding of an account
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
mt_account_address_page_new (MtAccountSetup *setup)
{
  MtAccountAddressPage *self = g_object_new (MT_TYPE_ACCOUNT_ADDRESS_PAGE, NULL);

  self->setup = g_object_ref (setup);
  gtk_list_box_bind_model (self->steps, mt_account_setup_get_steps (setup), create_step_cb, NULL,
                           NULL);
  g_signal_connect_object (setup, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (mt_account_setup_get_steps (setup), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  changed_cb (self);
  update (self);
  mt_online_accounts_list_async (NULL, listed_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
