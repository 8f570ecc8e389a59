/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavSax: foreign XML as a stream of elements and characters, behind the gate.
 */
#pragma once

#include "net/mt-dav-node.h"

G_BEGIN_DECLS

/* Each returns FALSE with an error to stop. */
typedef struct
{
  /* @label is the attribute "name", nullable. */
  gboolean (
      *start) (MtDavNs ns, const char *name, const char *label, gpointer data, GError **error);
  gboolean (*text) (const char *text, gsize n, gpointer data, GError **error);
  gboolean (*end) (gpointer data, GError **error);
} MtDavSaxFuncs;

typedef struct _MtDavSax MtDavSax;

MtDavSax *mt_dav_sax_new (const MtDavSaxFuncs *funcs, gpointer data);
void mt_dav_sax_free (MtDavSax *self);
gboolean mt_dav_sax_feed (MtDavSax *self, const char *bytes, gsize n, GError **error);
gboolean mt_dav_sax_finish (MtDavSax *self, GError **error);
gboolean mt_dav_sax_is_complete (const MtDavSax *self);
gboolean mt_dav_sax_restore (const MtDavSax *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavSax, mt_dav_sax_free)

G_END_DECLS
