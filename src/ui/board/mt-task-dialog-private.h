/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtTaskDialog, for the files that are its parts.
 */
#pragma once

#include "service/mt-task-edit.h"
#include "ui/accounts/mt-pending-bar.h"
#include "ui/board/mt-comment-group.h"
#include "ui/board/mt-due-group.h"
#include "ui/board/mt-label-group.h"
#include "ui/board/mt-task-dialog.h"

G_BEGIN_DECLS

struct _MtTaskDialog
{
  AdwWindow parent_instance;

  MtSession *session; /* owned, nullable */
  char *id;           /* owned, nullable: of the task; a new one has none */
  MtTaskEdit *read;   /* owned: what it said when it was read last */
  GPtrArray *people;  /* owned (element-type utf8): their ids, as in the list */
  gboolean saving;

  MtPendingBar *pending;
  GtkLabel *notice;
  GtkButton *save;
  AdwPreferencesPage *page;
  GtkWidget *title_row;
  AdwComboRow *column;
  AdwComboRow *assignee;
  GtkWidget *repeats;
  AdwComboRow *priority;
  GtkSwitch *blocked;
  MtDueGroup *due;
  MtLabelGroup *labels;
  GtkTextBuffer *notes;     /* unowned: of its view */
  MtCommentGroup *comments; /* nullable */
};

const MtTeam *mt_task_dialog_get_team (MtTaskDialog *self);
void mt_task_dialog_fill_columns (MtTaskDialog *self);
void mt_task_dialog_fill_people (MtTaskDialog *self);
void mt_task_dialog_add_more (MtTaskDialog *self);
void mt_task_dialog_add_notes (MtTaskDialog *self);
void mt_task_dialog_show_field (MtTaskDialog *self, const MtTaskEdit *edit, MtTaskField field);
const char *mt_task_dialog_get_assignee (MtTaskDialog *self); /* nullable */
MtTaskEdit *mt_task_dialog_collect (MtTaskDialog *self, gboolean final, GError **error);

G_END_DECLS
