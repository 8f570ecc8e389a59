/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountPage: one account, and all that can be done with it. What is chosen is written at once;
 * the page follows the file, whoever changes it.
 */
#include "config.h"

#include "ui/accounts/mt-account-page.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-server-notes.h"
#include "service/mt-display-text.h"
#include "ui/accounts/mt-collection-list.h"
#include "ui/accounts/mt-collection-row.h"
#include "ui/accounts/mt-file-row.h"
#include "ui/mt-accessible.h"
#include "ui/mt-question.h"

struct _MtAccountPage
{
  GtkWidget parent_instance;

  MtSession *session;   /* owned */
  MtAccounts *accounts; /* owned */
  MtAccountItem *item;  /* owned */
  GtkStringList *urls;  /* owned: of the collections, in the order of the account */
  gboolean updating;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkEditable *name;
  AdwActionRow *user;
  GtkWidget *again;
  MtCollectionList *list;
  GtkWidget *publish_row;
  GtkSwitch *publish;
  MtFileRow *ca;
  GtkWidget *sharing_row;
  GtkLabel *sharing;
};

G_DEFINE_FINAL_TYPE (MtAccountPage, mt_account_page, GTK_TYPE_WIDGET)

/* What somebody wants of the account; what is NULL stays as it is. */
typedef struct
{
  char *title;
  char *url; /* of the collection that the next three are of */
  char *person;
  gboolean used;
  gboolean counts;
  gboolean sets_ca;
  char *ca_file;
  gboolean sets_hours;
  char *hours_of;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->title);
  g_free (wish->url);
  g_free (wish->person);
  g_free (wish->ca_file);
  g_free (wish->hours_of);
  g_free (wish);
}

static void
set_string (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
change_collection (MtAccount *account, const Wish *wish)
{
  MtAccountCollection *collection = mt_account_find_collection (account, wish->url);

  if (collection == NULL)
    return;
  set_string (&collection->person, wish->person);
  collection->used = wish->used;
  collection->counts = wish->counts;
}

/* An MtAccountChange. */
static gboolean
change (MtAccount *account, gpointer user_data, GError **error)
{
  const Wish *wish = user_data;

  if (wish->title != NULL)
    set_string (&account->title, wish->title);
  if (wish->url != NULL)
    change_collection (account, wish);
  if (wish->sets_ca)
    set_string (&account->ca_file, wish->ca_file);
  if (wish->sets_hours)
    set_string (&account->publish_hours_of, wish->hours_of);
  return TRUE;
}

static void update (MtAccountPage *self);

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountPage) self = MT_ACCOUNT_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (mt_accounts_finish (MT_ACCOUNTS (source), result, &error) ||
      gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "accounts.tell", "s", error->message);
  update (self);
}

/* (transfer full) wish */
static void
make (MtAccountPage *self, Wish *wish)
{
  mt_accounts_change_async (self->accounts, mt_account_item_get_account (self->item)->id, change,
                            wish, wish_free, NULL, changed_cb, g_object_ref (self));
}

static void
renamed_cb (MtAccountPage *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  Wish *wish;

  if (title[0] == '\0')
    {
      update (self);
      return;
    }
  wish = g_new0 (Wish, 1);
  wish->title = g_steal_pointer (&title);
  make (self, wish);
}

static void
again_clicked_cb (MtAccountPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "accounts.sign-in-again", "s",
                              mt_account_item_get_account (self->item)->id);
}

static void
remove_agreed_cb (MtQuestion *question, MtAccountPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "accounts.remove", "s",
                              mt_account_item_get_account (self->item)->id);
}

