/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A row about one thing that was tried while an account is added: what, and how it ended. The
 * spinner turns while it is tried and no longer.
 */
#include "config.h"

#include "ui/accounts/mt-step-row.h"

static const char *const icons[] = {
  [MT_SETUP_STEP_WORKING] = NULL,
  [MT_SETUP_STEP_DONE] = "object-select-symbolic",
  [MT_SETUP_STEP_NOTHING] = "list-remove-symbolic",
  [MT_SETUP_STEP_FAILED] = "dialog-warning-symbolic",
};

static void
update (AdwActionRow *row, GParamSpec *pspec, MtSetupStep *step)
{
  GtkWidget *spinner = g_object_get_data (G_OBJECT (row), "spinner");
  GtkWidget *image = g_object_get_data (G_OBJECT (row), "image");
  const MtSetupStepState state = mt_setup_step_get_state (step);
  const gboolean working = state == MT_SETUP_STEP_WORKING;
  const char *classes[] = { state == MT_SETUP_STEP_FAILED ? "warning"
                            : state == MT_SETUP_STEP_DONE ? "success"
                                                          : "dim-label",
                            NULL };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mt_setup_step_get_text (step));
  adw_action_row_set_subtitle (row, mt_setup_step_get_result_text (step));
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), working);
  gtk_widget_set_visible (spinner, working);
  gtk_widget_set_visible (image, !working);
  if (!working)
    gtk_image_set_from_icon_name (GTK_IMAGE (image), icons[state]);
  gtk_widget_set_css_classes (image, classes);
}

static void
notify_cb (MtSetupStep *step, GParamSpec *pspec, AdwActionRow *row)
{
  update (row, pspec, step);
}

/**
 * mt_step_row_new:
 * @step: what was tried
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
mt_step_row_new (MtSetupStep *step)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", FALSE, "focusable",
                    FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *image =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (row), "step");
  adw_action_row_add_prefix (row, spinner);
  adw_action_row_add_prefix (row, image);
  g_object_set_data (G_OBJECT (row), "spinner", spinner);
  g_object_set_data (G_OBJECT (row), "image", image);
  g_signal_connect_object (step, "notify", G_CALLBACK (notify_cb), row, 0);
  update (row, NULL, step);
  return GTK_WIDGET (row);
}
