/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The texts of data/servers.xml, compiled in, and which of them fits a server.
 */
#include "config.h"

#include "service/accounts/mt-server-notes.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE "/io/github/meantime_desktop/Meantime/servers.xml"

/* Made by glib-compile-resources. */
GResource *mt_server_notes_get_resource (void);

typedef enum
{
  MATCH_DOMAIN,
  MATCH_FEATURE,
  MATCH_MAIL,
  N_MATCHES,
} Match;

static const char *const match_names[N_MATCHES] = { "domain", "feature", "mail" };

typedef struct
{
  MtServerNote note;
  GPtrArray *patterns[N_MATCHES]; /* (element-type utf8) */
} Kind;

struct _MtServerNotes
{
  GPtrArray *kinds;      /* (element-type Kind) */
  Kind *general;         /* unowned: of `kinds`; the one that nothing has to match */
  GStringChunk *strings; /* all texts of the notes */
  GString *text;         /* of the element that is open */
};

static Kind *
kind_new (const char *name)
{
  Kind *kind = g_new0 (Kind, 1);

  kind->note.name = name;
  for (guint i = 0; i < N_MATCHES; i++)
    kind->patterns[i] = g_ptr_array_new ();
  return kind;
}

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  for (guint i = 0; i < N_MATCHES; i++)
    g_ptr_array_unref (kind->patterns[i]);
  g_free (kind);
}

static Kind *
get_last (MtServerNotes *self)
{
  return self->kinds->len > 0 ? g_ptr_array_index (self->kinds, self->kinds->len - 1) : NULL;
}

static const char *
get_attribute (const char *name, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static void
add_patterns (MtServerNotes *self, Kind *kind, const char **names, const char **values)
{
  for (guint i = 0; i < N_MATCHES; i++)
    {
      const char *pattern = get_attribute (match_names[i], names, values);

      if (pattern != NULL)
        g_ptr_array_add (kind->patterns[i], g_string_chunk_insert_const (self->strings, pattern));
    }
}

static const char *
keep_attribute (MtServerNotes *self, const char *name, const char **names, const char **values)
{
  const char *value = get_attribute (name, names, values);

  return value != NULL ? g_string_chunk_insert_const (self->strings, value) : NULL;
}

static void
start_element (GMarkupParseContext *context,
               const char *element,
               const char **names,
               const char **values,
               gpointer user_data,
               GError **error)
{
  MtServerNotes *self = user_data;
  Kind *kind = get_last (self);

  g_string_truncate (self->text, 0);
  if (g_str_equal (element, "server"))
    g_ptr_array_add (self->kinds, kind_new (keep_attribute (self, "name", names, values)));
  else if (kind != NULL && g_str_equal (element, "match"))
    add_patterns (self, kind, names, values);
  else if (kind != NULL && g_str_equal (element, "settings"))
    kind->note.settings = keep_attribute (self, "url", names, values);
  else if (kind != NULL && g_str_equal (element, "oauth"))
    {
      kind->note.authorize = keep_attribute (self, "authorize", names, values);
      kind->note.token = keep_attribute (self, "token", names, values);
      kind->note.scope = keep_attribute (self, "scope", names, values);
    }
}

/* As the strings are extracted (data/its): runs of blanks are one. */
static char *
normalise_blanks (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  MtServerNotes *self = user_data;
  Kind *kind = get_last (self);
  g_autofree char *text = NULL;
  const char **field = NULL;

  if (kind != NULL && g_str_equal (element, "sign-in"))
    field = &kind->note.sign_in;
  else if (kind != NULL && g_str_equal (element, "sharing"))
    field = &kind->note.sharing;
  else if (kind != NULL && g_str_equal (element, "instead"))
    field = &kind->note.instead;
  if (field == NULL)
    return;
  text = normalise_blanks (self->text->str);
  *field = g_dgettext (GETTEXT_PACKAGE, g_string_chunk_insert_const (self->strings, text));
}

static void
add_text (GMarkupParseContext *context,
          const char *text,
          gsize length,
          gpointer user_data,
          GError **error)
{
  MtServerNotes *self = user_data;

  g_string_append_len (self->text, text, length);
}

static Kind *
find_general (MtServerNotes *self)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind *kind = g_ptr_array_index (self->kinds, i);

      if (kind->note.name == NULL)
        return kind;
    }
  return NULL;
}

/**
 * mt_server_notes_new_for_xml:
 * @xml: text as data/servers.xml has it
 * @error: return location
 *
 * Reads notes of one's own, for tests.
 *
 * Returns: (transfer full) (nullable): the notes; %NULL with a %G_MARKUP_ERROR when it is not such
 *   a text, or has no `server` without a name, which is the note for all others
 */