/* The password goes with it, which nothing brings back: so this is asked. */
static void
remove_clicked_cb (MtAccountPage *self)
{
  g_autofree char *title = NULL, *heading = NULL;
  MtQuestion *question;

  g_object_get (self->item, "title", &title, NULL);
  /* Translators: %s is what an account is called. */
  heading = g_strdup_printf (_ ("Remove “%s”?"), title);
  question = mt_question_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
      _ ("Its password is forgotten on this computer. Nothing changes on the server, and changes "
         "that were not sent yet are kept until you sign in there again."),
      _ ("Cancel"), _ ("Remove"));
  g_signal_connect_object (question, "agreed", G_CALLBACK (remove_agreed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
publish_switched_cb (MtAccountPage *self)
{
  MtPersonItem *me = mt_session_get_me (self->session);
  Wish *wish;

  if (self->updating || me == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->sets_hours = TRUE;
  if (gtk_switch_get_active (self->publish))
    wish->hours_of = g_strdup (mt_person_item_get_person (me)->id);
  make (self, wish);
}

static void
ca_changed_cb (MtAccountPage *self)
{
  Wish *wish;

  if (self->updating || self->item == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->sets_ca = TRUE;
  wish->ca_file = mt_file_row_dup_path (self->ca);
  make (self, wish);
}

/* -- Calendars -- */

static const MtAccountCollection *
find_collection (MtAccountPage *self, gpointer url)
{
  return mt_account_find_collection (mt_account_item_get_account (self->item),
                                     gtk_string_object_get_string (url));
}

/* Who does not say holds all of it. */
static MtCollectionHolds
get_holds (const MtAccountCollection *collection)
{
  static const struct
  {
    const char *component;
    MtCollectionHolds holds;
  } known[] = {
    { "VEVENT", MT_COLLECTION_EVENTS },
    { "VTODO", MT_COLLECTION_TASKS },
    { "VJOURNAL", MT_COLLECTION_UPDATES },
  };
  MtCollectionHolds holds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (collection->components == NULL ||
        strstr (collection->components, known[i].component) != NULL)
      holds |= known[i].holds;
  return holds;
}

/* "Ana Ruiz · Events, tasks · read only" */
static char *
dup_facts (const MtAccountCollection *collection)
{
  const MtCollectionHolds holds = get_holds (collection);
  g_autofree char *owner = mt_display_line (collection->owner != NULL ? collection->owner : "");
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  g_autofree char *held = NULL;

  if ((holds & MT_COLLECTION_EVENTS) != 0)
    g_ptr_array_add (kinds, (gpointer) C_ ("calendar", "events"));
  if ((holds & MT_COLLECTION_TASKS) != 0)
    g_ptr_array_add (kinds, (gpointer) C_ ("calendar", "tasks"));
  if ((holds & MT_COLLECTION_UPDATES) != 0)
    g_ptr_array_add (kinds, (gpointer) C_ ("calendar", "updates"));
  g_ptr_array_add (kinds, NULL);
  held = g_strjoinv (", ", (char **) kinds->pdata);
  if (owner[0] != '\0')
    g_ptr_array_add (parts, owner);
  if (held[0] != '\0')
    g_ptr_array_add (parts, held);
  if (collection->read_only)
    g_ptr_array_add (parts, (gpointer) _ ("read only"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
dup_name (const MtAccountCollection *collection)
{
  return mt_display_line (collection->name != NULL ? collection->name : collection->url);
}

static char *
dup_text (gpointer url, gpointer user_data)
{
  const MtAccountCollection *collection = find_collection (user_data, url);

  return collection != NULL
             ? g_strconcat (collection->name != NULL ? collection->name : collection->url, " ",
                            collection->owner, NULL)
             : g_strdup ("");
}

static void
collection_chosen_cb (MtCollectionRow *row, MtAccountPage *self)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->url = g_strdup (g_object_get_data (G_OBJECT (row), "url"));
  g_object_get (row, "person-id", &wish->person, "use", &wish->used, "counts", &wish->counts, NULL);
  make (self, wish);
}

static void
show_collection (GtkWidget *row, const MtAccountCollection *collection)
{
  g_object_set (row, "person-id", collection->person, "counts", collection->counts, "use",
                collection->used, NULL);
}

/* The rows that are there follow the file. */
static void
account_changed_cb (MtAccountItem *item, GParamSpec *pspec, GtkWidget *row)
{
  const MtAccountCollection *collection = mt_account_find_collection (
      mt_account_item_get_account (item), g_object_get_data (G_OBJECT (row), "url"));

  if (collection != NULL)
    show_collection (row, collection);
}

static GtkWidget *
create_row_cb (gpointer url, gpointer user_data)
{
  MtAccountPage *self = user_data;
  const MtAccountCollection *collection = find_collection (self, url);
  g_autofree char *name = dup_name (collection), *facts = dup_facts (collection);
  GtkWidget *row =
      mt_collection_row_new (self->session, collection->url, name, facts, get_holds (collection));

  g_object_set_data_full (G_OBJECT (row), "url", g_strdup (collection->url), g_free);
  show_collection (row, collection);
  g_signal_connect_object (row, "chosen", G_CALLBACK (collection_chosen_cb), self, 0);
  g_signal_connect_object (self->item, "notify::account", G_CALLBACK (account_changed_cb), row, 0);
  return row;
}

static gboolean
has_same_urls (MtAccountPage *self, const MtAccount *account)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->urls)) != account->collections->len)
    return FALSE;
  for (guint i = 0; i < account->collections->len; i++)
    {
      const MtAccountCollection *collection = g_ptr_array_index (account->collections, i);

      if (!g_str_equal (gtk_string_list_get_string (self->urls, i), collection->url))
        return FALSE;
    }
  return TRUE;
}

static void
update_collections (MtAccountPage *self, const MtAccount *account)
{
  g_autoptr (GPtrArray) urls = NULL;

  if (has_same_urls (self, account))
    return;
  urls = g_ptr_array_new ();
  for (guint i = 0; i < account->collections->len; i++)
    g_ptr_array_add (urls,
                     ((MtAccountCollection *) g_ptr_array_index (account->collections, i))->url);
  g_ptr_array_add (urls, NULL);
  gtk_string_list_splice (self->urls, 0, g_list_model_get_n_items (G_LIST_MODEL (self->urls)),
                          (const char *const *) urls->pdata);
}

static void
update_user (MtAccountPage *self)
{
  g_autofree char *user = NULL, *paused = NULL, *text = NULL;
  gboolean is_paused;

  g_object_get (self->item, "user-text", &user, "paused-text", &paused, "paused", &is_paused, NULL);
  text = g_strconcat (user, is_paused ? "\n" : "", is_paused ? paused : "", NULL);
  adw_action_row_set_subtitle (self->user, text);
  /* The desktop signs in for it: that is done in its settings, and tried from here. */
  gtk_button_set_label (
      GTK_BUTTON (self->again),
      g_str_equal (mt_account_item_get_account (self->item)->auth, MT_ACCOUNT_AUTH_GOA)
          ? _ ("Try Again")
          : _ ("Sign In Again…"));
  if (is_paused)
    gtk_widget_add_css_class (self->again, "suggested-action");
  else
    gtk_widget_remove_css_class (self->again, "suggested-action");
}

static void
update (MtAccountPage *self)
{
  const MtAccount *account = mt_account_item_get_account (self->item);
  g_autofree char *title = NULL;

  g_object_get (self->item, "title", &title, NULL);
  self->updating = TRUE;
  adw_window_title_set_title (self->title, title);
  if (g_strcmp0 (gtk_editable_get_text (self->name), title) != 0)
    gtk_editable_set_text (self->name, title);
  gtk_switch_set_active (self->publish, account->publish_hours_of != NULL);
  gtk_widget_set_visible (self->publish_row,
                          account->inbox != NULL && mt_session_get_me (self->session) != NULL);
  mt_file_row_set_path (self->ca, account->ca_file);
  update_user (self);
  update_collections (self, account);
  self->updating = FALSE;
}

static void
show_sharing (MtAccountPage *self)
{
  const MtAccount *account = mt_account_item_get_account (self->item);
  g_autoptr (MtServerNotes) notes = mt_server_notes_new ();
  g_autoptr (GUri) uri = g_uri_parse (account->url, G_URI_FLAGS_NONE, NULL);
  const char *const hosts[] = { uri != NULL ? g_uri_get_host (uri) : NULL, NULL };
  const MtServerNote *note = hosts[0] != NULL ? mt_server_notes_find (notes, hosts, NULL) : NULL;

  if (note == NULL || note->sharing == NULL)
    note = mt_server_notes_get_general (notes);
  if (note != NULL && note->sharing != NULL)
    gtk_label_set_label (self->sharing, note->sharing);
  gtk_widget_set_visible (self->sharing_row, note != NULL && note->sharing != NULL);
}

static gboolean
mt_account_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MT_ACCOUNT_PAGE (widget)->back);
}

