/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMultistatus: reads a 207 answer as it comes, one response at a time.
 *
 * Source: RFC 4918 sections 13 and 14, RFC 6578 section 6.4
 */
#include "config.h"

#include "net/mt-multistatus.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-sax.h"
#include "net/mt-net-error.h"

enum
{
  DEPTH_MAX = 33,
  TEXT_MAX = 8 * 1024 * 1024, /* of one property: no item is larger */
  WORDS_MAX = 4096,           /* of an href, a status, a token, a description */
  NODES_MAX = 20000,          /* of one response */
};

/* Where the parser is. */
typedef enum
{
  PLACE_OUTSIDE,
  PLACE_ROOT,
  PLACE_RESPONSE,
  PLACE_PROPSTAT,
  PLACE_PROP,
  PLACE_NODE,  /* a property, or an error, which becomes a tree */
  PLACE_WORDS, /* an element of plain text */
  PLACE_SKIPPED,
} Place;

struct _MtMultistatus
{
  MtMultistatusFunc func;
  gpointer data;
  MtDavSax *sax; /* owned */

  Place places[DEPTH_MAX];
  guint depth;
  MtDavNode *nodes[DEPTH_MAX]; /* unowned: the open ones, by depth */
  MtDavNode *lasts[DEPTH_MAX]; /* unowned: the last child of each so far */
  GString *words;              /* owned */
  char *words_of;              /* owned: the element they stand in */
  gboolean words_cut;          /* there are more than are ever needed: they say nothing */

  MtDavResponse *response; /* owned, nullable: the one under way */
  GPtrArray *hrefs;        /* owned, its further hrefs */
  guint n_nodes;           /* of it */
  guint n_props_before;    /* before the propstat under way */
  guint propstat_status;

  char *sync_token;  /* owned */
  char *description; /* owned */
};

/* "HTTP/1.1 200 OK": the number, 0 if there is none. */
static guint
parse_status (const char *line)
{
  const char *at = g_str_has_prefix (line, "HTTP/") ? strchr (line, ' ') : line;

  while (at && *at == ' ')
    at++;
  if (!at || !g_ascii_isdigit (at[0]) || !g_ascii_isdigit (at[1]) || !g_ascii_isdigit (at[2]) ||
      g_ascii_isdigit (at[3]))
    return 0;
  return (at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0');
}

static gboolean
begin_root (MtDavNs ns, const char *name, GError **error)
{
  if (ns == MT_DAV_NS_DAV && strcmp (name, "multistatus") == 0)
    return TRUE;
  if (g_ascii_strcasecmp (name, "html") == 0)
    g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_PORTAL,
                         _ ("the answer is a web page, not calendar data: sign in to the network "
                            "in a browser, or check the address"));
  else
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                 _ ("the answer begins with “%.40s” where “multistatus” was expected"), name);
  return FALSE;
}

static Place
begin_words (MtMultistatus *self, const char *name)
{
  g_string_truncate (self->words, 0);
  self->words_cut = FALSE;
  g_free (self->words_of);
  self->words_of = g_strdup (name);
  return PLACE_WORDS;
}

/* A property or something in it. */
static Place
begin_node (MtMultistatus *self, MtDavNs ns, const char *name, const char *label)
{
  MtDavNode *parent = self->nodes[self->depth - 1];
  MtDavNode *node;

  if (self->n_nodes++ >= NODES_MAX)
    {
      self->response->damaged = TRUE;
      return PLACE_SKIPPED;
    }
  node = mt_dav_node_new (ns, name);
  node->label = g_strdup (label);
  if (!parent)
    mt_dav_response_add (self->response, node);
  else if (self->lasts[self->depth - 1])
    self->lasts[self->depth - 1]->next = node;
  else
    parent->children = node;
  if (parent)
    self->lasts[self->depth - 1] = node;
  self->nodes[self->depth] = node;
  self->lasts[self->depth] = NULL;
  return PLACE_NODE;
}

/* DAV:error: kept beside the properties, for the first one that came. */
static Place
begin_error (MtMultistatus *self)
{
  if (self->response->error)
    return PLACE_SKIPPED;
  self->response->error = mt_dav_node_new (MT_DAV_NS_DAV, "error");
  self->nodes[self->depth] = self->response->error;
  self->lasts[self->depth] = NULL;
  return PLACE_NODE;
}

static Place
begin_in_root (MtMultistatus *self, const char *name)
{
  if (strcmp (name, "response") == 0)
    {
      self->response = mt_dav_response_new ();
      self->n_nodes = 0;
      return PLACE_RESPONSE;
    }
  if (strcmp (name, "sync-token") == 0 || strcmp (name, "responsedescription") == 0)
    return begin_words (self, name);
  return PLACE_SKIPPED;
}

