/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtConflictList: a row for each member that was changed both here and in the file, with both
 * versions and a button for each.
 */
#include "config.h"

#include "ui/editor/mt-conflict-list.h"

#include <glib/gi18n-lib.h>

#include "service/mt-member-text.h"
#include "ui/mt-accessible.h"

struct _MtConflictList
{
  GtkWidget parent_instance;

  MtPersonEdit *edit; /* owned */
  MtFormat *format;   /* owned */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (MtConflictList, mt_conflict_list, GTK_TYPE_WIDGET)

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void update (MtConflictList *self);

static void
settle (MtConflictList *self, GtkWidget *button, gboolean keep_mine)
{
  const MtMember member = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "member"));

  mt_person_edit_settle (self->edit, member, keep_mine);
  update (self);
  if (!mt_person_edit_has_conflicts (self->edit))
    g_signal_emit (self, signals[SETTLED], 0);
}

static void
mine_cb (MtConflictList *self, GtkWidget *button)
{
  settle (self, button, TRUE);
}

static void
theirs_cb (MtConflictList *self, GtkWidget *button)
{
  settle (self, button, FALSE);
}

static GtkWidget *
new_choice (MtConflictList *self, MtMember member, gboolean mine)
{
  const MtPerson *person =
      mine ? mt_person_edit_get (self->edit) : mt_person_edit_get_theirs (self->edit);
  g_autofree char *words = mt_member_words (self->format, person, member);
  g_autofree char *name = NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "hexpand", TRUE,
                                   "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 3,
                                   "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *button = gtk_button_new_with_label (mine ? _ ("Keep Mine") : _ ("Take Theirs"));

  /* Translators: a button and which member of a person it is for: "Keep Mine: Name". */
  name = g_strdup_printf (_ ("%s: %s"), mine ? _ ("Keep Mine") : _ ("Take Theirs"),
                          mt_member_title (member));
  mt_accessible_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "member", GUINT_TO_POINTER (member));
  g_signal_connect_object (button, "clicked", mine ? G_CALLBACK (mine_cb) : G_CALLBACK (theirs_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static GtkWidget *
new_row (MtConflictList *self, MtMember member)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title =
      g_object_new (GTK_TYPE_LABEL, "label", mt_member_title (member), "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), new_choice (self, member, TRUE));
  gtk_box_append (GTK_BOX (row), new_choice (self, member, FALSE));
  gtk_widget_add_css_class (row, "conflict");

  return row;
}

static void
update (MtConflictList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    if (mt_person_edit_is_conflict (self->edit, i))
      gtk_box_append (GTK_BOX (self->list), new_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self), mt_person_edit_has_conflicts (self->edit));
}

static void
mt_conflict_list_dispose (GObject *object)
{
  MtConflictList *self = MT_CONFLICT_LIST (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_object (&self->edit);
  g_clear_object (&self->format);
  G_OBJECT_CLASS (mt_conflict_list_parent_class)->dispose (object);
}

static void
mt_conflict_list_class_init (MtConflictListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_conflict_list_dispose;
  signals[SETTLED] = g_signal_new ("settled", MT_TYPE_CONFLICT_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mt_conflict_list_init (MtConflictList *self)
{
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

/**
 * mt_conflict_list_new:
 * @edit: whose conflicts it shows, now and later
 * @format: how dates and times are written
 *
 * Returns: (transfer floating): the list, hidden while there are none
 */
GtkWidget *
mt_conflict_list_new (MtPersonEdit *edit, MtFormat *format)
{
  MtConflictList *self = g_object_new (MT_TYPE_CONFLICT_LIST, NULL);

  self->edit = g_object_ref (edit);
  self->format = g_object_ref (format);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Changed by Both"), -1);
  g_signal_connect_object (edit, "file-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
