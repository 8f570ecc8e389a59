/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRequest: what is asked of a server.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtRequest MtRequest;

/* Takes decoded bytes of a 2xx answer as they come. Returns: FALSE with an error to stop reading.
 */
typedef gboolean (*MtRequestSink) (const char *bytes, gsize n, gpointer data, GError **error);

MtRequest *mt_request_new (const char *method, const char *url);
void mt_request_free (MtRequest *self);
void mt_request_set_header (MtRequest *self, const char *name, const char *value);
void mt_request_set_depth (MtRequest *self, const char *depth);
void mt_request_set_body (MtRequest *self, const char *type, GBytes *body);
void mt_request_set_text (MtRequest *self, const char *type, const char *text);
void mt_request_set_sink (MtRequest *self, MtRequestSink sink, gpointer data);
void mt_request_set_cap (MtRequest *self, gsize decoded_bytes);
void mt_request_set_follow_site (MtRequest *self, gboolean follow);
void mt_request_set_anonymous (MtRequest *self, gboolean anonymous);

const char *mt_request_get_method (const MtRequest *self);
const char *mt_request_get_url (const MtRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtRequest, mt_request_free)

G_END_DECLS
