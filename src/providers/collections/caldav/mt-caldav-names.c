/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavNames: hrefs of a server to names and back. mt_url_get_name() is right about any href;
 * this gives the same for plain ones without parsing a URL ten thousand times.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-names.h"

#include <string.h>

#include "net/mt-url.h"

struct _MtCaldavNames
{
  char *url;      /* owned: of the collection */
  char *spelling; /* owned, nullable: how the server spells the collection in hrefs of items */
  gsize n_spelling;
};

/* What stands for itself in a path, and in a name. */
static gboolean
is_plain (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~@!$&'()*+,;=:", c));
}

/* A name of plain characters and escaped printable ones. Returns: NULL if there is more to it. */
static char *
read_plain (const char *text)
{
  g_autofree char *name = g_malloc (strlen (text) + 1);
  char *to = name;

  for (const char *at = text; *at; at++)
    {
      int c = *at;

      if (c == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
        {
          c = g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2]);
          if (c < 0x20 || c > 0x7e || c == '/' || c == '%')
            return NULL;
          at += 2;
        }
      else if (!is_plain (c))
        return NULL;
      *to++ = c;
    }
  *to = '\0';
  return *name == '\0' || strcmp (name, ".") == 0 || strcmp (name, "..") == 0
             ? NULL
             : g_steal_pointer (&name);
}

/**
 * mt_caldav_names_new:
 * @collection_url: URL of a collection
 *
 * Returns: (transfer full): its names. For one thread.
 */
MtCaldavNames *
mt_caldav_names_new (const char *collection_url)
{
  MtCaldavNames *self = g_new0 (MtCaldavNames, 1);

  self->url = g_strdup (collection_url);
  return self;
}

/**
 * mt_caldav_names_free:
 * @self: (transfer full): names
 */
void
mt_caldav_names_free (MtCaldavNames *self)
{
  g_free (self->url);
  g_free (self->spelling);
  g_free (self);
}

/**
 * mt_caldav_names_get_url:
 * @self: names
 *
 * Returns: (transfer none): the URL of the collection
 */
const char *
mt_caldav_names_get_url (const MtCaldavNames *self)
{
  return self->url;
}

/**
 * mt_caldav_names_read:
 * @self: names
 * @href: what a server calls something, foreign
 *
 * Returns: (transfer full) (nullable): its name; empty for the collection itself; NULL for what is
 *   no member of it, whatever the server says: servers answer about other paths, and worse
 */
char *
mt_caldav_names_read (MtCaldavNames *self, const char *href)
{
  g_autofree char *name = NULL;
  const char *slash = strrchr (href, '/');

  if (self->spelling && strncmp (href, self->spelling, self->n_spelling) == 0)
    name = read_plain (href + self->n_spelling);
  if (name)
    return g_steal_pointer (&name);

  name = mt_url_get_name (self->url, self->url, href);
  if (!name || (*name && (strchr (name, '/') || g_str_has_suffix (href, "/"))))
    return NULL;
  if (*name && slash && !strpbrk (href, "?#"))
    {
      g_autofree char *plain = read_plain (slash + 1);

      /* Only a spelling that gave the very same name is trusted with others. */
      if (g_strcmp0 (plain, name) == 0)
        {
          g_free (self->spelling);
          self->n_spelling = slash + 1 - href;
          self->spelling = g_strndup (href, self->n_spelling);
        }
    }
  return g_steal_pointer (&name);
}

/**
 * mt_caldav_names_make_url:
 * @self: names
 * @name: of an item
 *
 * Returns: (transfer full): its URL
 */
char *
mt_caldav_names_make_url (const MtCaldavNames *self, const char *name)
{
  return mt_url_get_child (self->url, name);
}
