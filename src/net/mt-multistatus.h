/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMultistatus: reads a 207 answer as it comes, one response at a time, and says whether it came
 * whole. Only then may something that is missing from it be called gone.
 */
#pragma once

#include "net/mt-dav-response.h"

G_BEGIN_DECLS

typedef gboolean (*MtMultistatusFunc) (MtDavResponse *response, gpointer data, GError **error);

typedef struct _MtMultistatus MtMultistatus;

MtMultistatus *mt_multistatus_new (MtMultistatusFunc func, gpointer data);
void mt_multistatus_free (MtMultistatus *self);
gboolean mt_multistatus_feed (MtMultistatus *self, const char *bytes, gsize n, GError **error);
gboolean mt_multistatus_sink (const char *bytes, gsize n, gpointer self, GError **error);
gboolean mt_multistatus_finish (MtMultistatus *self, GError **error);
gboolean mt_multistatus_is_complete (const MtMultistatus *self);
const char *mt_multistatus_get_sync_token (const MtMultistatus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtMultistatus, mt_multistatus_free)

G_END_DECLS
