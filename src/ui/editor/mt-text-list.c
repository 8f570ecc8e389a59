/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTextList: a list of texts, each in a row to type into, with buttons that move and remove it.
 */
#include "config.h"

#include "ui/editor/mt-text-list.h"

#include <glib/gi18n-lib.h>

struct _MtTextList
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* owned (element-type MtTextRow): unowned, of the group */
  char *row_title; /* owned */
  MtTextCheck check;
  gpointer check_data;
  gboolean ordered;
};

G_DEFINE_FINAL_TYPE (MtTextList, mt_text_list, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (MtTextList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The row that a button is in. */
static guint
index_of (MtTextList *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, MT_TYPE_TEXT_ROW);
  guint at = 0;

  g_ptr_array_find (self->rows, row, &at);

  return at;
}

/* An empty row is no fault: it is left out. */
static char *
check_cb (const char *text, gpointer user_data)
{
  MtTextList *self = MT_TEXT_LIST (user_data);

  return text[0] != '\0' && self->check != NULL ? self->check (text, self->check_data) : NULL;
}

static void
drop_row (MtTextList *self, guint at)
{
  MtTextRow *row = g_ptr_array_index (self->rows, at);

  g_ptr_array_remove_index (self->rows, at);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), mt_text_row_get_fault (row));
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
}

static void
remove_cb (MtTextList *self, GtkWidget *button)
{
  guint at = index_of (self, button);

  drop_row (self, at);
  if (self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, MIN (at, self->rows->len - 1)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  emit_changed (self);
}

/* The texts change places, not the rows: what has the focus goes along. */
static void
earlier_cb (MtTextList *self, GtkWidget *button)
{
  guint at = index_of (self, button);
  g_autofree char *text = NULL;
  MtTextRow *above, *row;

  if (at == 0)
    return;
  row = g_ptr_array_index (self->rows, at);
  above = g_ptr_array_index (self->rows, at - 1);
  text = g_strdup (mt_text_row_get_text (above));
  mt_text_row_set_text (above, mt_text_row_get_text (row));
  mt_text_row_set_text (row, text);
  gtk_widget_grab_focus (GTK_WIDGET (above));
  emit_changed (self);
}

static GtkWidget *
add_button (MtTextList *self,
            GtkWidget *row,
            const char *icon_name,
            const char *words,
            GCallback callback)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", icon_name, "tooltip-text", words,
                                    "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);

  return button;
}

static void
mt_text_list_finalize (GObject *object)
{
  MtTextList *self = MT_TEXT_LIST (object);

  g_ptr_array_unref (self->rows);
  g_free (self->row_title);
  G_OBJECT_CLASS (mt_text_list_parent_class)->finalize (object);
}

static void
mt_text_list_class_init (MtTextListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mt_text_list_finalize;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_TEXT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
mt_text_list_init (MtTextList *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * mt_text_list_new:
 * @title: of the list
 * @row_title: of each row
 *
 * Returns: (transfer floating): the list, still empty
 */
GtkWidget *
mt_text_list_new (const char *title, const char *row_title)
{
  MtTextList *self = g_object_new (MT_TYPE_TEXT_LIST, "title", title, NULL);

  self->row_title = g_strdup (row_title);

  return GTK_WIDGET (self);
}

/**
 * mt_text_list_set_check:
 * @self: a list
 * @check: tells what is wrong with a text
 * @user_data: for @check
 *
 * Sets what may be typed.
 */
void
mt_text_list_set_check (MtTextList *self, MtTextCheck check, gpointer user_data)
{
  self->check = check;
  self->check_data = user_data;
}

/**
 * mt_text_list_set_ordered:
 * @self: a list, still empty
 * @ordered: whether rows can be moved
 *
 * Sets whether the order means something.
 */
void
mt_text_list_set_ordered (MtTextList *self, gboolean ordered)
{
  self->ordered = ordered;
}

/**
 * mt_text_list_add:
 * @self: a list
 * @text: what stands in the new row
 *
 * Returns: (transfer none): the new row, the last
 */
GtkWidget *
mt_text_list_add (MtTextList *self, const char *text)
{
  GtkWidget *row = mt_text_row_new (self->row_title);

  mt_text_row_set_check (MT_TEXT_ROW (row), check_cb, self);
  mt_text_row_set_text (MT_TEXT_ROW (row), text);
  if (self->ordered && self->rows->len > 0)
    add_button (self, row, "go-up-symbolic", _ ("Move Up"), G_CALLBACK (earlier_cb));
  add_button (self, row, "user-trash-symbolic", _ ("Remove"), G_CALLBACK (remove_cb));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self),
                             mt_text_row_get_fault (MT_TEXT_ROW (row)));
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);

  return row;
}

/**
 * mt_text_list_set_texts:
 * @self: a list
 * @texts: (array zero-terminated=1): what it is to show
 *
 * Shows other texts; nothing is said to have changed.
 */
void
mt_text_list_set_texts (MtTextList *self, const char *const *texts)
{
  while (self->rows->len > 0)
    drop_row (self, self->rows->len - 1);
  for (guint i = 0; texts[i] != NULL; i++)
    mt_text_list_add (self, texts[i]);
}

/**
 * mt_text_list_dup_texts:
 * @self: a list
 *
 * Returns: (transfer full) (array zero-terminated=1): what stands in the rows, but for empty ones
 */
char **
mt_text_list_dup_texts (MtTextList *self)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = g_strdup (mt_text_row_get_text (g_ptr_array_index (self->rows, i)));

      if (g_strstrip (text)[0] != '\0')
        g_strv_builder_add (texts, text);
    }

  return g_strv_builder_end (texts);
}

/**
 * mt_text_list_validate:
 * @self: a list
 * @faulty: (inout) (nullable): set to the first row in which something is wrong, if it was %NULL
 *
 * Says what is wrong, if anything.
 *
 * Returns: %TRUE when nothing is
 */
gboolean
mt_text_list_validate (MtTextList *self, GtkWidget **faulty)
{
  gboolean valid = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    if (!mt_text_row_validate (g_ptr_array_index (self->rows, i)))
      {
        valid = FALSE;
        if (*faulty == NULL)
          *faulty = g_ptr_array_index (self->rows, i);
      }

  return valid;
}
