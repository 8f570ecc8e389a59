/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtChallenges: takes the headers WWW-Authenticate apart. Challenges and their parameters are all
 * separated by commas, in one header or many.
 */
#include "config.h"

#include "net/mt-challenges.h"

#include <string.h>

#include "net/mt-harmless.h"

#define NAME_CHARS 30

struct _MtChallenges
{
  GPtrArray *list; /* (element-type utf8): "Scheme name=value, ..." */
};

/* A parameter is name=value, a challenge begins with a name and a space, or is a name alone. */
static gboolean
begins_challenge (const char *item)
{
  gsize name = strcspn (item, " \t=");

  while (item[name] == ' ' || item[name] == '\t')
    name++;
  return item[name] != '=';
}

static void
extend_last (MtChallenges *self, const char *item)
{
  char **last;

  if (self->list->len == 0)
    return;
  last = (char **) &g_ptr_array_index (self->list, self->list->len - 1);
  {
    g_autofree char *longer = g_strconcat (*last, ", ", item, NULL);

    g_free (*last);
    *last = g_steal_pointer (&longer);
  }
}

/**
 * mt_challenges_new:
 * @headers: headers of a response
 *
 * Source: RFC 9110, 11.6.1
 *
 * Returns: (transfer full): what they offer, each once: the first of its scheme that is listed
 */
MtChallenges *
mt_challenges_new (SoupMessageHeaders *headers)
{
  MtChallenges *self = g_new0 (MtChallenges, 1);
  const char *value = soup_message_headers_get_list (headers, "WWW-Authenticate");
  GSList *items = value != NULL ? soup_header_parse_list (value) : NULL;

  self->list = g_ptr_array_new_with_free_func (g_free);
  for (GSList *at = items; at != NULL; at = at->next)
    if (begins_challenge (at->data))
      g_ptr_array_add (self->list, g_strdup (at->data));
    else
      extend_last (self, at->data);
  soup_header_free_list (items);
  return self;
}

/**
 * mt_challenges_free:
 * @self: (transfer full): challenges
 *
 * Frees challenges.
 */
void
mt_challenges_free (MtChallenges *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * mt_challenges_list:
 * @self: challenges
 *
 * Returns: (transfer full): the names of the schemes, e.g. "Digest, Basic", for people; empty if
 *   nothing is offered
 */
char *
mt_challenges_list (const MtChallenges *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->list->len; i++)
    {
      const char *challenge = g_ptr_array_index (self->list, i);
      g_autofree char *word = g_strndup (challenge, strcspn (challenge, " \t"));
      g_autofree char *name = mt_harmless (word, NAME_CHARS);

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Algorithms differ: one that libsoup can answer comes first. MD5-sess is read in different ways by
 * servers. */
static gboolean
is_answerable (const char *challenge)
{
  g_autofree char *lower = g_ascii_strdown (challenge, -1);

  return strstr (lower, "-sess") == NULL && strstr (lower, "sha-") == NULL;
}

/**
 * mt_challenges_find:
 * @self: challenges
 * @scheme: e.g. "Digest"
 *
 * Returns: (nullable): the challenge, with its parameters, if we can answer it
 */
const char *
mt_challenges_find (const MtChallenges *self, const char *scheme)
{
  gsize length = strlen (scheme);

  for (guint i = 0; i < self->list->len; i++)
    {
      const char *challenge = g_ptr_array_index (self->list, i);

      if (g_ascii_strncasecmp (challenge, scheme, length) == 0 &&
          (challenge[length] == '\0' || g_ascii_isspace (challenge[length])) &&
          is_answerable (challenge))
        return challenge;
    }
  return NULL;
}
