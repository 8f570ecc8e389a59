/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Making a calendar: MKCALENDAR, or extended MKCOL where a server knows only that. Nothing that is
 * there already is touched.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "net/mt-dav-xml.h"
#include "net/mt-url.h"
#include "providers/collections/caldav/mt-discovery-private.h"
#include "providers/collections/caldav/mt-home.h"

#define MAX_SEGMENTS 20

static void
write_components (MtDavXml *xml, MtHolds holds)
{
  static const char *const names[] = { "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY",
                                       "VAVAILABILITY" };

  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "supported-calendar-component-set");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (holds & (1 << i))
      {
        mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "comp");
        mt_dav_xml_attribute (xml, "name", names[i]);
        mt_dav_xml_close (xml);
      }
  mt_dav_xml_close (xml);
}

/* MKCALENDAR and extended MKCOL differ in their root, and in that MKCOL says what it makes. */
static char *
write_body (gboolean mkcol, const char *name, MtHolds holds)
{
  MtDavXml *xml = mkcol ? mt_dav_xml_new (MT_DAV_NS_DAV, "mkcol")
                        : mt_dav_xml_new (MT_DAV_NS_CALDAV, "mkcalendar");

  mt_dav_xml_open (xml, MT_DAV_NS_DAV, "set");
  mt_dav_xml_open (xml, MT_DAV_NS_DAV, "prop");
  if (mkcol)
    {
      mt_dav_xml_open (xml, MT_DAV_NS_DAV, "resourcetype");
      mt_dav_xml_empty (xml, MT_DAV_NS_DAV, "collection");
      mt_dav_xml_empty (xml, MT_DAV_NS_CALDAV, "calendar");
      mt_dav_xml_close (xml);
    }
  mt_dav_xml_leaf (xml, MT_DAV_NS_DAV, "displayname", name);
  write_components (xml, holds);
  mt_dav_xml_close (xml);
  mt_dav_xml_close (xml);
  return mt_dav_xml_end (xml);
}

/* Some hide a refusal in a 207. */
static gboolean
send (MtHttp *http,
      const char *url,
      gboolean mkcol,
      const char *name,
      MtHolds holds,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new (mkcol ? "MKCOL" : "MKCALENDAR", url);
  g_autofree char *body = write_body (mkcol, name, holds);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_text (request, MT_DAV_XML_TYPE, body);
  response = mt_http_send (http, request, cancellable, error);
  return response != NULL && mt_response_check (response, error) &&
         (mt_response_get_status (response) != 207 ||
          mt_dav_check_inner (mt_response_get_body (response), mt_request_get_method (request),
                              error));
}

static gboolean
is_taken (MtHttp *http, const char *url, GCancellable *cancellable)
{
  MtDiscovery asking = { .http = http, .cancellable = cancellable };
  g_auto (MtPropfindFrom) from = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MtDavFacts) facts = mt_discovery_ask (&asking, url, &from, &error);

  /* What may not be looked at is there all the same. */
  return facts != NULL || g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN);
}

static gboolean
make (MtHttp *http,
      const char *url,
      const char *name,
      MtHolds holds,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GError) refused = NULL;

  if (send (http, url, FALSE, name, holds, cancellable, &refused))
    return TRUE;
  if (g_error_matches (refused, MT_NET_ERROR, MT_NET_ERROR_STATUS) &&
      send (http, url, TRUE, name, holds, cancellable, NULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/**
 * mt_home_make:
 * @http: a client with credentials
 * @home: URL of the home it shall stand in
 * @segment: what its URL shall end with; a number is added where that is taken
 * @name: what people call it
 * @holds: what it shall hold
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Makes a calendar.
 *
 * Source: RFC 4791 5.3.1, RFC 5689 3
 *
 * Returns: (transfer full) (nullable): its URL; %NULL with an %MT_NET_ERROR: nothing was made
 */
char *
mt_home_make (MtHttp *http,
              const char *home,
              const char *segment,
              const char *name,
              MtHolds holds,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *base = mt_url_resolve_collection (home, home, error);

  for (guint i = 1; base != NULL && i <= MAX_SEGMENTS; i++)
    {
      g_autofree char *part = i == 1 ? g_strdup (segment) : g_strdup_printf ("%s-%u", segment, i);
      g_autofree char *child = mt_url_get_child (base, part);
      g_autofree char *url = child != NULL ? g_strconcat (child, "/", NULL) : NULL;

      if (url == NULL)
        break;
      if (is_taken (http, url, cancellable))
        continue;
      return make (http, url, name, holds, cancellable, error) ? g_steal_pointer (&url) : NULL;
    }
  if (error != NULL && *error == NULL)
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT,
                 _ ("%s: there is no free address for another calendar there"), home);
  return NULL;
}
