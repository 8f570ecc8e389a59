/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * UUIDs made of names: the same name gives the same UUID everywhere.
 */
#include "config.h"

#include "service/mt-uuid.h"

#define SHA1_BYTES 20

/* Source: RFC 9562 section 6.6, the namespace of URLs. */
static const guint8 url_namespace[16] = { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                          0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };

/**
 * mt_uuid_of_url:
 * @url: a name in the URL namespace
 *
 * Source: RFC 9562 section 5.5 (version 5)
 *
 * Returns: (transfer full): the UUID in lower case
 */
char *
mt_uuid_of_url (const char *url)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 hash[SHA1_BYTES];
  gsize length = sizeof hash;
  GString *text = g_string_sized_new (36);

  g_checksum_update (sum, url_namespace, sizeof url_namespace);
  g_checksum_update (sum, (const guchar *) url, -1);
  g_checksum_get_digest (sum, hash, &length);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                            hash[i]);

  return g_string_free (text, FALSE);
}
