/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Speaks with MtSecrets line by line, so that a test may do things to the keyring in between. Each
 * line is words with a tab between them; each answer is one line: "ok", "ok SECRET", or
 * "error CODE MESSAGE", with the milliseconds it took in front.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "secrets/mt-secrets.h"

/* GDBus of GLib 2.74 leaks a few bytes when a connection ends in the middle of a call, which is
 * what is tried here. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

/* Returns: the answer's success; @secret is what was looked up. */
static gboolean
obey (MtSecrets *secrets, char **words, char **secret, GError **error)
{
  const guint n = g_strv_length (words);

  if (n == 3 && g_str_equal (words[0], "lookup"))
    {
      *secret = mt_secrets_lookup (secrets, words[1], words[2], NULL, error);
      return *secret != NULL;
    }
  if (n == 4 && g_str_equal (words[0], "store"))
    return mt_secrets_store (secrets, words[1], words[2], words[3], NULL, error);
  if (n == 2 && g_str_equal (words[0], "clear"))
    return mt_secrets_clear (secrets, words[1], NULL, error);
  if (n == 4 && g_str_equal (words[0], "remember"))
    mt_secrets_remember (secrets, words[1], words[2], words[3]);
  else if (n == 2 && g_str_equal (words[0], "deadline"))
    mt_secrets_set_deadline (secrets, (guint) g_ascii_strtoull (words[1], NULL, 10));
  else if (n == 3 && g_str_equal (words[0], "file"))
    mt_secrets_set_file (secrets, words[1], words[2]);
  else
    g_error ("no such line: %s", words[0]);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (MtSecrets) secrets = mt_secrets_new (NULL);
  char line[4096];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), "\t", -1);
      g_autoptr (GError) error = NULL;
      char *secret = NULL;
      const gint64 start = g_get_monotonic_time ();
      const gboolean ok = obey (secrets, words, &secret, &error);
      const int took = (int) ((g_get_monotonic_time () - start) / 1000);

      if (ok)
        printf ("%d ok %s\n", took, secret != NULL ? secret : "");
      else
        printf ("%d error %s-%d %s\n", took, g_quark_to_string (error->domain), error->code,
                error->message);
      fflush (stdout);
      mt_secret_free (secret);
    }
  return 0;
}
