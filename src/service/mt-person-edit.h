/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEdit: somebody changes a person of a team file that others write too.
 */
#pragma once

#include "core/mt-person-member.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_EDIT (mt_person_edit_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonEdit, mt_person_edit, MT, PERSON_EDIT, GObject)

/* Members that were not touched follow the file; touched ones stay as they were typed. Where the
 * file changed one that was touched there is a conflict, which mt_person_edit_settle() ends.
 *
 * Signals: "followed" (guint: bits of MtMember): these are now what the file says; "file-changed":
 * the file is not what it was: look at conflicts and is_gone again. */
MtPersonEdit *mt_person_edit_new (MtSession *session, const char *id);
gboolean mt_person_edit_is_new (MtPersonEdit *self);
gboolean mt_person_edit_is_gone (MtPersonEdit *self);
gboolean mt_person_edit_has_changes (MtPersonEdit *self);
const MtPerson *mt_person_edit_get (MtPersonEdit *self);
const MtPerson *mt_person_edit_get_theirs (MtPersonEdit *self);
gboolean mt_person_edit_is_touched (MtPersonEdit *self, MtMember member);
gboolean mt_person_edit_is_conflict (MtPersonEdit *self, MtMember member);
gboolean mt_person_edit_has_conflicts (MtPersonEdit *self);
void mt_person_edit_settle (MtPersonEdit *self, MtMember member, gboolean keep_mine);

void mt_person_edit_set_text (MtPersonEdit *self, MtMember member, const char *text);
void mt_person_edit_set_picture (MtPersonEdit *self, GFile *file);
void mt_person_edit_set_texts (MtPersonEdit *self, MtMember member, const char *const *texts);
void mt_person_edit_set_zone (MtPersonEdit *self, MtZone *zone);
void mt_person_edit_set_hours (MtPersonEdit *self, MtWeek *hours); /* nullable */
void mt_person_edit_set_stretch (MtPersonEdit *self, const MtRange *stretch);
void mt_person_edit_take (MtPersonEdit *self, MtMember member, GArray *entries);

char *mt_person_edit_find_fault (MtPersonEdit *self, MtMember member, const char *text);
void mt_person_edit_save_async (MtPersonEdit *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
MtTeamUndo *mt_person_edit_save_finish (MtPersonEdit *self, GAsyncResult *result, GError **error);

G_END_DECLS
