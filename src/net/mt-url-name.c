/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Names of what lies below a collection, out of references and back.
 */
#include "config.h"

#include "net/mt-url.h"

#include <string.h>

#include "net/mt-url-path.h"

/* Empty segments say nothing: some servers answer with doubled slashes. */
static GPtrArray *
filled_segments (const char *url)
{
  g_autofree char *path = NULL;
  g_autofree char *origin = mt_url_get_origin (url);
  GPtrArray *segments;

  path = g_strdup (url + strlen (origin));
  path[strcspn (path, "?")] = '\0';
  segments = mt_url_path_split (path);
  for (guint i = segments->len; i > 0; i--)
    if (*(char *) g_ptr_array_index (segments, i - 1) == '\0')
      g_ptr_array_remove_index (segments, i - 1);
  return segments;
}

/* Some servers escape a URL as if it were one segment, "http%3A//host%3A80/path": its path. */
static const char *
skip_escaped_origin (const char *href)
{
  static const char *const schemes[] = { "http%3a//", "https%3a//" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      const gsize length = strlen (schemes[i]);
      const char *path;

      if (g_ascii_strncasecmp (href, schemes[i], length) != 0)
        continue;
      path = strchr (href + length, '/');
      return path != NULL ? path : "/";
    }
  return href;
}

/* What most hrefs are: the path of the collection as it stands, and a name that needs no escapes.
 * Returns: (nullable): the name, %NULL where it has to be looked at closer */
static const char *
find_plain_name (const char *collection, const char *href)
{
  const char *host = strstr (collection, "://");
  const char *path = host != NULL ? strchr (host + 3, '/') : NULL;
  gsize length = path != NULL ? strlen (path) : 0;

  if (length == 0 || path[length - 1] != '/' || strncmp (href, path, length) != 0)
    return NULL;
  href += length;
  if (*href == '\0' || !mt_url_path_is_plain (href))
    return NULL;
  return href;
}

/**
 * mt_url_get_name:
 * @collection: URL of a collection
 * @base: the URL that was asked, which relative references start from
 * @href: a reference out of an answer
 *
 * Compares paths only: servers behind a proxy name themselves otherwise than they are reached, and
 * what is made of a name lies below @collection again.
 *
 * Returns: (transfer full) (nullable): the name below @collection, empty for the collection itself,
 *   %NULL for anything elsewhere
 */
char *
mt_url_get_name (const char *collection, const char *base, const char *href)
{
  const char *plain = find_plain_name (collection, href);
  g_autofree char *url = NULL;
  g_autofree char *above = NULL;
  g_autoptr (GPtrArray) top = NULL;
  g_autoptr (GPtrArray) segments = NULL;

  if (plain != NULL)
    return g_strdup (plain);
  url = mt_url_resolve (base, skip_escaped_origin (href), NULL);
  above = mt_url_normalise (collection, NULL);
  if (url == NULL || above == NULL)
    return NULL;
  top = filled_segments (above);
  segments = filled_segments (url);
  if (segments->len < top->len)
    return NULL;
  for (guint i = 0; i < top->len; i++)
    if (strcmp (g_ptr_array_index (top, i), g_ptr_array_index (segments, i)) != 0)
      return NULL;
  g_ptr_array_remove_range (segments, 0, top->len);
  g_ptr_array_add (segments, NULL);
  return g_strjoinv ("/", (char **) segments->pdata);
}

/**
 * mt_url_get_child:
 * @collection: URL of a collection
 * @name: what mt_url_get_name() gave, or a plain file name
 *
 * Returns: (transfer full): the URL of @name, below @collection whatever the name
 */
char *
mt_url_get_child (const char *collection, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  GString *url = g_string_new (collection);

  if (g_str_has_suffix (collection, "/"))
    g_string_truncate (url, url->len - 1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (!mt_url_path_is_dots (parts[i]))
      {
        g_string_append_c (url, '/');
        mt_url_path_append (url, parts[i]);
      }
  if (url->len < strlen (collection))
    g_string_append_c (url, '/');
  return g_string_free (url, FALSE);
}
