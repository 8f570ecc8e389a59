/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTextRow: a row to type into. What is wrong is said in a row below, not before somebody has gone
 * on to something else, and no longer than it is wrong.
 */
#include "config.h"

#include "ui/editor/mt-text-row.h"

struct _MtTextRow
{
  AdwEntryRow parent_instance;

  GtkWidget *fault;       /* owned */
  GtkWidget *fault_label; /* of `fault` */
  MtTextCheck check;      /* nullable */
  gpointer check_data;
};

G_DEFINE_FINAL_TYPE (MtTextRow, mt_text_row, ADW_TYPE_ENTRY_ROW)

static void
show_fault (MtTextRow *self, const char *fault)
{
  gtk_label_set_label (GTK_LABEL (self->fault_label), fault != NULL ? fault : "");
  gtk_widget_set_visible (self->fault, fault != NULL);
  if (fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fault != NULL ? fault : "", -1);
}

static void
changed_cb (MtTextRow *self)
{
  if (gtk_widget_get_visible (self->fault))
    mt_text_row_validate (self);
}

static void
left_cb (MtTextRow *self)
{
  mt_text_row_validate (self);
}

static void
mt_text_row_dispose (GObject *object)
{
  g_clear_object (&MT_TEXT_ROW (object)->fault);
  G_OBJECT_CLASS (mt_text_row_parent_class)->dispose (object);
}

static void
mt_text_row_class_init (MtTextRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_text_row_dispose;
}

static void
make_fault (MtTextRow *self)
{
  self->fault_label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_widget_add_css_class (self->fault_label, "fault");
  self->fault =
      g_object_ref_sink (g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable",
                                       FALSE, "visible", FALSE, "child", self->fault_label, NULL));
}

static void
mt_text_row_init (MtTextRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  make_fault (self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * mt_text_row_new:
 * @title: what is to be typed
 *
 * Returns: (transfer floating): the row; mt_text_row_get_fault() goes below it
 */
GtkWidget *
mt_text_row_new (const char *title)
{
  MtTextRow *self =
      g_object_new (MT_TYPE_TEXT_ROW, "title", title, "activates-default", TRUE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return GTK_WIDGET (self);
}

/**
 * mt_text_row_get_fault:
 * @self: a row
 *
 * Returns: (transfer none): the row that says what is wrong, hidden while nothing is
 */
GtkWidget *
mt_text_row_get_fault (MtTextRow *self)
{
  return self->fault;
}

/**
 * mt_text_row_set_check:
 * @self: a row
 * @check: tells what is wrong with a text
 * @user_data: for @check
 *
 * Sets what may be typed.
 */
void
mt_text_row_set_check (MtTextRow *self, MtTextCheck check, gpointer user_data)
{
  self->check = check;
  self->check_data = user_data;
}

/**
 * mt_text_row_validate:
 * @self: a row
 *
 * Says what is wrong with what is typed, if anything.
 *
 * Returns: %TRUE when nothing is
 */
gboolean
mt_text_row_validate (MtTextRow *self)
{
  g_autofree char *fault =
      self->check != NULL ? self->check (mt_text_row_get_text (self), self->check_data) : NULL;

  show_fault (self, fault);

  return fault == NULL;
}

/**
 * mt_text_row_get_text:
 * @self: a row
 *
 * Returns: (transfer none): what is typed
 */
const char *
mt_text_row_get_text (MtTextRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self));
}

/**
 * mt_text_row_set_text:
 * @self: a row
 * @text: (nullable): what is to stand there
 *
 * Types for somebody; the cursor stays where it is when nothing changes.
 */
void
mt_text_row_set_text (MtTextRow *self, const char *text)
{
  if (g_strcmp0 (mt_text_row_get_text (self), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
}
