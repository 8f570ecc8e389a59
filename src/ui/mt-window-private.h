/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The rooms of MtWindow: layout (what is in sight) and actions (what menu and keys do).
 */
#pragma once

#include "service/sync/mt-sync.h"
#include "ui/mt-adaptive-bin.h"
#include "ui/mt-window.h"

G_BEGIN_DECLS

struct _MtWindow
{
  AdwApplicationWindow parent_instance;

  MtSession *session; /* owned, nullable */
  MtSync *sync;       /* owned, nullable: there are no servers */
  char *page;         /* owned: which section is shown when narrow */
  char **filter;      /* owned: which cards of the board are shown */
  gulong toplevel_handler;
  MtHistory *history;  /* owned */
  GFile *waiting_file; /* owned, nullable: to be opened once the window shows something */
  AdwToast *toast;     /* unowned, nullable: the one that is shown */
  guint toast_id;      /* source: until when */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  MtAdaptiveBin *adaptive;
  AdwWindowTitle *title;
  GtkWidget *title_button;
  GtkPopover *time_field; /* nullable: made when it is needed; a child of title_button */
  GtkWidget *team_name;
  GtkWidget *sync_button;
  GtkWidget *export_button;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GtkWindow *password; /* weak, nullable: asks for a password */
  GtkRevealer *trouble;
  GtkLabel *trouble_text;
  GtkWidget *people;
  GtkWidget *lower;
  GtkWidget *board;   /* nullable: unowned, of `lower` */
  GtkWidget *updates; /* likewise */
  AdwBin *welcome;    /* these three are filled when they are to be seen */
  AdwBin *failure;
  AdwBin *bottom_bar;
  GtkSpinner *spinner;
};

/* mt-window-layout.c */
int mt_window_get_state (MtWindow *self);
void mt_window_set_page (MtWindow *self, const char *page);
void mt_window_add_lower (GtkWidget *window);
void mt_window_update_panels (MtWindow *self);
void mt_window_update_title (MtWindow *self);
void mt_window_update_state (MtWindow *self);
void mt_window_update_trouble (MtWindow *self);
void mt_window_update_name (MtWindow *self);

/* mt-window-people.c */
void mt_window_update_people (MtWindow *self);
void mt_window_install_people_actions (GtkWidgetClass *widget_class);

/* mt-window-files.c */
void mt_window_open_waiting (MtWindow *self);
void mt_window_add_drop_target (GtkWidget *window);

/* mt-window-sync.c */
void mt_window_follow_sync (MtWindow *self);
void mt_window_update_sync (MtWindow *self);
void mt_window_install_sync_actions (GtkWidgetClass *widget_class);

/* mt-window-actions.c */
void mt_window_show_toast (MtWindow *self, const char *message);
void mt_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
