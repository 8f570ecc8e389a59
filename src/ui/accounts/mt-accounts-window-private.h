/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The rooms of MtAccountsWindow: its pages, and the adding of an account.
 */
#pragma once

#include "service/accounts/mt-account-setup.h"
#include "ui/accounts/mt-accounts-window.h"

G_BEGIN_DECLS

struct _MtAccountsWindow
{
  AdwWindow parent_instance;

  MtSession *session;    /* owned */
  MtSync *sync;          /* owned */
  MtAccountSetup *setup; /* owned, nullable: while an account is added or signed in again */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  gboolean again;   /* the account was there before */
  GtkWidget *found; /* unowned, nullable, of `stack`: what was found for `setup` */
  GQueue pages;     /* unowned, of `stack`: the one that is shown last */
};

/* mt-accounts-window.c */
void mt_accounts_window_tell (MtAccountsWindow *self, const char *text);
void mt_accounts_window_push (MtAccountsWindow *self, GtkWidget *page);
void mt_accounts_window_pop_to (MtAccountsWindow *self, guint depth);

/* mt-accounts-window-add.c */
void mt_accounts_window_install_add_actions (GtkWidgetClass *widget_class);

G_END_DECLS