static Place
begin_in_response (MtMultistatus *self, const char *name)
{
  if (strcmp (name, "propstat") == 0)
    {
      self->n_props_before = self->response->props->len;
      self->propstat_status = 0;
      return PLACE_PROPSTAT;
    }
  if (strcmp (name, "href") == 0 || strcmp (name, "status") == 0 ||
      strcmp (name, "responsedescription") == 0)
    return begin_words (self, name);
  return strcmp (name, "error") == 0 ? begin_error (self) : PLACE_SKIPPED;
}

static Place
begin_in_propstat (MtMultistatus *self, const char *name)
{
  if (strcmp (name, "prop") == 0)
    return PLACE_PROP;
  if (strcmp (name, "status") == 0 || strcmp (name, "responsedescription") == 0)
    return begin_words (self, name);
  return strcmp (name, "error") == 0 ? begin_error (self) : PLACE_SKIPPED;
}

static gboolean
start (MtDavNs ns, const char *name, const char *label, gpointer data, GError **error)
{
  MtMultistatus *self = data;
  const Place outer = self->places[self->depth];
  Place inner = PLACE_SKIPPED;

  self->depth++;
  self->nodes[self->depth] = NULL;
  if (outer == PLACE_OUTSIDE)
    {
      if (!begin_root (ns, name, error))
        return FALSE;
      inner = PLACE_ROOT;
    }
  else if (outer == PLACE_PROP || outer == PLACE_NODE)
    inner = begin_node (self, ns, name, label);
  else if (ns == MT_DAV_NS_DAV && outer == PLACE_ROOT)
    inner = begin_in_root (self, name);
  else if (ns == MT_DAV_NS_DAV && outer == PLACE_RESPONSE)
    inner = begin_in_response (self, name);
  else if (ns == MT_DAV_NS_DAV && outer == PLACE_PROPSTAT)
    inner = begin_in_propstat (self, name);
  self->places[self->depth] = inner;
  return TRUE;
}

static gboolean
text (const char *bytes, gsize n, gpointer data, GError **error)
{
  MtMultistatus *self = data;
  const Place place = self->places[self->depth];

  if (place == PLACE_NODE)
    {
      MtDavNode *node = self->nodes[self->depth];

      if (!node->text)
        node->text = g_string_sized_new (MAX (n, 64));
      if (n <= TEXT_MAX - node->text->len)
        g_string_append_len (node->text, bytes, n);
      else
        self->response->damaged = TRUE;
    }
  else if (place == PLACE_WORDS && n <= WORDS_MAX - self->words->len)
    g_string_append_len (self->words, bytes, n);
  else if (place == PLACE_WORDS)
    self->words_cut = TRUE;
  return TRUE;
}

static void
take_words_of_response (MtMultistatus *self, char *words)
{
  MtDavResponse *response = self->response;

  if (strcmp (self->words_of, "href") == 0 && !response->href)
    response->href = words;
  else if (strcmp (self->words_of, "href") == 0)
    g_ptr_array_add (self->hrefs, words);
  else
    {
      if (strcmp (self->words_of, "status") == 0)
        response->status = parse_status (words);
      else if (!response->description)
        response->description = g_steal_pointer (&words);
      g_free (words);
    }
}

/* Text that is complete, in the element that is around it. */
static void
take_words (MtMultistatus *self)
{
  const Place outer = self->places[self->depth - 1];
  char *words;

  if (self->words_cut)
    return;
  if (!mt_dav_sax_restore (self->sax, self->words) && self->response)
    self->response->damaged = TRUE;
  words = g_strstrip (g_utf8_make_valid (self->words->str, -1));
  if (outer == PLACE_RESPONSE)
    {
      take_words_of_response (self, words);
      return;
    }
  if (outer == PLACE_PROPSTAT && strcmp (self->words_of, "status") == 0)
    self->propstat_status = parse_status (words);
  else if (outer == PLACE_PROPSTAT && !self->response->description)
    self->response->description = g_steal_pointer (&words);
  else if (outer == PLACE_ROOT)
    {
      char **to =
          strcmp (self->words_of, "sync-token") == 0 ? &self->sync_token : &self->description;

      g_free (*to);
      *to = g_steal_pointer (&words);
    }
  g_free (words);
}

/* The status may come before the properties or after them. */
static void
end_propstat (MtMultistatus *self)
{
  GPtrArray *props = self->response->props;

  for (guint i = self->n_props_before; i < props->len; i++)
    ((MtDavProp *) g_ptr_array_index (props, i))->status = self->propstat_status;
}

