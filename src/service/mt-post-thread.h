/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPostThread: a post of the journal and what answers it, live. Main thread only.
 */
#pragma once

#include "service/mt-post-item.h"

G_BEGIN_DECLS

#define MT_TYPE_POST_THREAD (mt_post_thread_get_type ())
G_DECLARE_FINAL_TYPE (MtPostThread, mt_post_thread, MT, POST_THREAD, GObject)

/* Properties, read-only: present (boolean): the post is still in the journal */
MtPostThread *mt_post_thread_new (MtSession *session, const char *uid);
const char *mt_post_thread_get_uid (MtPostThread *self);
MtPostItem *mt_post_thread_get_root (MtPostThread *self); /* (transfer none) nullable */
GListModel *mt_post_thread_get_posts (MtPostThread *self);
MtChange *mt_post_thread_reply (MtPostThread *self, const char *text, GError **error);

G_END_DECLS
