/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountSignInPage: asks who somebody is on a server that is found, in whichever way the server
 * takes: a name and a password, a token, or the browser.
 */
#include "config.h"

#include "ui/accounts/mt-account-sign-in-page.h"

#include <glib/gi18n-lib.h>

#include "ui/accounts/mt-fault-row.h"
#include "ui/editor/mt-text-row.h"
#include "ui/mt-accessible.h"

/* What the drop-down offers. */
typedef enum
{
  KIND_PASSWORD,
  KIND_TOKEN,
} Kind;

struct _MtAccountSignInPage
{
  MtSetupPage parent_instance;

  gboolean browsing;
  gboolean opened; /* the browser was sent to the page once */
  GtkWidget *go;
  AdwPreferencesGroup *group;
  GtkWidget *browser_group;
  GtkWidget *browser_row;
  GtkWidget *browser;
  GtkWidget *waiting;
  GtkSpinner *spinner;
  AdwComboRow *kind;
  MtTextRow *user;
  GtkWidget *secret; /* AdwPasswordEntryRow */
  MtFaultRow *fault;
  GtkWidget *notes_group;
  GtkLabel *notes;
  GtkWidget *settings;
  GtkWidget *client_group;
  GtkEditable *client;
};

G_DEFINE_FINAL_TYPE (MtAccountSignInPage, mt_account_sign_in_page, MT_TYPE_SETUP_PAGE)

static MtAccountSetup *
get_setup (MtAccountSignInPage *self)
{
  return mt_setup_page_get_setup (MT_SETUP_PAGE (self));
}

static gboolean
takes (MtAccountSignInPage *self, const char *way)
{
  gboolean is_taken;

  g_object_get (get_setup (self), way, &is_taken, NULL);
  return is_taken;
}

static Kind
get_kind (MtAccountSignInPage *self)
{
  if (!takes (self, "takes-bearer"))
    return KIND_PASSWORD;
  if (!takes (self, "takes-password"))
    return KIND_TOKEN;
  return adw_combo_row_get_selected (self->kind) == 1 ? KIND_TOKEN : KIND_PASSWORD;
}

static void
update_ready (MtAccountSignInPage *self)
{
  const gboolean busy = mt_account_setup_get_busy (get_setup (self));
  const gboolean named =
      get_kind (self) == KIND_TOKEN || mt_text_row_get_text (self->user)[0] != '\0';

  mt_setup_page_show_go (MT_SETUP_PAGE (self), _ ("Sign In"));
  gtk_widget_set_sensitive (
      self->go, busy || (named && gtk_editable_get_text (GTK_EDITABLE (self->secret))[0] != '\0'));
}

static void
update_kind (MtAccountSignInPage *self)
{
  const gboolean typed = takes (self, "takes-password") || takes (self, "takes-bearer");
  const char *title = get_kind (self) == KIND_TOKEN ? _ ("Access Token") : _ ("Password");

  gtk_widget_set_visible (GTK_WIDGET (self->group), typed);
  gtk_widget_set_visible (GTK_WIDGET (self->kind),
                          takes (self, "takes-password") && takes (self, "takes-bearer"));
  gtk_widget_set_visible (GTK_WIDGET (self->user), get_kind (self) == KIND_PASSWORD);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->secret), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

static void
update_browser (MtAccountSignInPage *self)
{
  const gboolean busy = mt_account_setup_get_busy (get_setup (self));
  const gboolean waits = busy && self->browsing;

  gtk_widget_set_visible (self->browser_group, takes (self, "takes-browser"));
  gtk_widget_set_visible (self->client_group, takes (self, "takes-browser"));
  gtk_widget_set_visible (self->browser_row, !waits);
  gtk_widget_set_sensitive (self->browser, !busy);
  gtk_widget_set_visible (self->waiting, waits);
  gtk_spinner_set_spinning (self->spinner, waits);
}