/* Several hrefs may share one status. */
static gboolean
end_response (MtMultistatus *self, GError **error)
{
  MtDavResponse *response = self->response;
  gboolean ok = TRUE;

  if (response->href)
    ok = self->func (response, self->data, error);
  for (guint i = 0; ok && i < self->hrefs->len; i++)
    {
      g_free (response->href);
      response->href = g_strdup (g_ptr_array_index (self->hrefs, i));
      ok = self->func (response, self->data, error);
    }
  g_ptr_array_set_size (self->hrefs, 0);
  g_clear_pointer (&self->response, mt_dav_response_free);
  return ok;
}

static gboolean
end (gpointer data, GError **error)
{
  MtMultistatus *self = data;
  gboolean ok = TRUE;

  switch (self->places[self->depth])
    {
    case PLACE_RESPONSE:
      ok = end_response (self, error);
      break;
    case PLACE_PROPSTAT:
      end_propstat (self);
      break;
    case PLACE_NODE:
      if (self->nodes[self->depth]->text &&
          !mt_dav_sax_restore (self->sax, self->nodes[self->depth]->text))
        self->response->damaged = TRUE;
      break;
    case PLACE_WORDS:
      take_words (self);
      break;
    case PLACE_OUTSIDE:
    case PLACE_ROOT:
    case PLACE_PROP:
    case PLACE_SKIPPED:
      break;
    }
  self->depth--;
  return ok;
}

/**
 * mt_multistatus_new:
 * @func: called for each response as soon as it is complete; the response is its caller's, but the
 *   error and the nodes' texts may be stolen. May return FALSE with an error to stop
 * @data: for @func
 *
 * Returns: (transfer full): a reader that has read nothing
 */
MtMultistatus *
mt_multistatus_new (MtMultistatusFunc func, gpointer data)
{
  static const MtDavSaxFuncs funcs = { start, text, end };
  MtMultistatus *self = g_new0 (MtMultistatus, 1);

  self->func = func;
  self->data = data;
  self->sax = mt_dav_sax_new (&funcs, self);
  self->words = g_string_new (NULL);
  self->hrefs = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * mt_multistatus_free:
 * @self: (transfer full): a reader
 */
void
mt_multistatus_free (MtMultistatus *self)
{
  mt_dav_sax_free (self->sax);
  mt_dav_response_free (self->response);
  g_ptr_array_unref (self->hrefs);
  g_string_free (self->words, TRUE);
  g_free (self->words_of);
  g_free (self->sync_token);
  g_free (self->description);
  g_free (self);
}

/**
 * mt_multistatus_feed:
 * @self: a reader
 * @bytes: the next bytes of the answer
 * @n: how many
 * @error: return location
 *
 * Reads on. Responses that were complete before an error stand.
 *
 * Returns: FALSE with MT_NET_ERROR_MALFORMED, MT_NET_ERROR_PORTAL (a web page) or an error of the
 *   function
 */
gboolean
mt_multistatus_feed (MtMultistatus *self, const char *bytes, gsize n, GError **error)
{
  return mt_dav_sax_feed (self->sax, bytes, n, error);
}

/**
 * mt_multistatus_sink:
 * @bytes: the next bytes of the answer
 * @n: how many
 * @self: an #MtMultistatus
 * @error: return location
 *
 * mt_multistatus_feed() as a sink of mt_request_set_sink().
 *
 * Returns: as mt_multistatus_feed()
 */
gboolean
mt_multistatus_sink (const char *bytes, gsize n, gpointer self, GError **error)
{
  return mt_multistatus_feed (self, bytes, n, error);
}

/**
 * mt_multistatus_finish:
 * @self: a reader that has got everything
 * @error: return location
 *
 * A connection that is cut often looks like the end of an answer: this tells.
 *
 * Returns: whether the answer came up to its end tag; else FALSE with MT_NET_ERROR_MALFORMED
 */
gboolean
mt_multistatus_finish (MtMultistatus *self, GError **error)
{
  return mt_dav_sax_finish (self->sax, error);
}

/**
 * mt_multistatus_is_complete:
 * @self: a reader
 *
 * Returns: whether the end tag has come
 */
gboolean
mt_multistatus_is_complete (const MtMultistatus *self)
{
  return mt_dav_sax_is_complete (self->sax);
}

/**
 * mt_multistatus_get_sync_token:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the token behind the responses
 */
const char *
mt_multistatus_get_sync_token (const MtMultistatus *self)
{
  return self->sync_token && *self->sync_token ? self->sync_token : NULL;
}
