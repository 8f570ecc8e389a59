/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The mark beside what is not as its server has it: calm while it waits to be sent, not calm where
 * somebody has to decide.
 */
#include "config.h"

#include "ui/accounts/mt-pending-icon.h"

#include "core/mt-pending.h"

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [MT_PENDING_NONE] = { NULL, NULL },
  [MT_PENDING_WAITING] = { "document-send-symbolic", "waiting" },
  [MT_PENDING_REFUSED] = { "dialog-warning-symbolic", "decide" },
  [MT_PENDING_CONFLICT] = { "dialog-warning-symbolic", "decide" },
};

/**
 * mt_pending_icon_update:
 * @icon: the mark
 * @sync_state: an MtPending
 * @sync_text: the same in words
 *
 * Shows how an item stands to its server; nothing where the server has it.
 */
void
mt_pending_icon_update (GtkImage *icon, int sync_state, const char *sync_text)
{
  const char *classes[] = { "pending", looks[sync_state].css_class, NULL };

  gtk_widget_set_visible (GTK_WIDGET (icon), sync_state != MT_PENDING_NONE);
  if (sync_state == MT_PENDING_NONE)
    return;
  gtk_image_set_from_icon_name (icon, looks[sync_state].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (icon), classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (icon), sync_text);
}