static void
update_notes (MtAccountSignInPage *self)
{
  const char *notes = mt_account_setup_get_notes_text (get_setup (self));
  g_autofree char *settings = NULL;

  g_object_get (get_setup (self), "settings-uri", &settings, NULL);
  gtk_label_set_label (self->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (self->notes_group, notes != NULL && notes[0] != '\0');
  gtk_widget_set_visible (self->settings, settings != NULL);
}

static void
mt_account_sign_in_page_update (MtSetupPage *page)
{
  MtAccountSignInPage *self = MT_ACCOUNT_SIGN_IN_PAGE (page);
  const char *server = mt_account_setup_get_server (get_setup (self));

  adw_preferences_group_set_title (self->group, server != NULL ? server : "");
  /* Not insensitive: whoever types would lose the focus. */
  gtk_editable_set_editable (GTK_EDITABLE (self->user),
                             !mt_account_setup_get_busy (get_setup (self)));
  gtk_editable_set_editable (GTK_EDITABLE (self->secret),
                             !mt_account_setup_get_busy (get_setup (self)));
  update_kind (self);
  update_ready (self);
  update_browser (self);
  update_notes (self);
}

/* The secret is what is wrong most often: it is typed over at once. */
static void
say_failed (MtAccountSignInPage *self)
{
  const MtSetupTrouble trouble = mt_account_setup_get_trouble (get_setup (self));

  if (trouble == MT_SETUP_TROUBLE_CANCELLED)
    return;
  mt_fault_row_say (self->fault, trouble == MT_SETUP_TROUBLE_PASSWORD ? self->secret : NULL,
                    mt_account_setup_get_error_text (get_setup (self)));
  if (self->browsing)
    return;
  gtk_widget_grab_focus (self->secret);
  gtk_editable_select_region (GTK_EDITABLE (self->secret), 0, -1);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountSignInPage) self = MT_ACCOUNT_SIGN_IN_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  const gboolean done =
      self->browsing ? mt_account_setup_browse_finish (MT_ACCOUNT_SETUP (source), result, &error)
                     : mt_account_setup_sign_in_finish (MT_ACCOUNT_SETUP (source), result, &error);

  if (!mt_setup_page_end (MT_SETUP_PAGE (self)))
    return;
  if (done)
    mt_setup_page_finish (MT_SETUP_PAGE (self));
  else
    say_failed (self);
  self->browsing = FALSE;
  update_browser (self);
}

static GCancellable *
begin (MtAccountSignInPage *self, gboolean browsing)
{
  mt_fault_row_say (self->fault, self->secret, NULL);
  self->browsing = browsing;
  self->opened = FALSE;
  return mt_setup_page_begin (MT_SETUP_PAGE (self));
}

static void
mt_account_sign_in_page_start (MtSetupPage *page)
{
  MtAccountSignInPage *self = MT_ACCOUNT_SIGN_IN_PAGE (page);
  g_autofree char *user = g_strstrip (g_strdup (mt_text_row_get_text (self->user)));
  const gboolean token = get_kind (self) == KIND_TOKEN;

  mt_account_setup_sign_in_async (get_setup (self), token ? MT_AUTH_BEARER : MT_AUTH_PASSWORD,
                                  user[0] != '\0' ? user : NULL,
                                  gtk_editable_get_text (GTK_EDITABLE (self->secret)),
                                  begin (self, FALSE), signed_in_cb, g_object_ref (self));
}

static void
browser_clicked_cb (MtAccountSignInPage *self)
{
  g_autofree char *client = g_strstrip (g_strdup (gtk_editable_get_text (self->client)));

  if (!mt_account_setup_get_busy (get_setup (self)))
    mt_account_setup_browse_async (get_setup (self), client[0] != '\0' ? client : NULL,
                                   begin (self, TRUE), signed_in_cb, g_object_ref (self));
}

static void
again_clicked_cb (MtAccountSignInPage *self)
{
  mt_setup_page_open (MT_SETUP_PAGE (self), mt_account_setup_get_browser_uri (get_setup (self)));
}

