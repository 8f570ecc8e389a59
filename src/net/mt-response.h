/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtResponse: what a server answered.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtResponse MtResponse;

void mt_response_free (MtResponse *self);
guint mt_response_get_status (const MtResponse *self);
gboolean mt_response_is_success (const MtResponse *self);
const char *mt_response_get_header (const MtResponse *self, const char *name);
const char *mt_response_get_type (const MtResponse *self);
GBytes *mt_response_get_body (const MtResponse *self);
const char *mt_response_get_url (const MtResponse *self);
gboolean mt_response_has_condition (const MtResponse *self, const char *name);
gboolean mt_response_check (const MtResponse *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtResponse, mt_response_free)

G_END_DECLS
