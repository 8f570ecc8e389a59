/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asking for properties while nothing is known of a server yet: redirects may lead on to other
 * hosts of the same name, and what the server can do is kept.
 */
#pragma once

#include "net/mt-dav.h"

G_BEGIN_DECLS

/* Where an answer came from. */
typedef struct
{
  char *url;       /* after redirects */
  char **features; /* of the DAV header, in lower case */
} MtPropfindFrom;

void mt_propfind_from_clear (MtPropfindFrom *self);
gboolean mt_propfind (MtHttp *http,
                      const char *url,
                      const char *depth,
                      const MtDavName *names,
                      guint n_names,
                      MtMultistatusFunc func,
                      gpointer data,
                      MtPropfindFrom *from,
                      GCancellable *cancellable,
                      GError **error);
char **mt_propfind_read_features (const MtResponse *response);

char **mt_dav_node_dup_hrefs (const MtDavNode *node);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtPropfindFrom, mt_propfind_from_clear)

G_END_DECLS
