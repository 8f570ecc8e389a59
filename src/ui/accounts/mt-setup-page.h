/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSetupPage: what the pages of adding an account have in common: the setup they show, one thing
 * under way at a time, and the button that goes on, which stops it meanwhile.
 */
#pragma once

#include <adwaita.h>
#include "service/accounts/mt-account-setup.h"

G_BEGIN_DECLS

#define MT_TYPE_SETUP_PAGE (mt_setup_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (MtSetupPage, mt_setup_page, MT, SETUP_PAGE, GtkWidget)

/* A derived class has a template with a button bound as `go`.
 * Property: setup (MtAccountSetup, construct only). Signal: done: there is nothing left to do. */
struct _MtSetupPageClass
{
  GtkWidgetClass parent_class;

  void (*update) (MtSetupPage *self); /* the setup says something new */
  void (*start) (MtSetupPage *self);  /* `go` was pressed, and nothing is under way */
};

MtAccountSetup *mt_setup_page_get_setup (MtSetupPage *self); /* (transfer none) */
GCancellable *mt_setup_page_begin (MtSetupPage *self);       /* (transfer none) */
gboolean mt_setup_page_end (MtSetupPage *self);              /* whether it is still there */
void mt_setup_page_finish (MtSetupPage *self);               /* emits `done` */
void mt_setup_page_show_go (MtSetupPage *self, const char *label);
void mt_setup_page_open (MtSetupPage *self, const char *uri);

G_END_DECLS
