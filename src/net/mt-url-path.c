/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Paths of URLs, taken apart and put together again in one form.
 */
#include "config.h"

#include "net/mt-url-path.h"

#include <string.h>

/* RFC 3986, 3.3: what stands in a segment as it is, besides letters and digits. */
static const char plain[] = "-._~!$&'()*+,;=:@";

/**
 * mt_url_path_is_escape:
 * @text: some text
 *
 * Returns: whether it begins with a percent sign and two digits
 */
gboolean
mt_url_path_is_escape (const char *text)
{
  return text[0] == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]);
}

static guchar
escape_value (const char *text)
{
  return (guchar) (g_ascii_xdigit_value (text[1]) << 4 | g_ascii_xdigit_value (text[2]));
}

/* Bytes that stay escaped in a name. Those of UTF-8 are looked at together. */
static gboolean
stays_escaped (guchar byte)
{
  return byte < 0x20 || byte == 0x7f || byte == '%' || byte == '/' || byte >= 0x80;
}

static GString *
unescape_bytes (const char *segment)
{
  GString *bytes = g_string_new (NULL);

  while (*segment != '\0')
    if (mt_url_path_is_escape (segment))
      {
        g_string_append_c (bytes, (char) escape_value (segment));
        segment += 3;
      }
    else
      {
        g_string_append_c (bytes, *segment++);
      }
  return bytes;
}

/* A segment as it is in a name. */
static char *
decode_segment (const char *segment)
{
  g_autoptr (GString) bytes = unescape_bytes (segment);
  GString *name = g_string_new (NULL);
  const char *at = bytes->str;
  const char *end = bytes->str + bytes->len;

  while (at < end)
    {
      gunichar character = g_utf8_get_char_validated (at, end - at);
      gboolean sound = character != (gunichar) -1 && character != (gunichar) -2 && character != 0;
      const char *next = sound ? g_utf8_next_char (at) : at + 1;

      if (sound && (!stays_escaped ((guchar) *at) || (guchar) *at >= 0x80))
        g_string_append_len (name, at, next - at);
      else
        g_string_append_printf (name, "%%%02X", (guchar) *at);
      at = next;
    }
  return g_string_free (name, FALSE);
}

/**
 * mt_url_path_append:
 * @url: where to
 * @name: a segment as it is in a name
 *
 * Escapes what needs it, and what is escaped in a name once more not.
 */
void
mt_url_path_append (GString *url, const char *name)
{
  for (; *name != '\0'; name++)
    if (mt_url_path_is_escape (name) && stays_escaped (escape_value (name)))
      {
        g_string_append_printf (url, "%%%02X", escape_value (name));
        name += 2;
      }
    else if (g_ascii_isalnum (*name) || strchr (plain, *name) != NULL)
      {
        g_string_append_c (url, *name);
      }
    else
      {
        g_string_append_printf (url, "%%%02X", (guchar) *name);
      }
}

/**
 * mt_url_path_is_dots:
 * @name: a segment as it is in a name
 *
 * Returns: whether it says where to go instead of what is there
 */
gboolean
mt_url_path_is_dots (const char *name)
{
  return strcmp (name, ".") == 0 || strcmp (name, "..") == 0;
}

static void
pop_segment (GPtrArray *segments)
{
  if (segments->len > 0)
    g_ptr_array_set_size (segments, (gint) segments->len - 1);
}

/**
 * mt_url_path_is_plain:
 * @text: a segment
 *
 * Returns: whether it is the same in a name and in a URL
 */
gboolean
mt_url_path_is_plain (const char *text)
{
  if (mt_url_path_is_dots (text))
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (plain, *text) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * mt_url_path_split:
 * @path: an escaped path
 *
 * Source: RFC 3986, 5.2.4; escaped dots count, too: servers undo escapes first
 *
 * Returns: (transfer full) (element-type utf8): its segments as they are in names, dots resolved;
 * the last is empty if the path ends in a slash
 */
GPtrArray *
mt_url_path_split (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path[0] == '/' ? path + 1 : path, "/", -1);
  GPtrArray *segments = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = decode_segment (parts[i]);
      gboolean dots = mt_url_path_is_dots (name);

      if (strcmp (name, "..") == 0)
        pop_segment (segments);
      if (!dots)
        g_ptr_array_add (segments, g_steal_pointer (&name));
      else if (parts[i + 1] == NULL)
        g_ptr_array_add (segments, g_strdup (""));
    }
  return segments;
}

/**
 * mt_url_path_normalise:
 * @path: an escaped path
 *
 * Returns: (transfer full): it in the one form
 */
char *
mt_url_path_normalise (const char *path)
{
  g_autoptr (GPtrArray) segments = mt_url_path_split (path);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < segments->len; i++)
    {
      g_string_append_c (text, '/');
      mt_url_path_append (text, g_ptr_array_index (segments, i));
    }
  if (text->len == 0)
    g_string_append_c (text, '/');
  return g_string_free (text, FALSE);
}
