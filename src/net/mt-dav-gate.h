/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavGate: what foreign XML passes before a parser sees it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes text that has passed. Returns: FALSE with an error to stop. */
typedef gboolean (*MtDavGateFunc) (const char *bytes, gsize n, gpointer data, GError **error);

typedef struct _MtDavGate MtDavGate;

MtDavGate *mt_dav_gate_new (MtDavGateFunc func, gpointer data);
void mt_dav_gate_free (MtDavGate *self);
gboolean mt_dav_gate_feed (MtDavGate *self, const char *bytes, gsize n, GError **error);
gboolean mt_dav_gate_restore (const MtDavGate *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavGate, mt_dav_gate_free)

G_END_DECLS
