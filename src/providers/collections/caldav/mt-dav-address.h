/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person types to name an account: an e-mail address, a host, or a URL.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *url;        /* where to begin: of the domain, if there was no path */
  char *domain;     /* nullable: DNS is asked which server it names for calendars */
  char *user;       /* nullable: a name that stood in it */
  gboolean address; /* it is an e-mail address */
  gboolean path;    /* the URL leads further than to a host */
  gboolean feed;    /* it looks like a calendar to be fetched whole */
} MtDavAddress;

MtDavAddress *mt_dav_address_new (const char *typed, GError **error);
void mt_dav_address_free (MtDavAddress *self);
char *mt_dav_address_dup_host (const char *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavAddress, mt_dav_address_free)

G_END_DECLS
