/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMultistatus: reads a 207 answer as it comes, one response at a time, and says whether it came
 * whole. Only then may something that is missing from it be called gone.
 */
#pragma once

#include "net/mt-dav-node.h"

G_BEGIN_DECLS

/* One property, and how the server got on with it. */
typedef struct
{
  MtDavNode *node; /* owned */
  guint status;    /* of its propstat; 0: none was given */
} MtDavProp;

typedef struct
{
  char *href;        /* owned, as it was sent */
  guint status;      /* of the response itself; 0: none was given */
  GPtrArray *props;  /* owned, element-type MtDavProp */
  MtDavNode *error;  /* owned, nullable: DAV:error, of the response or of a propstat */
  char *description; /* owned, nullable: the server's words */
  gboolean damaged;  /* characters were lost, or a text is too large to be kept: ask for it alone */
} MtDavResponse;

typedef gboolean (*MtMultistatusFunc) (MtDavResponse *response, gpointer data, GError **error);

typedef struct _MtMultistatus MtMultistatus;

MtMultistatus *mt_multistatus_new (MtMultistatusFunc func, gpointer data);
void mt_multistatus_free (MtMultistatus *self);
gboolean mt_multistatus_feed (MtMultistatus *self, const char *bytes, gsize n, GError **error);
gboolean mt_multistatus_sink (const char *bytes, gsize n, gpointer self, GError **error);
gboolean mt_multistatus_finish (MtMultistatus *self, GError **error);
gboolean mt_multistatus_is_complete (const MtMultistatus *self);
const char *mt_multistatus_get_sync_token (const MtMultistatus *self);

MtDavNode *mt_dav_response_find (const MtDavResponse *self, MtDavNs ns, const char *name);
char *mt_dav_response_dup_text (const MtDavResponse *self, MtDavNs ns, const char *name);
char *mt_dav_response_dup_href (const MtDavResponse *self, MtDavNs ns, const char *name);
guint mt_dav_response_get_status (const MtDavResponse *self, MtDavNs ns, const char *name);
guint mt_dav_response_get_failure (const MtDavResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtMultistatus, mt_multistatus_free)

G_END_DECLS
