/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks a server when people are busy: its outbox for many people at once, a calendar for what it
 * adds up to, or the events of a calendar whose words are hidden.
 */
#include "config.h"

#include "providers/collections/caldav/mt-freebusy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-property.h"
#include "ical/mt-ical-writer.h"
#include "net/mt-dav-xml.h"
#include "net/mt-dav.h"
#include "net/mt-url.h"

#define REQUEST_TYPE "text/calendar; charset=utf-8; component=VFREEBUSY; method=REQUEST"
#define PRODID "-//Meantime//Meantime//EN"
#define CAP_BYTES (8 * 1024 * 1024)
#define MAX_WHY 200

/**
 * mt_freebusy_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees the record.
 */
void
mt_freebusy_answer_free (MtFreebusyAnswer *self)
{
  g_free (self->address);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->why);
  g_free (self);
}

/* Whole, and about busy times: a cut answer, or one without a VFREEBUSY, says nothing. */
static gboolean
is_freebusy (GBytes *bytes)
{
  gsize n = 0;
  const char *text = g_bytes_get_data (bytes, &n);
  MtIcalLines lines = { text, text + n };
  MtIcalLine line = { NULL, NULL };
  gboolean begun = FALSE, inside = FALSE, ended = FALSE;

  while (mt_ical_lines_next (&lines, &line))
    {
      if (mt_ical_line_is_begin (&line, "VCALENDAR"))
        begun = TRUE;
      else if (begun && mt_ical_line_is_begin (&line, "VFREEBUSY"))
        inside = TRUE;
      else if (begun && mt_ical_line_is (&line, "END"))
        ended = g_ascii_strncasecmp (line.start, "END:VCALENDAR", strlen ("END:VCALENDAR")) == 0;
    }
  return inside && ended;
}

static void
write_mailto (MtIcalWriter *writer, const char *name, const char *address)
{
  g_autofree char *value = g_strconcat ("mailto:", address, NULL);

  mt_ical_writer_value (writer, name, value);
}

/* The UID is made of what is asked: nothing is kept of the question. */
static GBytes *
write_request (const char *organizer, const char *const *addresses, MtSpan window, gint64 now)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  g_autofree char *uid =
      g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "@meantime",
                       now, window.start, window.end);

  mt_ical_writer_begin (writer, "VCALENDAR");
  mt_ical_writer_value (writer, "VERSION", "2.0");
  mt_ical_writer_value (writer, "PRODID", PRODID);
  mt_ical_writer_value (writer, "METHOD", "REQUEST");
  mt_ical_writer_begin (writer, "VFREEBUSY");
  mt_ical_writer_value (writer, "UID", uid);
  mt_ical_writer_utc (writer, "DTSTAMP", now);
  mt_ical_writer_utc (writer, "DTSTART", window.start);
  mt_ical_writer_utc (writer, "DTEND", window.end);
  write_mailto (writer, "ORGANIZER", organizer);
  for (guint i = 0; addresses[i] != NULL; i++)
    write_mailto (writer, "ATTENDEE", addresses[i]);
  mt_ical_writer_end (writer);
  mt_ical_writer_end (writer);
  return mt_ical_writer_finish (writer);
}

static MtFreebusyAnswer *
find_answer (GPtrArray *answers, const char *recipient)
{
  if (g_ascii_strncasecmp (recipient, "mailto:", strlen ("mailto:")) == 0)
    recipient += strlen ("mailto:");
  for (guint i = 0; i < answers->len; i++)
    {
      MtFreebusyAnswer *answer = g_ptr_array_index (answers, i);

      if (g_ascii_strcasecmp (answer->address, recipient) == 0)
        return answer;
    }
  return NULL;
}

static char *
dup_recipient (const MtDavNode *response)
{
  const MtDavNode *recipient = mt_dav_node_child (response, MT_DAV_NS_CALDAV, "recipient");
  const MtDavNode *href = mt_dav_node_child (recipient, MT_DAV_NS_DAV, "href");
  g_autofree char *text = mt_dav_node_dup_text (href != NULL ? href : recipient);

  return text != NULL ? g_uri_unescape_string (text, "/") : NULL;
}

/* 2.x is success; 3.7 and 5.x say that the person is not known there, or cannot be asked. */
static void
take_one (MtFreebusyAnswer *answer, const MtDavNode *response)
{
  const MtDavNode *data = mt_dav_node_child (response, MT_DAV_NS_CALDAV, "calendar-data");
  g_autofree char *status =
      mt_dav_node_dup_text (mt_dav_node_child (response, MT_DAV_NS_CALDAV, "request-status"));
  g_autoptr (GBytes) bytes = NULL;

  /* The tree is ours and read once. */
  if (status != NULL && g_str_has_prefix (status, "2."))
    bytes = mt_dav_node_steal_calendar ((MtDavNode *) data);
  if (bytes != NULL && is_freebusy (bytes))
    {
      g_clear_pointer (&answer->bytes, g_bytes_unref);
      answer->bytes = g_steal_pointer (&bytes);
      return;
    }
  g_free (answer->why);
  answer->why = status != NULL
                    ? g_utf8_substring (status, 0, MIN (g_utf8_strlen (status, -1), MAX_WHY))
                    : NULL;
}

