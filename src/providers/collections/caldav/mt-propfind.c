/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * PROPFIND with an eye on everything that is not an answer to it: servers answer 200 with a web
 * page, or 207 without an end.
 */
#include "config.h"

#include "providers/collections/caldav/mt-propfind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-url.h"

#define STATUS_MULTISTATUS 207
#define MAX_HREFS 1000

/**
 * mt_propfind_from_clear:
 * @self: where an answer came from
 *
 * Frees what is in it.
 */
void
mt_propfind_from_clear (MtPropfindFrom *self)
{
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->features, g_strfreev);
}

/**
 * mt_propfind_read_features:
 * @response: an answer
 *
 * Returns: (transfer full): the words of its DAV header, in lower case
 *
 * Source: RFC 4918 10.1
 */
char **
mt_propfind_read_features (const MtResponse *response)
{
  const char *header = mt_response_get_header (response, "DAV");
  g_autofree char *lower = g_ascii_strdown (header != NULL ? header : "", -1);
  g_auto (GStrv) words = g_strsplit (lower, ",", 200);
  g_autoptr (GStrvBuilder) features = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_strv_builder_add (features, words[i]);
  return g_strv_builder_end (features);
}

static gboolean
check_multistatus (const MtResponse *response, GError **error)
{
  g_autofree char *host = NULL;

  if (!mt_response_check (response, error))
    return FALSE;
  if (mt_response_get_status (response) == STATUS_MULTISTATUS)
    return TRUE;
  host = mt_url_get_host (mt_response_get_url (response));
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
               _ ("%s: the server answers, but not as a calendar server does"), host);
  return FALSE;
}

static gboolean
take_answer (const MtResponse *response,
             MtMultistatus *answer,
             MtPropfindFrom *from,
             GError **error)
{
  mt_propfind_from_clear (from);
  from->url = g_strdup (mt_response_get_url (response));
  from->features = mt_propfind_read_features (response);
  return check_multistatus (response, error) && mt_multistatus_finish (answer, error);
}

/**
 * mt_propfind:
 * @http: a client
 * @url: whose properties
 * @depth: "0" or "1"
 * @names: (array length=n_names): the properties
 * @n_names: how many
 * @func: (scope call): takes each response
 * @data: for @func
 * @from: where the answer came from; filled even if it was none
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Asks for properties.
 *
 * Source: RFC 4918 9.1
 *
 * Returns: %TRUE when the answer came whole; %FALSE with an %MT_NET_ERROR or what @func said
 */
gboolean
mt_propfind (MtHttp *http,
             const char *url,
             const char *depth,
             const MtDavName *names,
             guint n_names,
             MtMultistatusFunc func,
             gpointer data,
             MtPropfindFrom *from,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (func, data);
  g_autofree char *body = mt_dav_xml_propfind (names, n_names);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_depth (request, depth);
  mt_request_set_text (request, MT_DAV_XML_TYPE, body);
  mt_request_set_follow_site (request, TRUE);
  mt_request_set_sink (request, mt_multistatus_sink, answer);
  response = mt_http_send (http, request, cancellable, error);
  return response != NULL && take_answer (response, answer, from, error);
}

/**
 * mt_dav_node_dup_hrefs:
 * @node: (nullable): a property
 *
 * Returns: (transfer full): the text of each `href` in it, at most 1000
 */
char **
mt_dav_node_dup_hrefs (const MtDavNode *node)
{
  g_autoptr (GStrvBuilder) hrefs = g_strv_builder_new ();
  const MtDavNode *href = node != NULL ? mt_dav_node_child (node, MT_DAV_NS_DAV, "href") : NULL;

  for (guint i = 0; href != NULL && i < MAX_HREFS; i++)
    {
      g_autofree char *text = mt_dav_node_dup_text (href);

      if (text != NULL && *g_strstrip (text) != '\0')
        g_strv_builder_add (hrefs, text);
      href = mt_dav_node_next (href, MT_DAV_NS_DAV, "href");
    }
  return g_strv_builder_end (hrefs);
}
