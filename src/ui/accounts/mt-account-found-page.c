/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountFoundPage: what was found for an account, and what somebody makes of it: which calendars
 * are used, whose they are, what is made that is missing.
 */
#include "config.h"

#include "ui/accounts/mt-account-found-page.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-account.h"
#include "ui/accounts/mt-collection-list.h"
#include "ui/accounts/mt-collection-row.h"
#include "ui/accounts/mt-fault-row.h"
#include "ui/editor/mt-text-row.h"
#include "ui/mt-accessible.h"
#include "ui/mt-question.h"

#define MANY 12 /* more are not ticked one by one */

struct _MtAccountFoundPage
{
  MtSetupPage parent_instance;

  MtSession *session; /* owned */
  GtkWidget *go;
  AdwPreferencesGroup *name_group;
  MtTextRow *name;
  MtFaultRow *fault;
  GtkWidget *all;
  MtCollectionList *list;
  GtkWidget *missing;
  GtkWidget *board;
  GtkWidget *journal;
  GtkWidget *sharing_group;
  GtkLabel *sharing;
};

G_DEFINE_FINAL_TYPE (MtAccountFoundPage, mt_account_found_page, MT_TYPE_SETUP_PAGE)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void start_save (MtAccountFoundPage *self);

static MtAccountSetup *
get_setup (MtAccountFoundPage *self)
{
  return mt_setup_page_get_setup (MT_SETUP_PAGE (self));
}

static void
update_missing (MtAccountFoundPage *self)
{
  gboolean lacks_board, lacks_journal;

  g_object_get (get_setup (self), "lacks-board", &lacks_board, "lacks-journal", &lacks_journal,
                NULL);
  gtk_widget_set_visible (self->board, lacks_board);
  gtk_widget_set_visible (self->journal, lacks_journal);
  gtk_widget_set_visible (self->missing, lacks_board || lacks_journal);
}

static void
mt_account_found_page_update (MtSetupPage *page)
{
  MtAccountFoundPage *self = MT_ACCOUNT_FOUND_PAGE (page);
  const gboolean busy = mt_account_setup_get_busy (get_setup (self));
  g_autofree char *sharing = NULL;

  g_object_get (get_setup (self), "sharing-text", &sharing, NULL);
  gtk_label_set_label (self->sharing, sharing != NULL ? sharing : "");
  gtk_widget_set_visible (self->sharing_group, sharing != NULL && sharing[0] != '\0');
  gtk_widget_set_sensitive (self->go, !busy);
  gtk_widget_set_sensitive (self->missing, !busy);
  update_missing (self);
}

static void
say (MtAccountFoundPage *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  mt_fault_row_say (self->fault, NULL, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->name)); /* beside what is said */
}

static void
session_only_cb (MtQuestion *question, MtAccountFoundPage *self)
{
  mt_account_setup_set_session_only (get_setup (self), TRUE);
  start_save (self);
}

/* Nobody's secret is written into a file behind their back. */
static void
offer_session_only (MtAccountFoundPage *self)
{
  MtQuestion *question = mt_question_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("The Keyring Cannot Be Used"),
      _ ("The password cannot be kept safely. It can be used until Meantime is closed; then you "
         "are asked for it again."),
      _ ("Cancel"), _ ("Use for This Session"));

  mt_question_set_harmless (question);
  g_signal_connect_object (question, "agreed", G_CALLBACK (session_only_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountFoundPage) self = MT_ACCOUNT_FOUND_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtAccount) account =
      mt_account_setup_save_finish (MT_ACCOUNT_SETUP (source), result, &error);

  if (!mt_setup_page_end (MT_SETUP_PAGE (self)))
    return;
  if (account != NULL)
    g_signal_emit (self, signals[SAVED], 0, account->id);
  else if (mt_account_setup_get_trouble (get_setup (self)) == MT_SETUP_TROUBLE_KEYRING)
    offer_session_only (self);
  else
    say (self, error);
}

