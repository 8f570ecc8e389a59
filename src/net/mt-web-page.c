/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tells a web page from what it pretends to be.
 */
#include "config.h"

#include "net/mt-web-page.h"

#include <string.h>

static gboolean
begins_with (const char *bytes, gsize n, const char *word)
{
  gsize length = strlen (word);

  return n >= length && g_ascii_strncasecmp (bytes, word, length) == 0;
}

/**
 * mt_web_page_begins:
 * @bytes: (array length=n): the first bytes of an answer
 * @n: how many; all there are, or %MT_WEB_PAGE_BYTES
 *
 * Looks at what is there, not at the media type: login pages claim to be XML, and calendars to be
 * pages.
 *
 * Returns: whether it is HTML
 */
gboolean
mt_web_page_begins (const char *bytes, gsize n)
{
  while (n > 0 && (g_ascii_isspace (*bytes) || strchr ("\xef\xbb\xbf", *bytes) != NULL))
    {
      bytes++;
      n--;
    }
  return begins_with (bytes, n, "<!doctype html") || begins_with (bytes, n, "<html");
}
