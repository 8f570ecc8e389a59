/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the client IDs that the program was built with.
 */
#include "service/accounts/mt-oauth-clients.h"

static const struct
{
  const char *name;
  const char *clients;
  const char *url;
  const char *found; /* nullable */
} rows[] = {
  { "none", "", "https://login.example.org/authorize", NULL },
  { "the host itself", "login.example.org=abc", "https://login.example.org/authorize?x=1", "abc" },
  { "below a host", "example.org=abc", "https://login.example.org/authorize", "abc" },
  { "in any case", "Login.Example.ORG=abc", "https://login.EXAMPLE.org/", "abc" },
  { "the second", "other.org=1 example.org=2", "https://example.org/", "2" },
  { "an ID with a sign of equality", "example.org=a=b", "https://example.org/", "a=b" },
  { "a name that merely ends alike", "example.org=abc", "https://badexample.org/", NULL },
  { "a host in the path", "example.org=abc", "https://bad.net/example.org", NULL },
  { "without an ID", "example.org=", "https://example.org/", NULL },
  { "without a host", "=abc", "https://example.org/", NULL },
  { "no pair", "example.org", "https://example.org/", NULL },
  { "no URL", "example.org=abc", "example.org", NULL },
};

static void
test_find (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *found = mt_oauth_client_find (rows[i].clients, rows[i].url);

  g_assert_cmpstr (found, ==, rows[i].found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/oauth-clients/", rows[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_find);
    }
  return g_test_run ();
}
