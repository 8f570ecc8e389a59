/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Client IDs that whoever built the program registered for it.
 */
#include "config.h"

#include "service/accounts/mt-oauth-clients.h"

#include <string.h>

#include "net/mt-url.h"

/**
 * mt_oauth_client_find:
 * @clients: HOST=ID, with spaces between them; a host stands for all below it
 * @authorization_url: the page to sign in at
 *
 * Source: RFC 6749, 2.2: a client ID is no secret
 *
 * Returns: (transfer full) (nullable): what the program is called there, %NULL: it is not known
 */
char *
mt_oauth_client_find (const char *clients, const char *authorization_url)
{
  g_auto (GStrv) all = g_strsplit (clients, " ", -1);
  g_autofree char *host = mt_url_get_host (authorization_url);

  for (guint i = 0; host != NULL && all[i] != NULL; i++)
    {
      const gsize length = strcspn (all[i], "=");
      g_autofree char *known = g_ascii_strdown (all[i], (gssize) length);
      g_autofree char *below = g_strconcat (".", known, NULL);

      if (length > 0 && all[i][length] == '=' && all[i][length + 1] != '\0' &&
          (g_str_equal (host, known) || g_str_has_suffix (host, below)))
        return g_strdup (all[i] + length + 1);
    }
  return NULL;
}
