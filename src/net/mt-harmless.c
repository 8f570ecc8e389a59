/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Foreign words that stand in a message of ours: one short line, without anything that turns or
 * hides other text.
 */
#include "config.h"

#include "net/mt-harmless.h"

static gboolean
is_harmless (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE &&
         type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_UNASSIGNED &&
         type != G_UNICODE_NON_SPACING_MARK && type != G_UNICODE_ENCLOSING_MARK;
}

/**
 * mt_harmless:
 * @text: text of anybody, in any encoding
 * @max: at most this many characters
 *
 * Makes one line of text: white space becomes one space, and controls, formatting (bidi, zero
 * width) and marks go.
 *
 * Returns: (transfer full): text to show
 */
char *
mt_harmless (const char *text, gsize max)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;
  gsize n = 0;

  for (const char *at = composed; *at != '\0' && n < max; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean blank = g_unichar_isspace (character);

      if (!blank && !is_harmless (character))
        continue;
      if (!blank && space && line->len > 0)
        g_string_append_c (line, ' ');
      if (!blank)
        g_string_append_unichar (line, character);
      space = blank;
      n++;
    }
  return g_string_free (line, FALSE);
}
