/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFaultRow: says below a row what is wrong with it, while something is.
 */
#include "config.h"

#include "ui/accounts/mt-fault-row.h"

struct _MtFaultRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (MtFaultRow, mt_fault_row, ADW_TYPE_PREFERENCES_ROW)

static void
mt_fault_row_class_init (MtFaultRowClass *class)
{
}

static void
mt_fault_row_init (MtFaultRow *self)
{
  self->label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "fault");
  g_object_set (self, "activatable", FALSE, "focusable", FALSE, "visible", FALSE, "child",
                self->label, NULL);
}

/**
 * mt_fault_row_new:
 *
 * Returns: (transfer floating): a row that says nothing, and is not there
 */
GtkWidget *
mt_fault_row_new (void)
{
  return g_object_new (MT_TYPE_FAULT_ROW, NULL);
}

/**
 * mt_fault_row_say:
 * @self: a row
 * @row: (nullable): the row that it is about, marked as wrong
 * @fault: (nullable): what is wrong; %NULL for nothing
 *
 * Says what is wrong, or no longer that anything is.
 */
void
mt_fault_row_say (MtFaultRow *self, GtkWidget *row, const char *fault)
{
  const gboolean wrong = fault != NULL && fault[0] != '\0';

  gtk_label_set_label (self->label, wrong ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self), wrong);
  if (row == NULL)
    return;
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  wrong ? fault : "", -1);
}