MtServerNotes *
mt_server_notes_new_for_xml (GBytes *xml, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_element,
                                        .end_element = end_element,
                                        .text = add_text };
  g_autoptr (MtServerNotes) self = g_new0 (MtServerNotes, 1);
  g_autoptr (GMarkupParseContext) context = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (xml, &size);

  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  self->strings = g_string_chunk_new (4096);
  self->text = g_string_new (NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, self, NULL);
  if (!g_markup_parse_context_parse (context, text, size, error) ||
      !g_markup_parse_context_end_parse (context, error))
    return NULL;
  self->general = find_general (self);
  if (self->general == NULL)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                           "no server without a name: add one, it is the note for all others");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * mt_server_notes_new:
 *
 * Returns: (transfer full): the notes that Meantime comes with, in the language of the process
 */
MtServerNotes *
mt_server_notes_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = g_resource_lookup_data (mt_server_notes_get_resource (), RESOURCE,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  MtServerNotes *self = xml != NULL ? mt_server_notes_new_for_xml (xml, &error) : NULL;

  if (self == NULL)
    g_error ("%s is compiled in and cannot be read: %s", RESOURCE, error->message);
  return self;
}

/**
 * mt_server_notes_free:
 * @self: (transfer full): notes
 *
 * Frees the notes and their texts.
 */
void
mt_server_notes_free (MtServerNotes *self)
{
  g_ptr_array_unref (self->kinds);
  g_string_chunk_free (self->strings);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* A domain is matched with all that is below it. */
static gboolean
is_below (const char *pattern, const char *host)
{
  g_autofree char *below = g_strconcat ("*.", pattern, NULL);

  return g_pattern_match_simple (pattern, host) || g_pattern_match_simple (below, host);
}

static gboolean
matches (const Kind *kind, Match match, const char *const *words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autofree char *word = g_ascii_strdown (words[i], -1);

      if (match == MATCH_DOMAIN)
        word[strcspn (word, ":")] = '\0';
      for (guint j = 0; j < kind->patterns[match]->len; j++)
        {
          const char *pattern = g_ptr_array_index (kind->patterns[match], j);

          if (match == MATCH_DOMAIN ? is_below (pattern, word)
                                    : g_pattern_match_simple (pattern, word))
            return TRUE;
        }
    }
  return FALSE;
}

static const MtServerNote *
find (MtServerNotes *self, Match match, const char *const *words)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const Kind *kind = g_ptr_array_index (self->kinds, i);

      if (matches (kind, match, words))
        return &kind->note;
    }
  return NULL;
}

/**
 * mt_server_notes_find:
 * @self: notes
 * @hosts: (nullable) (array zero-terminated=1): domains of the address and of the servers, any case
 * @features: (nullable) (array zero-terminated=1): words of the DAV header
 *
 * Returns: (transfer none) (nullable): what is said of this kind of server; %NULL: its kind is not
 *   known
 */
const MtServerNote *
mt_server_notes_find (MtServerNotes *self, const char *const *hosts, const char *const *features)
{
  const MtServerNote *note = find (self, MATCH_DOMAIN, hosts);

  return note != NULL ? note : find (self, MATCH_FEATURE, features);
}

/**
 * mt_server_notes_find_mail:
 * @self: notes
 * @hosts: (nullable) (array zero-terminated=1): hosts that take the mail of a domain
 *
 * Says whose customers a domain's people are when their own domain does not tell.
 *
 * Returns: (transfer none) (nullable): what is said of that kind of server; %NULL: it is not known
 */
const MtServerNote *
mt_server_notes_find_mail (MtServerNotes *self, const char *const *hosts)
{
  return find (self, MATCH_MAIL, hosts);
}

/**
 * mt_server_notes_get_general:
 * @self: notes
 *
 * Returns: (transfer none): what is said of servers of no known kind
 */
const MtServerNote *
mt_server_notes_get_general (MtServerNotes *self)
{
  return &self->general->note;
}

/**
 * mt_server_note_dup_settings:
 * @note: a note
 * @host: the server's host, with a port where it has one
 *
 * Returns: (transfer full) (nullable): the URL of the page where app passwords are made
 */
char *
mt_server_note_dup_settings (const MtServerNote *note, const char *host)
{
  g_autoptr (GString) url = NULL;

  if (note->settings == NULL)
    return NULL;
  url = g_string_new (note->settings);
  g_string_replace (url, "{host}", host, 0);
  return g_string_free (g_steal_pointer (&url), FALSE);
}
