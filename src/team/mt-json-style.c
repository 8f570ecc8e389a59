/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonStyle: how a JSON file is laid out: what most of its lines do.
 */
#include "config.h"

#include "team/mt-json-style.h"

#include <string.h>

#define SMALL_DEPTH 3 /* below a person of a team file */

/* Members that have, or have not, blanks on the same sides of their colon. */
typedef struct
{
  guint n;
  const char *text; /* unowned, of the file, nullable: the shortest of them */
  gsize length;
} Colon;

enum
{
  COLON_TIGHT,
  COLON_AFTER, /* a blank after it */
  COLON_BEFORE,
  COLON_AROUND,
  N_COLONS
};

typedef struct
{
  gint expanded;   /* containers with line breaks less those without */
  gint gap;        /* within a line: blanks after commas less commas without */
  gint pad_object; /* likewise inside { } */
  gint pad_array;  /* likewise inside [ ] */
  gboolean any_gap;
  Colon colons[N_COLONS];
} Votes;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static gboolean
is_container (const MtJsonNode *node)
{
  return node->kind == MT_JSON_OBJECT || node->kind == MT_JSON_ARRAY;
}

/**
 * mt_json_style_before:
 * @self: a style
 * @child: a member or element of its file
 *
 * Returns: (transfer full): the blanks before it, from the comma or bracket on
 */
char *
mt_json_style_before (const MtJsonStyle *self, const MtJsonNode *child)
{
  const gsize end = child->key != NULL ? child->key_start : child->start;
  gsize start = end;

  while (start > 0 && is_blank (self->data[start - 1]))
    start--;
  return g_strndup (self->data + start, end - start);
}

/**
 * mt_json_style_after:
 * @self: a style
 * @child: a member or element of its file
 *
 * Returns: (transfer full): the blanks after it, up to the comma or bracket
 */
char *
mt_json_style_after (const MtJsonStyle *self, const MtJsonNode *child)
{
  const gsize limit = child->parent->end;
  gsize end = child->end;

  while (end < limit && is_blank (self->data[end]))
    end++;
  return g_strndup (self->data + child->end, end - child->end);
}

static void
vote_child (const MtJsonStyle *self, const MtJsonNode *child, Votes *votes)
{
  g_autofree char *before = mt_json_style_before (self, child);
  const gboolean blank = before[0] != '\0';

  if (strchr (before, '\n') != NULL)
    return;
  if (child != child->parent->first)
    {
      votes->gap += blank ? 1 : -1;
      votes->any_gap = TRUE;
    }
  else if (child->parent->kind == MT_JSON_OBJECT)
    {
      votes->pad_object += blank ? 1 : -1;
    }
  else
    {
      votes->pad_array += blank ? 1 : -1;
    }
}

static void
vote_colon (const MtJsonStyle *self, const MtJsonNode *child, Votes *votes)
{
  const char *text = self->data + child->key_end;
  const gsize length = child->key != NULL ? child->start - child->key_end : 0;
  Colon *colon;

  if (length == 0 || memchr (text, '\n', length) != NULL)
    return;
  colon = &votes->colons[(is_blank (text[0]) ? COLON_BEFORE : 0) +
                         (is_blank (text[length - 1]) ? COLON_AFTER : 0)];
  colon->n++;
  if (colon->text != NULL && colon->length <= length)
    return;
  colon->text = text;
  colon->length = length;
}

/* As most members have it; of those the shortest, as a file that lines values up still has one
 * short. */
static char *
find_colon (const Votes *votes)
{
  const Colon *most = &votes->colons[COLON_AFTER];

  for (guint i = 0; i < N_COLONS; i++)
    if (votes->colons[i].n > most->n)
      most = &votes->colons[i];
  return most->text != NULL ? g_strndup (most->text, most->length) : g_strdup (": ");
}

static void
vote (const MtJsonStyle *self, const MtJsonNode *node, guint depth, Votes *votes)
{
  if (depth >= SMALL_DEPTH && is_container (node) && node->first != NULL)
    votes->expanded +=
        memchr (self->data + node->start, '\n', node->end - node->start) != NULL ? 1 : -1;
  for (const MtJsonNode *child = node->first; child != NULL; child = child->next)
    {
      vote_child (self, child, votes);
      vote_colon (self, child, votes);
      vote (self, child, depth + 1, votes);
    }
}

/* What the members of the root are indented by: nothing, where lines begin with them. */
static char *
find_unit (const MtJsonStyle *self)
{
  const char *found = "  ";

  for (const MtJsonNode *child = self->root->first; child != NULL; child = child->next)
    {
      g_autofree char *before = mt_json_style_before (self, child);
      const char *feed = strrchr (before, '\n');

      if (feed != NULL && feed[1] != '\0')
        return g_strdup (feed + 1);
      if (feed != NULL)
        found = "";
    }
  return g_strdup (found);
}

static gboolean
has_only_ascii (const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if ((guchar) data[i] >= 0x80)
      return FALSE;
  return g_strstr_len (data, (gssize) size, "\\u") != NULL;
}

