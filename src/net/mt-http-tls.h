/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTlsCheck: looks at the certificate of a server once the system has refused it.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  GTlsDatabase *authorities;    /* unowned, nullable: those of the account */
  GTlsCertificate *certificate; /* owned, nullable: the one that was refused */
  GTlsCertificateFlags faults;
} MtTlsCheck;

gboolean mt_authorities_load (const char *path, GTlsDatabase **authorities, GError **error);

void mt_tls_check_watch (MtTlsCheck *self, SoupMessage *message);
void mt_tls_check_clear (MtTlsCheck *self, SoupMessage *message);
char *mt_tls_check_describe (const MtTlsCheck *self);

G_END_DECLS