static void
start_save (MtAccountFoundPage *self)
{
  g_autofree char *title = g_strstrip (g_strdup (mt_text_row_get_text (self->name)));

  if (title[0] != '\0')
    mt_account_setup_set_title (get_setup (self), title);
  mt_fault_row_say (self->fault, NULL, NULL);
  mt_account_setup_save_async (get_setup (self), mt_setup_page_begin (MT_SETUP_PAGE (self)),
                               saved_cb, g_object_ref (self));
}

static void
mt_account_found_page_start (MtSetupPage *page)
{
  start_save (MT_ACCOUNT_FOUND_PAGE (page));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountFoundPage) self = MT_ACCOUNT_FOUND_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  const gboolean made = mt_account_setup_make_finish (MT_ACCOUNT_SETUP (source), result, &error);

  if (mt_setup_page_end (MT_SETUP_PAGE (self)) && !made)
    say (self, error);
}

static void
make (MtAccountFoundPage *self, MtSetupMake what, const char *name)
{
  mt_fault_row_say (self->fault, NULL, NULL);
  mt_account_setup_make_async (get_setup (self), what, name,
                               mt_setup_page_begin (MT_SETUP_PAGE (self)), made_cb,
                               g_object_ref (self));
}

/* (transfer full) (nullable) */
static char *
dup_team_name (MtAccountFoundPage *self)
{
  g_autofree char *team = NULL;

  g_object_get (self->session, "team-name", &team, NULL);
  return team != NULL && team[0] != '\0' ? g_steal_pointer (&team) : NULL;
}

static void
make_board_cb (MtAccountFoundPage *self)
{
  g_autofree char *team = dup_team_name (self);
  /* Translators: what a new calendar on the server is called; %s is the team. */
  g_autofree char *name = team != NULL ? g_strdup_printf (_ ("%s Board"), team) : NULL;

  make (self, MT_SETUP_MAKE_BOARD, name != NULL ? name : _ ("Board"));
}

static void
make_journal_cb (MtAccountFoundPage *self)
{
  g_autofree char *team = dup_team_name (self);
  /* Translators: what a new calendar on the server is called; %s is the team. */
  g_autofree char *name = team != NULL ? g_strdup_printf (_ ("%s Updates"), team) : NULL;

  make (self, MT_SETUP_MAKE_JOURNAL, name != NULL ? name : _ ("Updates"));
}