/**
 * mt_json_style_init:
 * @self: (out caller-allocates): a style
 * @data: the bytes of a file; must outlive @self
 * @root: the tree read from it without a fault; likewise
 *
 * Finds out how the file is laid out.
 */
void
mt_json_style_init (MtJsonStyle *self, const char *data, const MtJsonNode *root)
{
  const gsize size = root->end - root->start;
  const char *feed = memchr (data + root->start, '\n', size);
  Votes votes = { 0 };

  *self = (MtJsonStyle){ .data = data, .root = root };
  vote (self, root, 0, &votes);
  self->newline = feed != NULL && feed > data && feed[-1] == '\r' ? "\r\n" : "\n";
  self->one_line = feed == NULL;
  self->expand = votes.expanded > 0;
  self->unit = find_unit (self);
  self->colon = find_colon (&votes);
  if (votes.any_gap)
    self->gap = votes.gap > 0 ? " " : "";
  else
    self->gap = is_blank (self->colon[strlen (self->colon) - 1]) ? " " : "";
  self->pad_object = votes.pad_object > 0 ? " " : "";
  self->pad_array = votes.pad_array > 0 ? " " : "";
  self->ascii = has_only_ascii (data + root->start, size);
}

/**
 * mt_json_style_clear:
 * @self: a style
 *
 * Frees what it owns.
 */
void
mt_json_style_clear (MtJsonStyle *self)
{
  g_free (self->unit);
  g_free (self->colon);
}

static void
write_escaped (gunichar c, GString *out)
{
  if (c >= 0x10000)
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                            0xdc00 + ((c - 0x10000) & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04x", c);
}

/**
 * mt_json_style_write_string:
 * @self: a style
 * @text: valid UTF-8
 * @out: what to append to
 *
 * Writes a string with its quotes, escaping what must be, and other characters than ASCII where the
 * file does. Source: RFC 8259 section 7.
 */
void
mt_json_style_write_string (const MtJsonStyle *self, const char *text, GString *out)
{
  static const char escaped[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      const char *found = c < 0x80 ? strchr (escaped, (gint) c) : NULL;

      if (found != NULL)
        g_string_append_printf (out, "\\%c", letters[found - escaped]);
      else if (c < 0x20 || (c >= 0x80 && self->ascii))
        write_escaped (c, out);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

/* Members of an object stand on lines of their own, not after an empty one. */
static char *
squeeze (const MtJsonStyle *self, const MtJsonNode *like, const char *before)
{
  const char *feed = strrchr (before, '\n');

  if (feed == NULL || like->kind != MT_JSON_OBJECT)
    return g_strdup (before);
  return g_strconcat (self->newline, feed + 1, NULL);
}

/**
 * mt_json_style_between:
 * @self: a style
 * @like: a container of the file, not empty
 * @path: (element-type utf8): where it stands, for one with a single child
 *
 * Returns: (transfer full): the blanks that a further child of it has before it
 */
char *
mt_json_style_between (const MtJsonStyle *self, const MtJsonNode *like, const GPtrArray *path)
{
  g_autofree char *found = NULL;
  const MtJsonNode *other;

  for (const MtJsonNode *child = like->first->next; child != NULL; child = child->next)
    {
      g_autofree char *before = mt_json_style_before (self, child);

      if (found == NULL || strchr (before, '\n') != NULL)
        {
          g_free (found);
          found = squeeze (self, like, before);
        }
    }
  if (found != NULL)
    return g_steal_pointer (&found);
  found = mt_json_style_before (self, like->first);
  if (strchr (found, '\n') != NULL)
    return squeeze (self, like, found);
  other = mt_json_style_find_like (self, path, like->kind);
  if (other != NULL && other != like && other->n_children > 1)
    return mt_json_style_between (self, other, path);
  return g_strdup (self->gap);
}

/* The best of its kind below `node`: one that shows what stands between children. */
static const MtJsonNode *
find_below (const MtJsonNode *node, const GPtrArray *path, guint at, MtJsonKind kind)
{
  const MtJsonNode *best = NULL;

  if (at == path->len)
    return node->kind == kind && node->first != NULL ? node : NULL;
  for (const MtJsonNode *child = node->first; child != NULL; child = child->next)
    {
      const char *step = child->key != NULL ? child->key : "";
      const MtJsonNode *found = NULL;

      if (g_str_equal (step, g_ptr_array_index (path, at)))
        found = find_below (child, path, at + 1, kind);
      if (found != NULL && (best == NULL || found->n_children > 1))
        best = found;
      if (best != NULL && best->n_children > 1)
        return best;
    }
  return best;
}

/**
 * mt_json_style_find_like:
 * @self: a style
 * @path: (element-type utf8): keys from the root on, "" for an element of an array
 * @kind: object or array
 *
 * Looks for an example: a value at that place, of anybody.
 *
 * Returns: (transfer none) (nullable): one with two children or more if there is one; never an
 *   empty one
 */
const MtJsonNode *
mt_json_style_find_like (const MtJsonStyle *self, const GPtrArray *path, MtJsonKind kind)
{
  return find_below (self->root, path, 0, kind);
}