static gboolean
take_schedule_response (GPtrArray *answers, GBytes *body, GError **error)
{
  gsize n = 0;
  const char *text = g_bytes_get_data (body, &n);
  g_autoptr (MtDavNode) root = mt_dav_node_parse (text, n, error);
  const MtDavNode *response;

  if (root == NULL)
    return FALSE;
  if (!mt_dav_node_is (root, MT_DAV_NS_CALDAV, "schedule-response"))
    {
      g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                   "POST to the outbox: the answer is <%s> instead of <schedule-response>",
                   root->name);
      return FALSE;
    }
  for (response = mt_dav_node_child (root, MT_DAV_NS_CALDAV, "response"); response != NULL;
       response = mt_dav_node_next (response, MT_DAV_NS_CALDAV, "response"))
    {
      g_autofree char *recipient = dup_recipient (response);
      MtFreebusyAnswer *answer = recipient != NULL ? find_answer (answers, recipient) : NULL;

      if (answer != NULL)
        take_one (answer, response);
    }
  return TRUE;
}

static GPtrArray *
make_answers (const char *const *addresses)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_freebusy_answer_free);

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      MtFreebusyAnswer *answer = g_new0 (MtFreebusyAnswer, 1);

      answer->address = g_strdup (addresses[i]);
      g_ptr_array_add (answers, answer);
    }
  return answers;
}

/**
 * mt_freebusy_ask:
 * @http: a client with credentials
 * @outbox: URL of the account's scheduling outbox
 * @organizer: e-mail address of the account
 * @addresses: (array zero-terminated=1): e-mail addresses of the people asked about
 * @window: from when to when
 * @now: Unix seconds
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Asks about everybody in one request. It is never sent twice.
 *
 * Source: RFC 6638 5, RFC 5546 3.3.2
 *
 * Returns: (transfer full) (nullable) (element-type MtFreebusyAnswer): an answer for each address,
 *   in their order; one without bytes is unknown. %NULL with an %MT_NET_ERROR: all are
 */
GPtrArray *
mt_freebusy_ask (MtHttp *http,
                 const char *outbox,
                 const char *organizer,
                 const char *const *addresses,
                 MtSpan window,
                 gint64 now,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("POST", outbox);
  g_autoptr (GBytes) body = write_request (organizer, addresses, window, now);
  g_autoptr (GPtrArray) answers = make_answers (addresses);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_body (request, REQUEST_TYPE, body);
  response = mt_http_send (http, request, cancellable, error);
  if (response == NULL || !mt_response_check (response, error) ||
      !take_schedule_response (answers, mt_response_get_body (response), error))
    return NULL;
  return g_steal_pointer (&answers);
}

/* A 207 lists items, or says that nobody understood: it is never an answer. What it is called does
 * not matter. */
static gboolean
judge_query (const MtResponse *response, GError **error)
{
  g_autofree char *path = NULL;

  if (!mt_response_check (response, error))
    return FALSE;
  if (mt_response_get_status (response) != 207 && is_freebusy (mt_response_get_body (response)))
    return TRUE;
  path = mt_url_get_path (mt_response_get_url (response));
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
               _ ("%s: the server does not say when its owner is busy"), path);
  return FALSE;
}

/**
 * mt_freebusy_query:
 * @http: a client with credentials
 * @collection: URL of a calendar; it need not be readable
 * @window: from when to when
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Asks a calendar when it makes its owner busy. Some servers leave recurring events out,
 * which cannot be seen from the answer: where events can be read they are to be read instead.
 *
 * Source: RFC 4791 7.10
 *
 * Returns: (transfer full) (nullable): a VCALENDAR with a VFREEBUSY; %NULL with an %MT_NET_ERROR:
 *   unknown
 */
GBytes *
mt_freebusy_query (MtHttp *http,
                   const char *collection,
                   MtSpan window,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("REPORT", collection);
  g_autofree char *body = mt_dav_xml_free_busy_query (window.start, window.end);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_depth (request, "1");
  mt_request_set_text (request, MT_DAV_XML_TYPE, body);
  mt_request_set_cap (request, CAP_BYTES);
  response = mt_http_send (http, request, cancellable, error);
  if (response == NULL || !judge_query (response, error))
    return NULL;
  return g_bytes_ref (mt_response_get_body (response));
}

/* The events of a calendar, while they come. */
typedef struct
{
  GByteArray *text;
  guint unreadable;
} Events;

/* An MtMultistatusFunc. An event that may not be read could be at any time. */
static gboolean
take_event (MtDavResponse *response, gpointer data, GError **error)
{
  Events *self = data;
  MtDavNode *node = mt_dav_response_find (response, MT_DAV_NS_CALDAV, "calendar-data");
  g_autoptr (GBytes) bytes = mt_dav_node_steal_calendar (node);

  if (bytes == NULL || response->damaged)
    self->unreadable++;
  else
    g_byte_array_append (self->text, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

/**
 * mt_freebusy_read_events:
 * @http: a client with credentials
 * @collection: URL of a calendar
 * @window: from when to when; a hint: servers give more and, where they do not expand recurring
 *   events, would give less, so that it is asked for all of them
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Reads the events of a calendar, whose words may be hidden ("Busy").
 *
 * Source: RFC 4791 7.8
 *
 * Returns: (transfer full) (nullable): VCALENDARs one after the other; no bytes: it has no events.
 *   %NULL with an %MT_NET_ERROR, also when only some of the events can be read: unknown
 */
GBytes *
mt_freebusy_read_events (MtHttp *http,
                         const char *collection,
                         MtSpan window,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *body = mt_dav_xml_calendar_query ("VEVENT", 0, 0, TRUE);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  Events events = { text, 0 };
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (take_event, &events);
  g_autofree char *path = NULL;

  if (!mt_dav_ask (http, "REPORT", collection, "1", body, answer, NULL, cancellable, error))
    return NULL;
  if (events.unreadable == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&text));
  path = mt_url_get_path (collection);
  g_set_error (
      error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN,
      ngettext ("%s: %u event may not be read", "%s: %u events may not be read", events.unreadable),
      path, events.unreadable);
  return NULL;
}