/* "Ana Ruiz · Events, tasks · read only" */
static char *
dup_facts (MtFoundCollection *found)
{
  const char *owner = mt_found_collection_get_owner_text (found);
  const char *holds = mt_found_collection_get_holds_text (found);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (owner != NULL && owner[0] != '\0')
    g_ptr_array_add (parts, (gpointer) owner);
  if (holds != NULL && holds[0] != '\0')
    g_ptr_array_add (parts, (gpointer) holds);
  if (mt_found_collection_get_read_only (found))
    g_ptr_array_add (parts, (gpointer) _ ("read only"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
dup_text (gpointer item, gpointer user_data)
{
  return g_strconcat (mt_found_collection_get_name (item), " ",
                      mt_found_collection_get_owner_text (item), NULL);
}

static gboolean
has_used (GListModel *collections)
{
  for (guint i = 0; i < g_list_model_get_n_items (collections); i++)
    {
      g_autoptr (MtFoundCollection) found = g_list_model_get_item (collections, i);

      if (mt_found_collection_get_use (found))
        return TRUE;
    }
  return FALSE;
}

static void
update_all (MtAccountFoundPage *self)
{
  GListModel *collections = mt_account_setup_get_collections (get_setup (self));

  gtk_button_set_label (GTK_BUTTON (self->all),
                        has_used (collections) ? _ ("Untick All") : _ ("Tick All"));
  gtk_widget_set_visible (self->all, g_list_model_get_n_items (collections) > MANY);
}

/* Nobody unticks hundreds one by one. */
static void
all_clicked_cb (MtAccountFoundPage *self)
{
  GListModel *collections = mt_account_setup_get_collections (get_setup (self));
  const gboolean use = !has_used (collections);

  for (guint i = 0; i < g_list_model_get_n_items (collections); i++)
    {
      g_autoptr (MtFoundCollection) found = g_list_model_get_item (collections, i);

      mt_found_collection_set_use (found, use);
    }
  update_all (self);
}

static MtCollectionHolds
get_holds (const MtHomeCollection *collection)
{
  return ((collection->holds & MT_HOLDS_EVENTS) != 0 ? MT_COLLECTION_EVENTS : 0) |
         ((collection->holds & MT_HOLDS_TASKS) != 0 ? MT_COLLECTION_TASKS : 0) |
         ((collection->holds & MT_HOLDS_JOURNALS) != 0 ? MT_COLLECTION_UPDATES : 0);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  MtAccountFoundPage *self = user_data;
  MtFoundCollection *found = item;
  const GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  g_autofree char *facts = dup_facts (found);
  GtkWidget *row = mt_collection_row_new (self->session, mt_found_collection_get_url (found),
                                          mt_found_collection_get_name (found), facts,
                                          get_holds (mt_found_collection_get (found)));

  g_object_bind_property (found, "why-text", row, "why", G_BINDING_SYNC_CREATE);
  g_object_bind_property (found, "person-id", row, "person-id", flags);
  g_object_bind_property (found, "counts", row, "counts", flags);
  g_object_bind_property (found, "use", row, "use", flags);
  return row;
}

static gboolean
mt_account_found_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MT_ACCOUNT_FOUND_PAGE (widget)->go);
}

static void
mt_account_found_page_finalize (GObject *object)
{
  g_clear_object (&MT_ACCOUNT_FOUND_PAGE (object)->session);
  G_OBJECT_CLASS (mt_account_found_page_parent_class)->finalize (object);
}

static void
mt_account_found_page_class_init (MtAccountFoundPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = mt_account_found_page_finalize;
  widget_class->grab_focus = mt_account_found_page_grab_focus;
  MT_SETUP_PAGE_CLASS (class)->update = mt_account_found_page_update;
  MT_SETUP_PAGE_CLASS (class)->start = mt_account_found_page_start;
  signals[SAVED] = g_signal_new ("saved", MT_TYPE_ACCOUNT_FOUND_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-account-found-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, go);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, name_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, list);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, all);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, missing);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, board);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, journal);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, sharing_group);
  gtk_widget_class_bind_template_child (widget_class, MtAccountFoundPage, sharing);
  gtk_widget_class_bind_template_callback (widget_class, make_board_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_journal_cb);
}

static void
mt_account_found_page_init (MtAccountFoundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_accessible_keep_names (GTK_WIDGET (self));
  self->name = MT_TEXT_ROW (mt_text_row_new (_ ("Name of the Account")));
  self->fault = MT_FAULT_ROW (mt_fault_row_new ());
  adw_preferences_group_add (self->name_group, GTK_WIDGET (self->name));
  adw_preferences_group_add (self->name_group, GTK_WIDGET (self->fault));
}

/**
 * mt_account_found_page_new:
 * @session: whose people are offered
 * @setup: the adding of an account whose collections are there
 * @is_there: whether the account was there before
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
mt_account_found_page_new (MtSession *session, MtAccountSetup *setup, gboolean is_there)
{
  MtAccountFoundPage *self = g_object_new (MT_TYPE_ACCOUNT_FOUND_PAGE, "setup", setup, NULL);

  self->session = g_object_ref (session);
  if (is_there)
    gtk_button_set_label (GTK_BUTTON (self->go), _ ("Save"));
  mt_text_row_set_text (self->name, mt_account_setup_get_title (setup));
  mt_collection_list_bind (self->list, mt_account_setup_get_collections (setup), dup_text,
                           create_row_cb, self);
  update_all (self);
  return GTK_WIDGET (self);
}
