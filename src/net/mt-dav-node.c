/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavNode: one element of WebDAV XML with what is in it.
 */
#include "config.h"

#include "net/mt-dav-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-sax.h"
#include "net/mt-net-error.h"

enum
{
  NODES_MAX = 100000,
  TEXT_MAX = 32 * 1024 * 1024,
};

/* A short answer on its way into a tree. */
typedef struct
{
  MtDavSax *sax;    /* owned */
  MtDavNode *root;  /* owned */
  GPtrArray *open;  /* owned, of nodes below the root, outermost first */
  GPtrArray *lasts; /* owned: the last child of each of them so far */
  guint n_nodes;
  gsize n_text;
} Builder;

static const struct
{
  MtDavNs ns;
  const char *uri;
} namespaces[] = {
  { MT_DAV_NS_DAV, "DAV:" },
  { MT_DAV_NS_CALDAV, "urn:ietf:params:xml:ns:caldav" },
  { MT_DAV_NS_CS, "http://calendarserver.org/ns/" },
  { MT_DAV_NS_ICAL, "http://apple.com/ns/ical/" },
};

static gboolean
too_large (GError **error)
{
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE,
                       _ ("the answer is too large to be what was asked for"));
  return FALSE;
}

static gboolean
builder_start (MtDavNs ns, const char *name, const char *label, gpointer data, GError **error)
{
  Builder *self = data;
  MtDavNode *node;

  if (++self->n_nodes > NODES_MAX)
    return too_large (error);
  node = mt_dav_node_new (ns, name);
  node->label = g_strdup (label);
  if (self->open->len == 0)
    self->root = node;
  else
    {
      MtDavNode *parent = g_ptr_array_index (self->open, self->open->len - 1);
      MtDavNode *last = g_ptr_array_index (self->lasts, self->lasts->len - 1);

      if (last)
        last->next = node;
      else
        parent->children = node;
      g_ptr_array_index (self->lasts, self->lasts->len - 1) = node;
    }
  g_ptr_array_add (self->open, node);
  g_ptr_array_add (self->lasts, NULL);
  return TRUE;
}

static gboolean
builder_text (const char *text, gsize n, gpointer data, GError **error)
{
  Builder *self = data;
  MtDavNode *node;

  if (self->open->len == 0)
    return TRUE;
  if (n > TEXT_MAX - self->n_text)
    return too_large (error);
  self->n_text += n;
  node = g_ptr_array_index (self->open, self->open->len - 1);
  if (!node->text)
    node->text = g_string_new (NULL);
  g_string_append_len (node->text, text, n);
  return TRUE;
}

static gboolean
builder_end (gpointer data, GError **error)
{
  Builder *self = data;
  MtDavNode *node = g_ptr_array_index (self->open, self->open->len - 1);

  if (node->text)
    mt_dav_sax_restore (self->sax, node->text);
  g_ptr_array_set_size (self->open, self->open->len - 1);
  g_ptr_array_set_size (self->lasts, self->lasts->len - 1);
  return TRUE;
}

/**
 * mt_dav_node_new:
 * @ns: its namespace
 * @name: its local name
 *
 * Returns: (transfer full): an element with nothing in it
 */
MtDavNode *
mt_dav_node_new (MtDavNs ns, const char *name)
{
  MtDavNode *self = g_new0 (MtDavNode, 1);

  self->ns = ns;
  self->name = g_strdup (name);
  return self;
}

/**
 * mt_dav_node_free:
 * @self: (transfer full) (nullable): an element
 *
 * Frees it with all that is in it.
 */
void
mt_dav_node_free (MtDavNode *self)
{
  if (!self)
    return;
  while (self->children)
    {
      MtDavNode *child = self->children;

      self->children = child->next;
      mt_dav_node_free (child);
    }
  if (self->text)
    g_string_free (self->text, TRUE);
  g_free (self->label);
  g_free (self->name);
  g_free (self);
}

/**
 * mt_dav_node_parse:
 * @bytes: a short XML document, foreign
 * @n: its length
 * @error: return location
 *
 * Reads an answer that is no multistatus, behind the same gate.
 *
 * Returns: (transfer full): its root; NULL with MT_NET_ERROR_MALFORMED, MT_NET_ERROR_PORTAL or
 *   MT_NET_ERROR_TOO_LARGE
 */
MtDavNode *
mt_dav_node_parse (const char *bytes, gsize n, GError **error)
{
  static const MtDavSaxFuncs funcs = { builder_start, builder_text, builder_end };
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GPtrArray) lasts = g_ptr_array_new ();
  Builder builder = { .open = open, .lasts = lasts };
  g_autoptr (MtDavSax) sax = mt_dav_sax_new (&funcs, &builder);

  builder.sax = sax;
  if (mt_dav_sax_feed (sax, bytes, n, error) && mt_dav_sax_finish (sax, error))
    return builder.root;
  mt_dav_node_free (builder.root);
  return NULL;
}

/**
 * mt_dav_node_is:
 * @self: (nullable): an element
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: whether it is of that name
 */
