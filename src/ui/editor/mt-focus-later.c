/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gives the keyboard to a widget that is still to come in sight: what a row reveals takes no focus
 * before.
 */
#include "config.h"

#include "ui/editor/mt-focus-later.h"

static void
mapped_cb (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (widget, mapped_cb, NULL);
  gtk_widget_grab_focus (widget);
}

/**
 * mt_focus_later:
 * @widget: a widget
 *
 * Gives it the keyboard, now or when it is mapped.
 */
void
mt_focus_later (GtkWidget *widget)
{
  if (gtk_widget_get_mapped (widget))
    gtk_widget_grab_focus (widget);
  else
    g_signal_connect_after (widget, "map", G_CALLBACK (mapped_cb), NULL);
}
