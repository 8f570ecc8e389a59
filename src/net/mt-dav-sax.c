/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavSax: foreign XML as a stream of elements and characters, behind the gate. No tree is built
 * and no entity is known but the five of XML.
 */
#include "config.h"

#include "net/mt-dav-sax.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

#include "net/mt-dav-gate.h"
#include "net/mt-harmless.h"
#include "net/mt-net-error.h"

enum
{
  DEPTH_MAX = 32,
  WORDS_MAX = 120, /* of the parser, which names elements */
};

struct _MtDavSax
{
  const MtDavSaxFuncs *funcs; /* unowned: static */
  gpointer data;              /* unowned: the reader, which owns this */
  MtDavGate *gate;            /* owned */
  xmlParserCtxtPtr parser;    /* owned */
  guint depth;
  gboolean fed;    /* something other than white space has come */
  gboolean begun;  /* the start tag of the root has come */
  gboolean closed; /* the end tag of the root has come */
  GError *error;   /* owned: the first one */
};

static void
start_cb (void *user,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *uri,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  MtDavSax *self = user;
  g_autofree char *label = NULL;

  if (self->error)
    return;
  if (++self->depth > DEPTH_MAX)
    {
      g_set_error (&self->error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                   _ ("the answer has more than %d elements inside one another"), DEPTH_MAX);
      return;
    }
  self->begun = TRUE;
  for (int i = 0; i < n_attributes && !label; i++)
    if (strcmp ((const char *) attributes[5 * i], "name") == 0)
      label = g_strndup ((const char *) attributes[5 * i + 3],
                         attributes[5 * i + 4] - attributes[5 * i + 3]);
  self->funcs->start (mt_dav_ns_from_uri ((const char *) uri), (const char *) name, label,
                      self->data, &self->error);
}

static void
end_cb (void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  MtDavSax *self = user;

  if (self->error)
    return;
  self->funcs->end (self->data, &self->error);
  if (--self->depth == 0 && !self->error)
    self->closed = TRUE;
}

static void
text_cb (void *user, const xmlChar *text, int n)
{
  MtDavSax *self = user;

  if (!self->error)
    self->funcs->text ((const char *) text, n, self->data, &self->error);
}

static void
error_cb (void *user, xmlErrorPtr problem)
{
  MtDavSax *self = user;
  g_autofree char *text = NULL;

  /* Namespaces that nobody declared, and what follows the end, hurt nobody. */
  if (self->error || self->closed || problem->level < XML_ERR_ERROR ||
      problem->domain == XML_FROM_NAMESPACE)
    return;
  text = mt_harmless (problem->message ? problem->message : "", WORDS_MAX);
  g_set_error (&self->error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
               _ ("the answer is no well-formed XML (line %d: %s)"), problem->line, text);
}

/* No callback for entities, comments, processing instructions: they are passed over. */
static const xmlSAXHandler handler = {
  .initialized = XML_SAX2_MAGIC,
  .startElementNs = start_cb,
  .endElementNs = end_cb,
  .characters = text_cb,
  .ignorableWhitespace = text_cb,
  .cdataBlock = text_cb,
  .serror = error_cb,
};

/* A byte order mark, which the gate never cuts, and white space, which XML forbids there. */
static gsize
count_padding (const char *bytes, gsize n)
{
  gsize padding = 0;

  while (padding < n)
    if (g_ascii_isspace (bytes[padding]))
      padding++;
    else if (n - padding >= 3 && memcmp (bytes + padding, "\xef\xbb\xbf", 3) == 0)
      padding += 3;
    else
      break;
  return padding;
}

static gboolean
parse (const char *bytes, gsize n, gpointer data, GError **error)
{
  MtDavSax *self = data;

  if (!self->fed)
    {
      const gsize padding = count_padding (bytes, n);

      bytes += padding;
      n -= padding;
      self->fed = n > 0;
    }
  while (n > 0 && !self->error && !self->closed)
    {
      const int piece = MIN (n, 32 * 1024);

      if (xmlParseChunk (self->parser, bytes, piece, 0) != XML_ERR_OK && !self->error &&
          !self->closed && !self->parser->wellFormed)
        g_set_error_literal (&self->error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                             _ ("the answer is no well-formed XML"));
      bytes += piece;
      n -= piece;
    }
  if (self->error && error)
    *error = g_error_copy (self->error);
  return self->error == NULL;
}

/**
 * mt_dav_sax_new:
 * @funcs: (transfer none): what to do with what comes; outlives the parser
 * @data: for @funcs
 *
 * Returns: (transfer full): a parser that has seen nothing
 */
MtDavSax *
mt_dav_sax_new (const MtDavSaxFuncs *funcs, gpointer data)
{
  static gsize initialised = 0;
  MtDavSax *self = g_new0 (MtDavSax, 1);
  xmlSAXHandler copy = handler;

  if (g_once_init_enter (&initialised))
    {
      xmlInitParser ();
      g_once_init_leave (&initialised, 1);
    }
  self->funcs = funcs;
  self->data = data;
  self->gate = mt_dav_gate_new (parse, self);
  self->parser = xmlCreatePushParserCtxt (&copy, self, NULL, 0, NULL);
  if (!self->parser)
    g_error ("out of memory for an XML parser");
  /* What is declared does not count: the gate has made it UTF-8. */
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  return self;
}

/**
 * mt_dav_sax_free:
 * @self: (transfer full): a parser
 */
void
mt_dav_sax_free (MtDavSax *self)
{
  xmlFreeParserCtxt (self->parser);
  mt_dav_gate_free (self->gate);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * mt_dav_sax_feed:
 * @self: a parser
 * @bytes: the next bytes of the document
 * @n: how many
 * @error: return location
 *
 * Parses on. What follows the end of the root element is passed over.
 *
 * Returns: FALSE with MT_NET_ERROR_MALFORMED, MT_NET_ERROR_PORTAL or an error of a function; then
 *   nothing more can be parsed
 */
gboolean
mt_dav_sax_feed (MtDavSax *self, const char *bytes, gsize n, GError **error)
{
  GError *local = NULL;

  if (self->closed)
    return TRUE;
  if (!self->error && mt_dav_gate_feed (self->gate, bytes, n, &local))
    return TRUE;
  if (self->closed)
    {
      g_clear_error (&local);
      return TRUE;
    }
  if (!self->error)
    self->error = g_error_copy (local);
  g_clear_error (&local);
  if (error)
    *error = g_error_copy (self->error);
  return FALSE;
}

/**
 * mt_dav_sax_finish:
 * @self: a parser that has got everything
 * @error: return location
 *
 * Returns: whether the document came up to its end tag; else FALSE with MT_NET_ERROR_MALFORMED
 */
gboolean
mt_dav_sax_finish (MtDavSax *self, GError **error)
{
  if (self->closed)
    return TRUE;
  if (self->error)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                       self->begun ? _ ("the answer ends in the middle: it was cut off")
                                   : _ ("the answer is empty where XML was expected"));
  return FALSE;
}

/**
 * mt_dav_sax_is_complete:
 * @self: a parser
 *
 * Returns: whether the end tag of the root has come
 */
gboolean
mt_dav_sax_is_complete (const MtDavSax *self)
{
  return self->closed;
}

/**
 * mt_dav_sax_restore:
 * @self: a parser
 * @text: text that it gave
 *
 * Puts back in @text what XML could not hold.
 *
 * Returns: FALSE if that is not possible for all of it
 */
gboolean
mt_dav_sax_restore (const MtDavSax *self, GString *text)
{
  return mt_dav_gate_restore (self->gate, text);
}
