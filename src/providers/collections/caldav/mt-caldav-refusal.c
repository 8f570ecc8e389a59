/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether a change was done, and if not, whether somebody else's change stands against it (then
 * both sides are shown) or the server does not accept it at all (then it is the same next time).
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-request.h"
#include "net/mt-response.h"
#include "net/mt-url.h"

/* A search for the item that has a UID. */
typedef struct
{
  MtCaldav *caldav;
  const char *uid;
  char *name; /* owned, nullable */
} Search;

/* The value of the first property of that name, unfolded. */
static char *
find_value (GBytes *bytes, const char *name)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = g_strndup (data, n);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const gsize length = strlen (name);

  for (guint i = 0; lines[i]; i++)
    {
      g_autoptr (GString) value = NULL;

      if (g_ascii_strncasecmp (lines[i], name, length) != 0 ||
          (lines[i][length] != ':' && lines[i][length] != ';') || !strchr (lines[i], ':'))
        continue;
      value = g_string_new (g_strchomp (strchr (lines[i], ':') + 1));
      for (i++; lines[i] && (*lines[i] == ' ' || *lines[i] == '\t'); i++)
        g_string_append (value, g_strchomp (lines[i] + 1));
      return g_string_free (g_steal_pointer (&value), FALSE);
    }
  return NULL;
}

static const char *
find_component (GBytes *bytes)
{
  static const char *const kinds[][2] = {
    { "BEGIN:VEVENT", "VEVENT" },
    { "BEGIN:VTODO", "VTODO" },
    { "BEGIN:VJOURNAL", "VJOURNAL" },
  };
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strstr_len (data, n, kinds[i][0]))
      return kinds[i][1];
  return NULL;
}

/* Servers filter in ways of their own: what comes is looked at. */
static gboolean
take_found (MtDavResponse *response, gpointer data, GError **error)
{
  Search *self = data;
  g_autofree char *name = mt_caldav_names_read (self->caldav->names, response->href);
  g_autoptr (GBytes) bytes = mt_dav_node_steal_calendar (
      mt_dav_response_find (response, MT_DAV_NS_CALDAV, "calendar-data"));
  g_autofree char *uid = bytes ? find_value (bytes, "UID") : NULL;

  if (name && *name && !self->name && g_strcmp0 (uid, self->uid) == 0)
    self->name = g_steal_pointer (&name);
  return TRUE;
}

/* Asks which item has the UID, for servers that only say that one has. */
static char *
find_twin (MtCaldav *self, GBytes *sent, GCancellable *cancellable)
{
  g_autofree char *uid = find_value (sent, "UID");
  const char *component = find_component (sent);
  Search search = { self, uid, NULL };
  g_autofree char *body = NULL;

  if (!uid || !component)
    return NULL;
  body = mt_dav_xml_uid_query (component, uid);
  /* Without an answer it stays unknown. */
  mt_caldav_ask (self, "REPORT", "1", body, take_found, &search, cancellable, NULL);
  return search.name;
}

/* The condition of CalDAV that did not hold. */
static const MtDavNode *
find_condition (const MtDavNode *root)
{
  const MtDavNode *node = root ? root->children : NULL;

  while (node && node->ns != MT_DAV_NS_CALDAV)
    node = node->next;
  return node;
}

static gboolean
is_about_uid (const MtDavNode *condition)
{
  return mt_dav_node_is (condition, MT_DAV_NS_CALDAV, "no-uid-conflict") ||
         mt_dav_node_is (condition, MT_DAV_NS_CALDAV, "unique-scheduling-object-resource");
}

static void
note_twin (MtCaldav *self, const MtDavNode *condition, GBytes *sent, GCancellable *cancellable)
{
  g_autofree char *href =
      mt_dav_node_dup_text (mt_dav_node_descend (condition, MT_DAV_NS_DAV, "href"));
  g_autofree char *name = href ? mt_caldav_names_read (self->names, href) : NULL;

  if (name && *name)
    self->twin = g_steal_pointer (&name);
  else if (!href && sent)
    self->twin = find_twin (self, sent, cancellable);
}

/* A refusal with a condition of CalDAV: another code than its status has, for 409 and 412 mean
 * elsewhere that somebody else was faster. */
static gboolean
refuse (MtCaldav *self, const char *what, const MtDavNode *condition, guint status, GError **error)
{
  if (self->twin)
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT,
                 _ ("the server has this item already, under the name “%s” (%s: %u)"), self->twin,
                 what, status);
  else if (is_about_uid (condition))
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT,
                 _ ("the server has this item already, in another calendar (%s: %u)"), what,
                 status);
  else
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN,
                 _ ("the server does not accept this item (%s: %u, %.60s)"), what, status,
                 condition->name);
  if (error && *error)
    mt_net_error_set_status (*error, status);
  return FALSE;
}

/* Inside of a 207, or in the body of a failure. */
static MtDavNode *
read_refusal (const MtResponse *response, const char *what, GError **error)
{
  GBytes *body = mt_response_get_body (response);
  MtDavNode *root = NULL;
  gsize n = 0;
  const char *data = body ? g_bytes_get_data (body, &n) : NULL;

  if (mt_response_get_status (response) == 207)
    {
      mt_dav_read_inner (body, what, &root, error);
      return root;
    }
  if (mt_response_check (response, error))
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_STATUS,
                 _ ("%s was answered with %u, which does not say that it was done"), what,
                 mt_response_get_status (response));
  return n > 0 && *data == '<' ? mt_dav_node_parse (data, n, NULL) : NULL;
}

/**
 * mt_caldav_check_change:
 * @self: a collection; its twin is set if the server has the UID under another name
 * @request: what was asked
 * @response: the answer
 * @sent: (nullable): the item that was to be stored
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Some servers put failures inside of a 207; and anything that is no plain success was not done.
 *
 * Returns: whether it was done; else FALSE with MT_NET_ERROR_CONFLICT only if something else is
 * there, with another MT_NET_ERROR if it is not accepted
 *
 * Source: RFC 4791 section 5.3.2.1, RFC 6638 section 3.2.4
 */
gboolean
mt_caldav_check_change (MtCaldav *self,
                        const MtRequest *request,
                        const MtResponse *response,
                        GBytes *sent,
                        GCancellable *cancellable,
                        GError **error)
{
  const guint status = mt_response_get_status (response);
  g_autofree char *path = mt_url_get_path (mt_request_get_url (request));
  g_autofree char *what = g_strdup_printf ("%s %s", mt_request_get_method (request), path);
  g_autoptr (GError) local = NULL;
  g_autoptr (MtDavNode) root = NULL;
  const MtDavNode *condition;

  if (status == 200 || status == 201 || status == 204)
    return TRUE;
  root = read_refusal (response, what, &local);
  if (!local)
    return TRUE;
  condition = find_condition (root);
  if (is_about_uid (condition))
    note_twin (self, condition, sent, cancellable);
  if (is_about_uid (condition) ||
      (condition && g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_CONFLICT)))
    return refuse (self, what, condition, mt_net_error_get_status (local), error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
