/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCommentGroup: what was said of a task, and a row to say more.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_COMMENT_GROUP (mt_comment_group_get_type ())
G_DECLARE_FINAL_TYPE (MtCommentGroup, mt_comment_group, MT, COMMENT_GROUP, AdwPreferencesGroup)

/* Signal: failed (string): a comment could not be added; it is still typed. */
GtkWidget *mt_comment_group_new (MtSession *session, const char *id);
void mt_comment_group_update (MtCommentGroup *self);
gboolean mt_comment_group_has_typed (MtCommentGroup *self);

G_END_DECLS
