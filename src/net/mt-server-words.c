/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a server says in the body of a refusal. It is looked for, not parsed: refusals are often no
 * sound XML, and nothing is decided by more than the name of a condition.
 */
#include "config.h"

#include "net/mt-server-words.h"

#include <string.h>

#include "net/mt-harmless.h"

#define WORDS_MAX 200
#define LOOKED_AT (64 * 1024)

static char *
body_text (GBytes *body)
{
  gsize n;
  const char *bytes = body != NULL ? g_bytes_get_data (body, &n) : NULL;

  if (bytes == NULL || n == 0)
    return g_strdup ("");
  return g_utf8_make_valid (bytes, (gssize) MIN (n, LOOKED_AT));
}

static gboolean
ends_name (char c)
{
  return c == '>' || c == '/' || g_ascii_isspace (c);
}

/* The first tag of an element with this local name, with any prefix. */
static const char *
find_tag (const char *text, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strchr (text, '<'); at != NULL; at = strchr (at + 1, '<'))
    {
      const char *local = at + 1;
      gsize prefix = strcspn (local, ":>/ \t\r\n");

      if (local[prefix] == ':')
        local += prefix + 1;
      if (strncmp (local, name, length) == 0 && ends_name (local[length]))
        return at;
    }
  return NULL;
}

static char *
unescape (const char *text)
{
  static const char *const pairs[][2] = {
    { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" }, { "&amp;", "&" }
  };
  GString *plain = g_string_new (text);

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_string_replace (plain, pairs[i][0], pairs[i][1], 0);
  return g_string_free (plain, FALSE);
}

/* The text of the first element with this name; NULL without one. */
static char *
element_text (const char *text, const char *name)
{
  const char *tag = find_tag (text, name);
  const char *from = tag != NULL ? strchr (tag, '>') : NULL;
  g_autofree char *raw = NULL;
  g_autofree char *plain = NULL;

  if (from == NULL || from[-1] == '/')
    return NULL;
  raw = g_strndup (from + 1, strcspn (from + 1, "<"));
  plain = unescape (raw);
  return mt_harmless (plain, WORDS_MAX);
}

/**
 * mt_server_words_find_condition:
 * @body: (nullable): body of a refusal
 *
 * Source: RFC 4918, 16
 *
 * Returns: (transfer full) (nullable): the name of the first element in DAV:error, without prefix,
 *   e.g. "valid-sync-token"
 */
char *
mt_server_words_find_condition (GBytes *body)
{
  g_autofree char *text = body_text (body);
  const char *tag = find_tag (text, "error");
  const char *child = tag != NULL ? strchr (tag + 1, '<') : NULL;
  gsize length;

  if (child == NULL || child[1] == '/' || child[1] == '!')
    return NULL;
  child++;
  length = strcspn (child, ":>/ \t\r\n");
  if (child[length] == ':')
    {
      child += length + 1;
      length = strcspn (child, ":>/ \t\r\n");
    }
  if (length == 0 || length > WORDS_MAX)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (child[i]) && strchr ("-_.", child[i]) == NULL)
      return NULL;
  return g_strndup (child, length);
}

/**
 * mt_server_words_find:
 * @body: (nullable): body of a refusal
 * @type: (nullable): its media type
 *
 * Looks for what a person can read: a description, the name of a condition, or plain text.
 *
 * Returns: (transfer full) (nullable): a harmless line, or %NULL if there is nothing to show
 */
char *
mt_server_words_find (GBytes *body, const char *type)
{
  static const char *const described[] = { "responsedescription", "message", "human-readable" };
  g_autofree char *text = body_text (body);
  g_autofree char *words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (described) && (words == NULL || *words == '\0'); i++)
    {
      g_free (words);
      words = element_text (text, described[i]);
    }
  if (words == NULL || *words == '\0')
    {
      g_free (words);
      words = mt_server_words_find_condition (body);
    }
  if (words == NULL && g_strcmp0 (type, "text/plain") == 0)
    words = mt_harmless (text, WORDS_MAX);
  return words != NULL && *words != '\0' ? g_steal_pointer (&words) : NULL;
}
