/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fuzz target: URLs. The first line is a collection, the rest a reference out of an answer.
 * Whatever they are, the one form is stable, and nothing leads out of the collection or carries a
 * password.
 */
#include "config.h"

#include "net/mt-url.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
check_form (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = mt_url_normalise (text, &error);
  g_autofree char *again = NULL;
  g_autofree char *origin = NULL;

  g_assert_true ((url != NULL) == (error == NULL));
  if (url == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  again = mt_url_normalise (url, NULL);
  origin = mt_url_get_origin (url);
  g_assert_cmpstr (again, ==, url);
  g_assert_true (g_str_has_prefix (url, origin));
  g_assert_true (g_str_is_ascii (url));
  g_assert_null (strpbrk (url, " \r\n\t#"));
  g_assert_null (strchr (origin, '@'));
}

/* What a name is made of leads to the same name again, below the collection. */
static void
check_name (const char *collection, const char *href)
{
  g_autofree char *base = mt_url_resolve_collection (collection, collection, NULL);
  g_autofree char *name = base != NULL ? mt_url_get_name (base, base, href) : NULL;
  g_autofree char *child = name != NULL ? mt_url_get_child (base, name) : NULL;
  g_autofree char *normal = child != NULL ? mt_url_normalise (child, NULL) : NULL;
  g_autofree char *again = NULL;

  if (name == NULL)
    return;
  g_assert_true (g_str_has_prefix (normal, base));
  again = mt_url_get_name (base, base, child);
  g_assert_cmpstr (again, ==, name);
}

/* Any word is a name of something below. */
static void
check_word (const char *collection, const char *word)
{
  g_autofree char *base = mt_url_resolve_collection (collection, collection, NULL);
  g_autofree char *child = base != NULL ? mt_url_get_child (base, word) : NULL;
  g_autofree char *normal = child != NULL ? mt_url_normalise (child, NULL) : NULL;

  if (child != NULL)
    g_assert_true (g_str_has_prefix (normal, base));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  char *rest = strchr (text, '\n');
  const char *href = rest != NULL ? rest + 1 : "";
  g_autofree char *resolved = NULL;

  if (rest != NULL)
    *rest = '\0';
  check_form (text);
  check_form (href);
  check_name (text, href);
  check_word (text, href);
  resolved = mt_url_resolve (text, href, NULL);
  if (resolved != NULL)
    check_form (resolved);
  g_assert_cmpint (mt_url_same_site (text, href), ==, mt_url_same_site (href, text));
  g_assert_cmpint (mt_url_equal (text, href), ==, mt_url_equal (href, text));
  return 0;
}
