/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavMode: what was learnt about a server, to be kept as text between two syncs. Words in any
 * order, each with what is known: "tokens=yes data=no path=/new/".
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-mode.h"

#include <string.h>

static const struct
{
  const char *name;
  gsize offset;
} words[] = {
  { "tokens", G_STRUCT_OFFSET (MtCaldavMode, tokens) },
  { "data", G_STRUCT_OFFSET (MtCaldavMode, data) },
  { "multiget", G_STRUCT_OFFSET (MtCaldavMode, multiget) },
  { "ctag", G_STRUCT_OFFSET (MtCaldavMode, ctag) },
};

/**
 * mt_caldav_mode_parse:
 * @self: (out caller-allocates): what is known
 * @text: (nullable): what mt_caldav_mode_format() gave; words that nobody knows are passed over
 */
void
mt_caldav_mode_parse (MtCaldavMode *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text ? text : "", " ", -1);

  memset (self, 0, sizeof *self);
  for (guint i = 0; parts[i]; i++)
    {
      char *value = strchr (parts[i], '=');

      if (!value)
        continue;
      *value++ = '\0';
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if (strcmp (parts[i], words[j].name) == 0)
          G_STRUCT_MEMBER (MtCaldavKnown, self, words[j].offset) =
              strcmp (value, "yes") == 0 ? MT_CALDAV_YES : MT_CALDAV_NO;
      if (strcmp (parts[i], "path") == 0 && *value == '/' && !self->path)
        self->path = g_strdup (value);
    }
}

/**
 * mt_caldav_mode_format:
 * @self: what is known
 *
 * Returns: (transfer full) (nullable): it as text; NULL if nothing is
 */
char *
mt_caldav_mode_format (const MtCaldavMode *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const MtCaldavKnown known = G_STRUCT_MEMBER (MtCaldavKnown, self, words[i].offset);

      if (known != MT_CALDAV_UNKNOWN)
        g_string_append_printf (text, "%s%s=%s", text->len ? " " : "", words[i].name,
                                known == MT_CALDAV_YES ? "yes" : "no");
    }
  if (self->path)
    g_string_append_printf (text, "%spath=%s", text->len ? " " : "", self->path);
  return text->len ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * mt_caldav_mode_clear:
 * @self: what is known
 *
 * Forgets it.
 */
void
mt_caldav_mode_clear (MtCaldavMode *self)
{
  g_clear_pointer (&self->path, g_free);
  memset (self, 0, sizeof *self);
}
