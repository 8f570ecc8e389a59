/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What has to happen to bytes before their lines mean anything.
 */
#include "config.h"

#include "ical/mt-ical-bytes.h"

#include <string.h>

static GBytes *
from_utf16 (const char *data, gsize length, const char *charset)
{
  gsize written;
  g_autofree char *text = g_convert_with_fallback (data, length & ~(gsize) 1, "UTF-8", charset, "?",
                                                   NULL, &written, NULL);

  return text ? g_bytes_new_take (g_steal_pointer (&text), written) : NULL;
}

static const char *
utf16_charset (const guint8 *data, gsize length)
{
  if (length < 4)
    return NULL;
  if ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 'B' && !data[1] && data[2] && !data[3]))
    return "UTF-16LE";
  if ((data[0] == 0xfe && data[1] == 0xff) || (!data[0] && data[1] == 'B' && !data[2] && data[3]))
    return "UTF-16BE";
  return NULL;
}

static GBytes *
without_mark (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return g_bytes_new_from_bytes (bytes, 3, length - 3);
  return g_bytes_ref (bytes);
}

/**
 * mt_ical_bytes_normalise:
 * @bytes: a file as read
 *
 * Takes a byte order mark off, converts UTF-16, and gives text of bare CRs its line ends. Offsets
 * count from the result. Invalid UTF-8 stays: folds may stand in the middle of a character, so
 * only unfolded text can be judged.
 *
 * Returns: (transfer full): @bytes itself where nothing was to do
 */
GBytes *
mt_ical_bytes_normalise (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *charset = data ? utf16_charset ((const guint8 *) data, length) : NULL;
  g_autoptr (GBytes) converted = charset ? from_utf16 (data, length, charset) : NULL;
  g_autoptr (GBytes) text = without_mark (converted ? converted : bytes);

  data = g_bytes_get_data (text, &length);
  if (length > 0 && !memchr (data, '\n', length) && memchr (data, '\r', length))
    {
      char *copy = g_memdup2 (data, length);

      for (gsize i = 0; i < length; i++)
        if (copy[i] == '\r')
          copy[i] = '\n';
      return g_bytes_new_take (copy, length);
    }
  return g_steal_pointer (&text);
}

static GString *
unfold_without_nul (const char *bytes, gsize length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      gsize skip = bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n' ? 2 : 1;
      gboolean eol = bytes[i] == '\n' || skip == 2;

      if (eol && i + skip < length && (bytes[i + skip] == ' ' || bytes[i + skip] == '\t'))
        i += skip;
      else if (bytes[i] != 0)
        g_string_append_c (text, bytes[i]);
    }
  return text;
}

/**
 * mt_ical_bytes_to_utf8:
 * @bytes: iCalendar text
 * @length: its length in bytes
 * @repaired: (out) (optional): set to %TRUE if bytes had to be read as Latin-1; else left alone
 *
 * Unfolds the text (a fold in the middle of a character is then whole again), drops NUL bytes, and
 * reads every byte that is still no UTF-8 as Latin-1.
 *
 * Returns: (transfer full): valid UTF-8
 *
 * Source: RFC 5545 3.1
 */
char *
mt_ical_bytes_to_utf8 (const char *bytes, gsize length, gboolean *repaired)
{
  GString *text = unfold_without_nul (bytes, length);
  GString *out;
  const char *at = text->str;
  const char *end = text->str + text->len;
  const char *bad;

  if (g_utf8_validate_len (text->str, text->len, NULL))
    return g_string_free (text, FALSE);
  out = g_string_sized_new (text->len + 64);
  while (!g_utf8_validate_len (at, end - at, &bad))
    {
      g_string_append_len (out, at, bad - at);
      g_string_append_unichar (out, (guchar) *bad);
      at = bad + 1;
    }
  g_string_append_len (out, at, end - at);
  g_string_free (text, TRUE);
  if (repaired)
    *repaired = TRUE;
  return g_string_free (out, FALSE);
}
