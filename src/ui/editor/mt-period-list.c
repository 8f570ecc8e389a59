/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeriodList: entries by date, the next first. Last comes what adds another one.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-period-list.h"

struct _MtPeriodList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GPtrArray *rows;      /* owned (element-type MtPeriodRow, unowned: of `list`) */
  AdwExpanderRow *past; /* nullable: there when something is past */
  guint n_past;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (MtPeriodList, mt_period_list, GTK_TYPE_WIDGET)

enum
{
  ADD,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Entries, then what is past, then the row that adds one. */
static int
rank (MtPeriodList *self, GtkListBoxRow *row)
{
  if (GTK_WIDGET (row) == self->add)
    return 2;
  return self->past != NULL && GTK_WIDGET (row) == GTK_WIDGET (self->past) ? 1 : 0;
}

static int
compare (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  MtPeriodList *self = user_data;
  int order = rank (self, a) - rank (self, b);
  MtDate x = G_MAXINT32, y = G_MAXINT32, to;

  if (order != 0 || rank (self, a) != 0)
    return order;
  if (!mt_period_row_get_period (MT_PERIOD_ROW (a), &x, &to))
    x = G_MAXINT32;
  if (!mt_period_row_get_period (MT_PERIOD_ROW (b), &y, &to))
    y = G_MAXINT32;
  if (x != y)
    return x < y ? -1 : 1;
  return mt_period_row_get_index (MT_PERIOD_ROW (a)) < mt_period_row_get_index (MT_PERIOD_ROW (b))
             ? -1
             : 1;
}

/* An open row stays where it is: its fields would jump away below the pointer. */
static void
expanded_cb (MtPeriodList *self, GParamSpec *pspec, AdwExpanderRow *row)
{
  if (!adw_expander_row_get_expanded (row))
    gtk_list_box_invalidate_sort (self->list);
}

static void
row_changed_cb (MtPeriodList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
row_removed_cb (MtPeriodList *self, MtPeriodRow *row)
{
  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_grab_focus (self->add);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
row_activated_cb (MtPeriodList *self, GtkWidget *row)
{
  if (row == self->add)
    g_signal_emit (self, signals[ADD], 0);
}

static void
mt_period_list_dispose (GObject *object)
{
  MtPeriodList *self = MT_PERIOD_LIST (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (mt_period_list_parent_class)->dispose (object);
}

static void
mt_period_list_finalize (GObject *object)
{
  g_ptr_array_unref (MT_PERIOD_LIST (object)->rows);
  G_OBJECT_CLASS (mt_period_list_parent_class)->finalize (object);
}

static void
mt_period_list_class_init (MtPeriodListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_period_list_dispose;
  object_class->finalize = mt_period_list_finalize;
  signals[ADD] = g_signal_new ("add", MT_TYPE_PERIOD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_PERIOD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
mt_period_list_init (MtPeriodList *self)
{
  self->rows = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

static GtkWidget *
new_add_row (const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

/**
 * mt_period_list_new:
 * @name: what it is a list of, for those who hear it
 * @add: what the row says that adds an entry
 *
 * Returns: (transfer floating): the list, empty
 */
GtkWidget *
mt_period_list_new (const char *name, const char *add)
{
  MtPeriodList *self = g_object_new (MT_TYPE_PERIOD_LIST, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  self->add = new_add_row (add);
  gtk_list_box_append (self->list, self->add);
  gtk_list_box_set_sort_func (self->list, compare, self, NULL);
  return GTK_WIDGET (self);
}

/**
 * mt_period_list_clear:
 * @self: a list
 *
 * Takes all entries out. Nothing is emitted.
 */
void
mt_period_list_clear (MtPeriodList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (self->past != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (self->past));
  self->past = NULL;
  self->n_past = 0;
}

/**
 * mt_period_list_take:
 * @self: a list
 * @row: (transfer floating): an entry
 *
 * Adds an entry where its date belongs.
 */
void
mt_period_list_take (MtPeriodList *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

/**
 * mt_period_list_take_past:
 * @self: a list
 * @title: its dates
 * @subtitle: (nullable): what it was about
 *
 * Adds an entry that is over: it is shown when it is asked for, and not changed.
 */
void
mt_period_list_take_past (MtPeriodList *self, const char *title, const char *subtitle)
{
  g_autofree char *name = g_markup_escape_text (title, -1);
  g_autofree char *about = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);
  g_autofree char *count = NULL;
  GtkWidget *row = adw_action_row_new ();

  if (self->past == NULL)
    {
      self->past = ADW_EXPANDER_ROW (adw_expander_row_new ());
      gtk_list_box_append (self->list, GTK_WIDGET (self->past));
    }
  self->n_past++;
  count =
      g_strdup_printf (ngettext ("%u past entry", "%u past entries", self->n_past), self->n_past);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->past), count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_expander_row_add_row (self->past, row);
  gtk_list_box_invalidate_sort (self->list);
}

/**
 * mt_period_list_open:
 * @self: a list
 * @row: an entry that is new
 *
 * Opens an entry, and gives its first field the keyboard.
 */
void
mt_period_list_open (MtPeriodList *self, GtkWidget *row)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  mt_period_row_focus_first (MT_PERIOD_ROW (row));
}

/**
 * mt_period_list_find:
 * @self: a list
 * @index: a place in the file
 *
 * Returns: (transfer none) (nullable): the entry there, unless it is past or was taken out
 */
MtPeriodRow *
mt_period_list_find (MtPeriodList *self, guint index)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (mt_period_row_get_index (g_ptr_array_index (self->rows, i)) == index)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static int
compare_index (gconstpointer a, gconstpointer b)
{
  guint x = mt_period_row_get_index (*(MtPeriodRow **) a);
  guint y = mt_period_row_get_index (*(MtPeriodRow **) b);

  return (x > y) - (x < y);
}

/**
 * mt_period_list_dup_rows:
 * @self: a list
 *
 * Returns: (transfer container) (element-type MtPeriodRow): the entries that are not past, in the
 *   order of the file
 */
GPtrArray *
mt_period_list_dup_rows (MtPeriodList *self)
{
  GPtrArray *rows = g_ptr_array_copy (self->rows, NULL, NULL);

  g_ptr_array_sort (rows, compare_index);
  return rows;
}

/**
 * mt_period_list_get_problem:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is wrong with an entry, in words
 */
const char *
mt_period_list_get_problem (MtPeriodList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *problem = mt_period_row_get_problem (g_ptr_array_index (self->rows, i));

      if (problem != NULL)
        return problem;
    }
  return NULL;
}
