/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJournalWindow: what was posted so far, by day and person, with a search.
 */
#include "config.h"

#include "ui/updates/mt-journal-window.h"

#include <glib/gi18n-lib.h>

#include "service/mt-journal.h"
#include "ui/mt-accessible.h"
#include "ui/updates/mt-dialog-size.h"
#include "ui/updates/mt-post-row.h"
#include "ui/updates/mt-thread-window.h"

struct _MtJournalWindow
{
  AdwWindow parent_instance;

  MtSession *session; /* owned */
  MtJournal *journal; /* owned */
  GPtrArray *ids;     /* owned (element-type utf8): of the people to choose from */

  GtkSearchEntry *search;
  GtkDropDown *people;
  GtkMenuButton *day_button;
  GtkCalendar *calendar;
  GtkLabel *count;
  GtkStack *stack;
  AdwStatusPage *message;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (MtJournalWindow, mt_journal_window, ADW_TYPE_WINDOW)

/* -- The list -- */

static void
setup_cb (MtJournalWindow *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, mt_post_row_new (FALSE));
}

static void
bind_cb (MtJournalWindow *self, GtkListItem *item)
{
  mt_post_row_set_post (MT_POST_ROW (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item));
}

static void
activate_cb (MtJournalWindow *self, guint position)
{
  g_autoptr (MtPostItem) post = g_list_model_get_item (G_LIST_MODEL (self->journal), position);
  g_autofree char *uid = NULL;

  if (post == NULL)
    return;
  g_object_get (post, "id", &uid, NULL);
  gtk_window_present (mt_thread_window_new (GTK_WINDOW (self), self->session, uid));
}

/* Why there is nothing to show. */
static void
say_nothing (MtJournalWindow *self)
{
  const MtSnapshot *snapshot = mt_session_get_snapshot (self->session);
  gboolean asked = mt_journal_is_asked (self->journal);

  if (snapshot != NULL && snapshot->journal == MT_SOURCE_UNKNOWN)
    {
      adw_status_page_set_title (self->message, _ ("The Journal Cannot Be Read"));
      adw_status_page_set_description (self->message, snapshot->journal_error);
      return;
    }
  adw_status_page_set_title (self->message, asked ? _ ("Nothing Found") : _ ("Nothing Posted Yet"));
  adw_status_page_set_description (
      self->message, asked ? _ ("Try other words, or everybody.")
                           : _ ("Updates, decisions and notes of the team will be listed here."));
}

static void
update (MtJournalWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->journal));
  gboolean looking = FALSE;
  g_autofree char *count = NULL;

  g_object_get (self->journal, "looking", &looking, "count-text", &count, NULL);
  gtk_label_set_label (self->count, count);
  if (looking && n == 0)
    return;
  if (n == 0)
    say_nothing (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->day_button), n > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "message");
}

/* -- What is asked for -- */

static void
search_changed_cb (MtJournalWindow *self)
{
  mt_journal_set_search (self->journal, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Escape takes the words away first, then the window. */
static void
stop_search_cb (MtJournalWindow *self)
{
  if (gtk_editable_get_text (GTK_EDITABLE (self->search))[0] == '\0')
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
focus_list_cb (MtJournalWindow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
person_chosen_cb (MtJournalWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->people);

  if (self->ids == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  mt_journal_set_person (self->journal,
                         selected == 0 ? NULL : g_ptr_array_index (self->ids, selected - 1));
}

static void
list_people (MtJournalWindow *self)
{
  GListModel *people = mt_session_get_people (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (people, i);
      g_autofree char *name = NULL;
      char *id = NULL;

      g_object_get (person, "name", &name, "id", &id, NULL);
      gtk_string_list_append (names, name);
      g_ptr_array_add (self->ids, id);
    }
  gtk_drop_down_set_model (self->people, G_LIST_MODEL (names));
}

static void
day_selected_cb (MtJournalWindow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  MtDate day = mt_date_from_civil (g_date_time_get_year (date), g_date_time_get_month (date),
                                   g_date_time_get_day_of_month (date));

  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              mt_journal_find_day (self->journal, day));
}

static void
day_opened_cb (MtJournalWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

/* -- The window -- */

static void
mt_journal_window_dispose (GObject *object)
{
  MtJournalWindow *self = MT_JOURNAL_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_JOURNAL_WINDOW);
  g_clear_object (&self->journal);
  g_clear_object (&self->session);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (mt_journal_window_parent_class)->dispose (object);
}

static void
mt_journal_window_class_init (MtJournalWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_journal_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-journal-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, search);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, people);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, day_button);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, calendar);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, count);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, message);
  gtk_widget_class_bind_template_child (widget_class, MtJournalWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_opened_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_journal_window_init (MtJournalWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_accessible_name_drop_down (self->people, _ ("Whose Posts"));
}

/**
 * mt_journal_window_new:
 * @parent: the window it belongs to
 * @session: the open team
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_journal_window_new (GtkWindow *parent, MtSession *session)
{
  MtJournalWindow *self = g_object_new (MT_TYPE_JOURNAL_WINDOW, "transient-for", parent,
                                        "application", gtk_window_get_application (parent), NULL);
  g_autoptr (GtkNoSelection) model = NULL;

  mt_dialog_size_fit (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->journal = mt_journal_new (session);
  list_people (self);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->journal)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (self->journal, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  update (self);
  return GTK_WINDOW (self);
}
