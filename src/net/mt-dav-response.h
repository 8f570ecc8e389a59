/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavResponse: what a server says of one resource, with its status in three places.
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

MtDavResponse *mt_dav_response_new (void);
void mt_dav_response_free (MtDavResponse *self);
void mt_dav_response_add (MtDavResponse *self, MtDavNode *node);
MtDavNode *mt_dav_response_find (const MtDavResponse *self, MtDavNs ns, const char *name);
char *mt_dav_response_dup_text (const MtDavResponse *self, MtDavNs ns, const char *name);
char *mt_dav_response_dup_href (const MtDavResponse *self, MtDavNs ns, const char *name);
guint mt_dav_response_get_status (const MtDavResponse *self, MtDavNs ns, const char *name);
guint mt_dav_response_get_failure (const MtDavResponse *self);

G_END_DECLS