gboolean
mt_dav_node_is (const MtDavNode *self, MtDavNs ns, const char *name)
{
  return self && self->ns == ns && strcmp (self->name, name) == 0;
}

/**
 * mt_dav_node_child:
 * @self: (nullable): an element
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: (transfer none) (nullable): the first child of that name
 */
const MtDavNode *
mt_dav_node_child (const MtDavNode *self, MtDavNs ns, const char *name)
{
  const MtDavNode *node = self ? self->children : NULL;

  while (node && !mt_dav_node_is (node, ns, name))
    node = node->next;
  return node;
}

/**
 * mt_dav_node_next:
 * @self: (nullable): an element
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: (transfer none) (nullable): the next sibling of that name
 */
const MtDavNode *
mt_dav_node_next (const MtDavNode *self, MtDavNs ns, const char *name)
{
  const MtDavNode *node = self ? self->next : NULL;

  while (node && !mt_dav_node_is (node, ns, name))
    node = node->next;
  return node;
}

/**
 * mt_dav_node_descend:
 * @self: (nullable): an element
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: (transfer none) (nullable): the first element of that name in it, at any depth, itself
 *   included
 */
const MtDavNode *
mt_dav_node_descend (const MtDavNode *self, MtDavNs ns, const char *name)
{
  if (!self || mt_dav_node_is (self, ns, name))
    return self;
  for (const MtDavNode *child = self->children; child; child = child->next)
    {
      const MtDavNode *found = mt_dav_node_descend (child, ns, name);

      if (found)
        return found;
    }
  return NULL;
}

/**
 * mt_dav_node_dup_text:
 * @self: (nullable): an element
 *
 * Returns: (transfer full) (nullable): its own characters without white space around them, valid
 *   UTF-8; NULL if there are none
 */
char *
mt_dav_node_dup_text (const MtDavNode *self)
{
  g_autofree char *text = NULL;

  if (!self || !self->text)
    return NULL;
  text = g_utf8_make_valid (self->text->str, MIN (self->text->len, strlen (self->text->str)));
  g_strstrip (text);
  return *text ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How many line feeds stand without a carriage return. */
static gsize
count_bare (const char *text, gsize n)
{
  gsize count = 0;

  for (const char *at = text; (at = memchr (at, '\n', text + n - at)); at++)
    count += at == text || at[-1] != '\r';
  return count;
}

static GBytes *
end_lines (const char *text, gsize n, gsize n_bare)
{
  const char *end = text + n;
  char *bytes = g_malloc (n + n_bare + 2);
  char *to = bytes;

  while (text < end)
    {
      const char *line = memchr (text, '\n', end - text);
      const gsize length = (line ? line : end) - text;

      memcpy (to, text, length);
      to += length;
      text += length;
      if (!line)
        break;
      if (length == 0 || to[-1] != '\r')
        *to++ = '\r';
      *to++ = '\n';
      text++;
    }
  *to++ = '\r';
  *to++ = '\n';
  return g_bytes_new_take (bytes, to - bytes);
}

/**
 * mt_dav_node_steal_calendar:
 * @self: (nullable): an element whose text is iCalendar; loses it
 *
 * XML makes a line feed of each end of a line, and servers indent: both are undone, so that these
 * are the bytes that a GET would give.
 *
 * Returns: (transfer full) (nullable): the text with CRLF at the end of each line; NULL if there is
 *   none
 *
 * Source: RFC 4791 section 9.6, XML 1.0 section 2.11
 */
GBytes *
mt_dav_node_steal_calendar (MtDavNode *self)
{
  g_autoptr (GString) text = NULL;
  gsize from = 0;
  gsize n_bare;
  gsize length;

  if (!self || !self->text)
    return NULL;
  text = g_steal_pointer (&self->text);
  while (from < text->len && is_space (text->str[from]))
    from++;
  while (text->len > from && is_space (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  if (text->len == from)
    return NULL;

  n_bare = count_bare (text->str + from, text->len - from);
  if (n_bare > 0 || from > 0)
    return end_lines (text->str + from, text->len - from, n_bare);
  g_string_append (text, "\r\n");
  length = text->len;
  /* It grew by doubling: what is kept for long should not hold twice its size. */
  return g_bytes_new_take (g_realloc (g_string_free (g_steal_pointer (&text), FALSE), length),
                           length);
}

/**
 * mt_dav_ns_to_uri:
 * @ns: a namespace other than MT_DAV_NS_OTHER
 *
 * Returns: (transfer none): its URI
 */
const char *
mt_dav_ns_to_uri (MtDavNs ns)
{
  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    if (namespaces[i].ns == ns)
      return namespaces[i].uri;
  return "";
}

/**
 * mt_dav_ns_from_uri:
 * @uri: (nullable): a URI
 *
 * Returns: which of the known namespaces that is
 */
MtDavNs
mt_dav_ns_from_uri (const char *uri)
{
  for (guint i = 0; uri && i < G_N_ELEMENTS (namespaces); i++)
    if (strcmp (namespaces[i].uri, uri) == 0)
      return namespaces[i].ns;
  return MT_DAV_NS_OTHER;
}
