/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When people are busy whose events one may not read: asked of the server in three ways. A missing
 * answer is unknown, never free.
 */
#pragma once

#include <gio/gio.h>

#include "core/mt-span.h"
#include "net/mt-http.h"

G_BEGIN_DECLS

/* What a server says of one person. */
typedef struct
{
  char *address; /* as asked for */
  GBytes *bytes; /* a VCALENDAR with a VFREEBUSY; NULL: unknown */
  char *why;     /* nullable: what the server said instead, e.g. "3.7;Invalid calendar user" */
} MtFreebusyAnswer;

GPtrArray *mt_freebusy_ask (MtHttp *http,
                            const char *outbox,
                            const char *organizer,
                            const char *const *addresses,
                            MtSpan window,
                            gint64 now,
                            GCancellable *cancellable,
                            GError **error);
GBytes *mt_freebusy_query (MtHttp *http,
                           const char *collection,
                           MtSpan window,
                           GCancellable *cancellable,
                           GError **error);
GBytes *mt_freebusy_read_events (MtHttp *http,
                                 const char *collection,
                                 MtSpan window,
                                 GCancellable *cancellable,
                                 GError **error);
void mt_freebusy_answer_free (MtFreebusyAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtFreebusyAnswer, mt_freebusy_answer_free)

G_END_DECLS
