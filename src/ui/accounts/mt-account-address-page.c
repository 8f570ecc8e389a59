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
  MtSetupPage parent_instance;

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

G_DEFINE_FINAL_TYPE (MtAccountAddressPage, mt_account_address_page, MT_TYPE_SETUP_PAGE)

static MtAccountSetup *
get_setup (MtAccountAddressPage *self)
{
  return mt_setup_page_get_setup (MT_SETUP_PAGE (self));
}

static char *
check_address_cb (const char *text, gpointer user_data)
{
  MtAccountAddressPage *self = user_data;

  if (mt_account_setup_get_trouble (get_setup (self)) != MT_SETUP_TROUBLE_ADDRESS)
    return NULL;
  return g_strdup (mt_account_setup_get_error_text (get_setup (self)));
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
  const MtSetupTrouble trouble = mt_account_setup_get_trouble (get_setup (self));
  const char *notes = mt_account_setup_get_notes_text (get_setup (self)),
             *label = way_label (trouble);
  const gboolean shown = trouble != MT_SETUP_TROUBLE_NONE && trouble != MT_SETUP_TROUBLE_ADDRESS &&
                         trouble != MT_SETUP_TROUBLE_CANCELLED &&
                         mt_account_setup_get_stage (get_setup (self)) == MT_SETUP_STAGE_ADDRESS;

  gtk_label_set_label (self->error, mt_account_setup_get_error_text (get_setup (self)));
  gtk_label_set_label (self->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notes), trouble == MT_SETUP_TROUBLE_NO_CALDAV &&
                                                        notes != NULL && notes[0] != '\0');
  gtk_button_set_label (self->way_button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->way_button), label != NULL);
  gtk_widget_set_visible (self->way, shown && !mt_account_setup_get_busy (get_setup (self)));
}

static void
mt_account_address_page_update (MtSetupPage *page)
{
  MtAccountAddressPage *self = MT_ACCOUNT_ADDRESS_PAGE (page);
  const gboolean busy = mt_account_setup_get_busy (get_setup (self));
  GListModel *steps = mt_account_setup_get_steps (get_setup (self));

  mt_setup_page_show_go (page, _ ("Continue"));
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

  if (!mt_setup_page_end (MT_SETUP_PAGE (self)))
    return;
  mt_text_row_validate (self->address);
  if (found)
    mt_setup_page_finish (MT_SETUP_PAGE (self));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
start (MtAccountAddressPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (mt_text_row_get_text (self->address)));

  if (mt_account_setup_get_busy (get_setup (self)) || text[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  mt_account_setup_find_async (get_setup (self), text, mt_setup_page_begin (MT_SETUP_PAGE (self)),
                               found_cb, g_object_ref (self));
}

static void
mt_account_address_page_start (MtSetupPage *page)
{
  start (MT_ACCOUNT_ADDRESS_PAGE (page));
}

/* -- Accounts of the desktop -- */

static void
used_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountAddressPage) self = MT_ACCOUNT_ADDRESS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  const gboolean found =
      mt_account_setup_use_desktop_finish (MT_ACCOUNT_SETUP (source), result, &error);

  if (mt_setup_page_end (MT_SETUP_PAGE (self)) && found)
    mt_setup_page_finish (MT_SETUP_PAGE (self));
}

static void
use_clicked_cb (GtkButton *button, MtAccountAddressPage *self)
{
  const MtGoaAccount *account = g_object_get_data (G_OBJECT (button), "account");

  if (mt_account_setup_get_busy (get_setup (self)))
    return;
  mt_account_setup_use_desktop_async (get_setup (self), account,
                                      mt_setup_page_begin (MT_SETUP_PAGE (self)), used_cb,
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

/* Unencrypted, as a network can stand in for nothing else: nothing of the account is in it. */
static void
open_portal (MtAccountAddressPage *self)
{
  const char *server = mt_account_setup_get_server (get_setup (self));
  g_autofree char *uri = g_strdup_printf ("http://%s/", server != NULL ? server : "example.org");

  mt_setup_page_open (MT_SETUP_PAGE (self), uri);
}

static void
way_clicked_cb (MtAccountAddressPage *self)
{
  const MtSetupTrouble trouble = mt_account_setup_get_trouble (get_setup (self));

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

  mt_account_setup_set_ca_file (get_setup (self), path);
  if (path != NULL && !mt_account_setup_get_busy (get_setup (self)) &&
      mt_account_setup_get_trouble (get_setup (self)) == MT_SETUP_TROUBLE_CERTIFICATE)
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
mt_account_address_page_class_init (MtAccountAddressPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->grab_focus = mt_account_address_page_grab_focus;
  MT_SETUP_PAGE_CLASS (class)->update = mt_account_address_page_update;
  MT_SETUP_PAGE_CLASS (class)->start = mt_account_address_page_start;
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
  MtAccountAddressPage *self = g_object_new (MT_TYPE_ACCOUNT_ADDRESS_PAGE, "setup", setup, NULL);

  gtk_list_box_bind_model (self->steps, mt_account_setup_get_steps (setup), create_step_cb, NULL,
                           NULL);
  g_signal_connect_object (mt_account_setup_get_steps (setup), "items-changed",
                           G_CALLBACK (mt_account_address_page_update), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  mt_online_accounts_list_async (NULL, listed_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
