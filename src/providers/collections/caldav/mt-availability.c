/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The property of a scheduling inbox in which a server keeps somebody's hours.
 */
#include "config.h"

#include "providers/collections/caldav/mt-availability.h"

#include <glib/gi18n-lib.h>

#include "net/mt-dav-xml.h"
#include "net/mt-dav.h"
#include "net/mt-url.h"

/* RFC 7953 says CALDAV; the draft before it, which servers have, too, said CS. */
static const MtDavName asked[] = {
  { MT_DAV_NS_CALDAV, "calendar-availability" },
  { MT_DAV_NS_CS, "calendar-availability" },
};

/**
 * mt_availability_free:
 * @self: (transfer full): hours as they were read
 *
 * Frees them.
 */
void
mt_availability_free (MtAvailability *self)
{
  g_clear_pointer (&self->zone, mt_zone_unref);
  g_clear_pointer (&self->week, mt_week_unref);
  g_clear_pointer (&self->exceptions, g_array_unref);
  g_clear_pointer (&self->away, g_array_unref);
  g_free (self);
}

/* An MtMultistatusFunc. */
static gboolean
take_property (MtDavResponse *response, gpointer data, GError **error)
{
  GBytes **bytes = data;

  for (guint i = 0; i < G_N_ELEMENTS (asked) && *bytes == NULL; i++)
    *bytes =
        mt_dav_node_steal_calendar (mt_dav_response_find (response, asked[i].ns, asked[i].name));
  return TRUE;
}

/**
 * mt_availability_fetch:
 * @http: a client with credentials
 * @inbox: URL of a scheduling inbox, or of a calendar that has the property
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking.
 *
 * Source: RFC 7953 7.2.4
 *
 * Returns: (transfer full) (nullable): a VCALENDAR with VAVAILABILITY components; %NULL with
 *   %MT_NET_ERROR_MISSING when none is kept there, or another %MT_NET_ERROR
 */
GBytes *
mt_availability_fetch (MtHttp *http, const char *inbox, GCancellable *cancellable, GError **error)
{
  g_autofree char *body = mt_dav_xml_propfind (asked, G_N_ELEMENTS (asked));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (take_property, &bytes);
  g_autofree char *path = mt_url_get_path (inbox);

  if (!mt_dav_ask (http, "PROPFIND", inbox, "0", body, answer, NULL, cancellable, error))
    return NULL;
  if (bytes == NULL)
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING,
                 _ ("%s: no working hours are kept there"), path);
  return g_steal_pointer (&bytes);
}

static char *
write_update (GBytes *bytes)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_DAV, "propertyupdate");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  mt_dav_xml_open (xml, MT_DAV_NS_DAV, "set");
  mt_dav_xml_open (xml, MT_DAV_NS_DAV, "prop");
  mt_dav_xml_leaf (xml, MT_DAV_NS_CALDAV, "calendar-availability", text);
  mt_dav_xml_close (xml);
  mt_dav_xml_close (xml);
  return mt_dav_xml_end (xml);
}

/**
 * mt_availability_publish:
 * @http: a client with credentials
 * @inbox: URL of the account's scheduling inbox
 * @bytes: what mt_availability_write() made
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Replaces what is kept there.
 *
 * Source: RFC 7953 7.2.4, RFC 4918 9.2
 *
 * Returns: %TRUE when the server took it; %FALSE with an %MT_NET_ERROR
 */
gboolean
mt_availability_publish (MtHttp *http,
                         const char *inbox,
                         GBytes *bytes,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("PROPPATCH", inbox);
  g_autofree char *body = write_update (bytes);
  g_autofree char *path = mt_url_get_path (inbox);
  g_autofree char *what = g_strconcat ("PROPPATCH ", path, NULL);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_text (request, MT_DAV_XML_TYPE, body);
  response = mt_http_send (http, request, cancellable, error);
  return response != NULL && mt_response_check (response, error) &&
         mt_dav_check_inner (mt_response_get_body (response), what, error);
}