static void
mt_account_page_dispose (GObject *object)
{
  MtAccountPage *self = MT_ACCOUNT_PAGE (object);
  GtkWidget *child;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_ACCOUNT_PAGE);
  g_clear_object (&self->urls);
  g_clear_object (&self->item);
  g_clear_object (&self->accounts);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_account_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, title);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, back);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, user);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, again);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, list);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, publish_row);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, publish);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, ca);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, sharing_row);
  gtk_widget_class_bind_template_child (widget_class, MtAccountPage, sharing);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, publish_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
mt_account_page_class_init (MtAccountPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_account_page_dispose;
  widget_class->grab_focus = mt_account_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
mt_account_page_init (MtAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_accessible_keep_names (GTK_WIDGET (self));
  self->urls = gtk_string_list_new (NULL);
}

/**
 * mt_account_page_new:
 * @session: whose people are offered
 * @accounts: where what is chosen is written
 * @item: the account
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
mt_account_page_new (MtSession *session, MtAccounts *accounts, MtAccountItem *item)
{
  MtAccountPage *self = g_object_new (MT_TYPE_ACCOUNT_PAGE, NULL);

  self->session = g_object_ref (session);
  self->accounts = g_object_ref (accounts);
  self->item = g_object_ref (item);
  update (self);
  mt_collection_list_bind (self->list, G_LIST_MODEL (self->urls), dup_text, create_row_cb, self);
  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  show_sharing (self);
  return GTK_WIDGET (self);
}
