/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A feed: one published calendar (.ics), free/busy file (.ifb) or team file by HTTPS.
 */
#pragma once

#include "net/mt-http.h"

G_BEGIN_DECLS

/* What is known of the last answer. All may be NULL. */
typedef struct
{
  char *etag;
  char *last_modified;
  char *hash; /* SHA-256 of the bytes, for servers that tell neither */
} MtFeedMark;

gboolean mt_feed_fetch (MtHttp *http,
                        const char *url,
                        MtFeedMark *mark,
                        GBytes **bytes,
                        GCancellable *cancellable,
                        GError **error);

gboolean mt_feed_fetch_json (MtHttp *http,
                             const char *url,
                             MtFeedMark *mark,
                             GBytes **bytes,
                             GCancellable *cancellable,
                             GError **error);

char *mt_feed_mark_to_string (const MtFeedMark *mark);
void mt_feed_mark_from_string (MtFeedMark *mark, const char *text);
void mt_feed_mark_clear (MtFeedMark *mark);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtFeedMark, mt_feed_mark_clear)

G_END_DECLS
