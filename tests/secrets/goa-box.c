/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Shows what mt-goa.h says: one line for each account, then a line for the secret of each id that
 * is named on the command line.
 */
#include "config.h"

#include <stdio.h>

#include "secrets/mt-goa.h"
#include "secrets/mt-secrets.h"

static void
list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = mt_goa_list (NULL, &error);

  if (accounts == NULL)
    printf ("error %d %s\n", error->code, error->message);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const MtGoaAccount *account = g_ptr_array_index (accounts, i);

      printf ("%s|%s|%s|%s|%s|%s|%s\n", account->id, account->provider, account->title,
              account->user, account->uri, account->kind == MT_GOA_TOKEN ? "token" : "password",
              account->attention ? "attention" : "");
    }
}

static void
look_up (const char *id)
{
  g_autoptr (GError) error = NULL;
  MtGoaKind kind = MT_GOA_PASSWORD;
  char *secret = mt_goa_lookup (id, &kind, NULL, &error);

  if (secret != NULL)
    printf ("%s: %s %s\n", id, kind == MT_GOA_TOKEN ? "token" : "password", secret);
  else
    printf ("%s: error %d %s\n", id, error->code, error->message);
  mt_secret_free (secret);
}

int
main (int argc, char **argv)
{
  list ();
  for (int i = 1; i < argc; i++)
    look_up (argv[i]);
  return 0;
}
