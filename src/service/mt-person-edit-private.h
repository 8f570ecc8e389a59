/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtPersonEdit, for the files that are its parts.
 */
#pragma once

#include "service/mt-person-edit.h"

G_BEGIN_DECLS

struct _MtPersonEdit
{
  GObject parent_instance;

  MtSession *session;   /* owned */
  MtSnapshot *snapshot; /* owned: what `theirs` was taken of */
  gboolean is_new;
  gboolean gone;
  MtPerson *base;   /* owned: what `mine` started from */
  MtPerson *theirs; /* owned: what the file says now; what it last said when they are gone */
  MtPerson *mine;   /* owned */
  GFile *picture;   /* owned, nullable: to be copied beside the team file when it is saved */
  GTask *saving;    /* owned, nullable */
  guint tries;
  gboolean waits;   /* for the file to be read, to save again */
  GError *conflict; /* owned, nullable: why the last try failed */
};

MtPerson *mt_person_edit_new_blank (const char *id, MtZone *zone);
void mt_person_edit_read_again (MtPersonEdit *self);
void mt_person_edit_try_again (MtPersonEdit *self, const char *old_revision);

G_END_DECLS