static void
copy_clicked_cb (MtAccountSignInPage *self)
{
  const char *uri = mt_account_setup_get_browser_uri (get_setup (self));

  if (uri == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), uri);
  gtk_widget_activate_action (GTK_WIDGET (self), "accounts.tell", "s", _ ("Link copied"));
}

static void
settings_clicked_cb (MtAccountSignInPage *self)
{
  g_autofree char *settings = NULL;

  g_object_get (get_setup (self), "settings-uri", &settings, NULL);
  mt_setup_page_open (MT_SETUP_PAGE (self), settings);
}

/* As soon as it is known where to, and once. */
static void
browser_uri_cb (MtAccountSignInPage *self)
{
  const char *uri = mt_account_setup_get_browser_uri (get_setup (self));

  if (!self->browsing || self->opened || uri == NULL || uri[0] == '\0')
    return;
  self->opened = TRUE;
  mt_setup_page_open (MT_SETUP_PAGE (self), uri);
}

static void
kind_changed_cb (MtAccountSignInPage *self)
{
  if (get_setup (self) != NULL)
    mt_account_sign_in_page_update (MT_SETUP_PAGE (self));
}

static void
typed_cb (MtAccountSignInPage *self)
{
  mt_fault_row_say (self->fault, self->secret, NULL);
  update_ready (self);
}

/* Enter goes on: to what is still to be typed. */
static void
user_entered_cb (MtAccountSignInPage *self)
{
  if (gtk_editable_get_text (GTK_EDITABLE (self->secret))[0] == '\0')
    gtk_widget_grab_focus (self->secret);
}

static gboolean
mt_account_sign_in_page_grab_focus (GtkWidget *widget)
{
  MtAccountSignInPage *self = MT_ACCOUNT_SIGN_IN_PAGE (widget);

  /* Where it is offered it is the better way. */
  if (takes (self, "takes-browser"))
    return gtk_widget_grab_focus (self->browser);
  if (get_kind (self) == KIND_PASSWORD && mt_text_row_get_text (self->user)[0] == '\0')
    return gtk_widget_grab_focus (GTK_WIDGET (self->user));
  return gtk_widget_grab_focus (self->secret);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-account-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, go);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, browser_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, browser_row);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, browser);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, kind);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, notes_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, notes);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, settings);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, client_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountSignInPage, client);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, settings_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
}

static void
mt_account_sign_in_page_class_init (MtAccountSignInPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->grab_focus = mt_account_sign_in_page_grab_focus;
  MT_SETUP_PAGE_CLASS (class)->update = mt_account_sign_in_page_update;
  MT_SETUP_PAGE_CLASS (class)->start = mt_account_sign_in_page_start;
  bind_template (widget_class);
}

static void
mt_account_sign_in_page_init (MtAccountSignInPage *self)
{
  const char *const kinds[] = { _ ("Password"), _ ("Access Token"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (kinds);

  gtk_widget_init_template (GTK_WIDGET (self));
  mt_accessible_keep_names (GTK_WIDGET (self));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (list));
  self->user = MT_TEXT_ROW (mt_text_row_new (_ ("User Name")));
  self->secret = g_object_new (ADW_TYPE_PASSWORD_ENTRY_ROW, "activates-default", TRUE, NULL);
  self->fault = MT_FAULT_ROW (mt_fault_row_new ());
  g_signal_connect_object (self->user, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->secret, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->user, "entry-activated", G_CALLBACK (user_entered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->user));
  adw_preferences_group_add (self->group, self->secret);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->fault));
}

/**
 * mt_account_sign_in_page_new:
 * @setup: the adding of an account whose server is found
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
mt_account_sign_in_page_new (MtAccountSetup *setup)
{
  MtAccountSignInPage *self = g_object_new (MT_TYPE_ACCOUNT_SIGN_IN_PAGE, "setup", setup, NULL);

  mt_text_row_set_text (self->user, mt_account_setup_get_user (setup));
  g_signal_connect_object (setup, "notify::browser-uri", G_CALLBACK (browser_uri_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
