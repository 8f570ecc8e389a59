/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How large a dialog may be, beside the window it belongs to.
 */
#include "config.h"

#include "ui/updates/mt-dialog-size.h"

/**
 * mt_dialog_size_fit:
 * @dialog: a dialog with a default size
 * @parent: the window it belongs to
 *
 * Makes the dialog no larger than its parent: on a narrow screen that is all there is.
 */
void
mt_dialog_size_fit (GtkWindow *dialog, GtkWindow *parent)
{
  int width, height;

  gtk_window_get_default_size (dialog, &width, &height);
  if (gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    width = MIN (width, gtk_widget_get_width (GTK_WIDGET (parent)));
  if (gtk_widget_get_height (GTK_WIDGET (parent)) > 0)
    height = MIN (height, gtk_widget_get_height (GTK_WIDGET (parent)));
  gtk_window_set_default_size (dialog, width, height);
}
