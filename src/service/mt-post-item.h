/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPostItem: one post of the journal as the window shows it. It does not change: what is read
 * anew has new ones. Main thread only.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_POST_ITEM (mt_post_item_get_type ())
G_DECLARE_FINAL_TYPE (MtPostItem, mt_post_item, MT, POST_ITEM, GObject)

/* Properties, read-only:
 *   id (string): UID; person (MtPersonItem, nullable): the author; author (string): their name, or
 * the address of who is not on the team; day-text (string) "Tue 24 Nov"; when-text (string) "13:40
 * · 18:10 in Bengaluru"; text (string): all of it, fit to show; note (string) "Decision", "Reply to
 * Ana Ruiz", else ""; replies-text (string) "2 replies", "" when nobody answered; mine (boolean);
 * heading (string): the date, at the first post of it in a list, else ""; pending (boolean): not as
 * its server has it; sync-state (int, MtPending); sync-text (string) "Waiting to be sent", ...;
 * description (string) */
MtPostItem *
mt_post_item_new (MtSession *session, MtMoment *moment, const MtPost *post, gboolean begins_day);
const MtPost *mt_post_item_get_post (MtPostItem *self);

G_END_DECLS
