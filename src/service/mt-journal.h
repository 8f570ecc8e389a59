/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJournal: what was posted, the newest day first, of everybody or one person, searched by its
 * words. A GListModel of MtPostItem, each made when it is asked for. Main thread only; it looks for
 * posts on a thread of its own.
 */
#pragma once

#include "service/mt-post-item.h"

G_BEGIN_DECLS

#define MT_TYPE_JOURNAL (mt_journal_get_type ())
G_DECLARE_FINAL_TYPE (MtJournal, mt_journal, MT, JOURNAL, GObject)

/* Properties, read-only: looking (boolean): for what was asked last; count-text (string) "12 posts"
 */
MtJournal *mt_journal_new (MtSession *session);
void mt_journal_set_person (MtJournal *self, const char *id);
void mt_journal_set_search (MtJournal *self, const char *text);
gboolean mt_journal_is_asked (MtJournal *self);
guint mt_journal_find_day (MtJournal *self, MtDate day);

GPtrArray *mt_journal_find (const MtSnapshot *snapshot, const char *person_id, const char *search);

G_END_DECLS
