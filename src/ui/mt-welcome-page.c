/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWelcomePage: what one can begin with, while no team is open.
 */
#include "config.h"

#include "ui/mt-welcome-page.h"

struct _MtWelcomePage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (MtWelcomePage, mt_welcome_page, ADW_TYPE_BIN)

static void
mt_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (mt_welcome_page_parent_class)->dispose (object);
}

static void
mt_welcome_page_class_init (MtWelcomePageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (class), "/io/github/meantime_desktop/Meantime/ui/mt-welcome-page.ui");
}

static void
mt_welcome_page_init (MtWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
