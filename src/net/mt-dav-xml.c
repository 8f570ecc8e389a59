/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavXml: writes the XML that WebDAV servers are asked with.
 */
#include "config.h"

#include "net/mt-dav-xml.h"

#include <string.h>

struct _MtDavXml
{
  GString *text;   /* owned, without the declaration and the root's start tag */
  GPtrArray *open; /* owned, "D:prop": element names, outermost first */
  guint used;      /* bits: namespaces that occur */
  gboolean in_tag; /* the start tag is not closed yet */
};

static const char prefixes[] = { '?', 'D', 'C', 'S', 'A' };

static void
close_tag (MtDavXml *self)
{
  if (self->in_tag)
    g_string_append_c (self->text, '>');
  self->in_tag = FALSE;
}

/* Characters that XML cannot hold are left out: none belongs into a question. */
static void
append_escaped (GString *to, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *at = valid; *at; at++)
    switch (*at)
      {
      case '&':
        g_string_append (to, "&amp;");
        break;
      case '<':
        g_string_append (to, "&lt;");
        break;
      case '>':
        g_string_append (to, "&gt;");
        break;
      case '"':
        g_string_append (to, "&quot;");
        break;
      default:
        if ((guchar) *at >= 0x20 || *at == '\n' || *at == '\t')
          g_string_append_c (to, *at);
        break;
      }
}

/**
 * mt_dav_xml_new:
 * @ns: a namespace
 * @root: the name of the root element
 *
 * Returns: (transfer full): a writer of a document, its root open
 */
MtDavXml *
mt_dav_xml_new (MtDavNs ns, const char *root)
{
  MtDavXml *self = g_new0 (MtDavXml, 1);

  self->text = g_string_new (NULL);
  self->open = g_ptr_array_new_with_free_func (g_free);
  self->used = 1u << ns;
  g_ptr_array_add (self->open, g_strdup_printf ("%c:%s", prefixes[ns], root));
  return self;
}

/**
 * mt_dav_xml_free:
 * @self: (transfer full) (nullable): a writer
 */
void
mt_dav_xml_free (MtDavXml *self)
{
  if (!self)
    return;
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->open);
  g_free (self);
}

/**
 * mt_dav_xml_open:
 * @self: a writer
 * @ns: a namespace
 * @name: a local name
 *
 * Begins an element in the one that is open.
 */
void
mt_dav_xml_open (MtDavXml *self, MtDavNs ns, const char *name)
{
  char *full = g_strdup_printf ("%c:%s", prefixes[ns], name);

  close_tag (self);
  g_string_append_printf (self->text, "<%s", full);
  g_ptr_array_add (self->open, full);
  self->used |= 1u << ns;
  self->in_tag = TRUE;
}

/**
 * mt_dav_xml_attribute:
 * @self: a writer that has just opened an element, not the root
 * @name: of the attribute
 * @value: its value
 */
void
mt_dav_xml_attribute (MtDavXml *self, const char *name, const char *value)
{
  g_return_if_fail (self->in_tag);
  g_string_append_printf (self->text, " %s=\"", name);
  append_escaped (self->text, value);
  g_string_append_c (self->text, '"');
}

/**
 * mt_dav_xml_text:
 * @self: a writer
 * @text: characters; control characters are left out
 */
void
mt_dav_xml_text (MtDavXml *self, const char *text)
{
  close_tag (self);
  append_escaped (self->text, text);
}

/**
 * mt_dav_xml_close:
 * @self: a writer
 *
 * Ends the innermost element.
 */
void
mt_dav_xml_close (MtDavXml *self)
{
  g_return_if_fail (self->open->len > 1);
  if (self->in_tag)
    g_string_append (self->text, "/>");
  else
    g_string_append_printf (self->text, "</%s>",
                            (char *) g_ptr_array_index (self->open, self->open->len - 1));
  self->in_tag = FALSE;
  g_ptr_array_set_size (self->open, self->open->len - 1);
}

/**
 * mt_dav_xml_empty:
 * @self: a writer
 * @ns: a namespace
 * @name: a local name
 *
 * Writes an element with nothing in it.
 */
void
mt_dav_xml_empty (MtDavXml *self, MtDavNs ns, const char *name)
{
  mt_dav_xml_open (self, ns, name);
  mt_dav_xml_close (self);
}

/**
 * mt_dav_xml_leaf:
 * @self: a writer
 * @ns: a namespace
 * @name: a local name
 * @text: characters
 *
 * Writes an element with only text in it.
 */
void
mt_dav_xml_leaf (MtDavXml *self, MtDavNs ns, const char *name, const char *text)
{
  mt_dav_xml_open (self, ns, name);
  mt_dav_xml_text (self, text);
  mt_dav_xml_close (self);
}

/**
 * mt_dav_xml_end:
 * @self: (transfer full): a writer
 *
 * Returns: (transfer full): the document, all elements closed
 */
char *
mt_dav_xml_end (MtDavXml *self)
{
  const char *root = g_ptr_array_index (self->open, 0);
  GString *all = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<");

  while (self->open->len > 1)
    mt_dav_xml_close (self);
  g_string_append (all, root);
  for (MtDavNs ns = MT_DAV_NS_DAV; ns <= MT_DAV_NS_ICAL; ns++)
    if (self->used & (1u << ns))
      g_string_append_printf (all, " xmlns:%c=\"%s\"", prefixes[ns], mt_dav_ns_to_uri (ns));
  g_string_append_printf (all, ">%s</%s>", self->text->str, root);
  mt_dav_xml_free (self);
  return g_string_free (all, FALSE);
}

/**
 * mt_dav_xml_propfind:
 * @names: (array length=n): properties
 * @n: how many
 *
 * Returns: (transfer full): the body of a PROPFIND for them
 *
 * Source: RFC 4918 section 9.1
 */
char *
mt_dav_xml_propfind (const MtDavName *names, guint n)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_DAV, "propfind");

  mt_dav_xml_open (xml, MT_DAV_NS_DAV, "prop");
  for (guint i = 0; i < n; i++)
    mt_dav_xml_empty (xml, names[i].ns, names[i].name);
  return mt_dav_xml_end (xml);
}

static void
add_item_props (MtDavXml *xml, gboolean with_data)
{
  mt_dav_xml_open (xml, MT_DAV_NS_DAV, "prop");
  mt_dav_xml_empty (xml, MT_DAV_NS_DAV, "getetag");
  if (with_data)
    mt_dav_xml_empty (xml, MT_DAV_NS_CALDAV, "calendar-data");
  mt_dav_xml_close (xml);
}

/**
 * mt_dav_xml_sync_collection:
 * @token: (nullable): from where; NULL from the beginning
 * @with_data: whether the items themselves are wanted, too
 *
 * Returns: (transfer full): the body of a sync-collection report
 *
 * Source: RFC 6578 section 6.1
 */
char *
mt_dav_xml_sync_collection (const char *token, gboolean with_data)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_DAV, "sync-collection");

  if (token)
    mt_dav_xml_leaf (xml, MT_DAV_NS_DAV, "sync-token", token);
  else
    mt_dav_xml_empty (xml, MT_DAV_NS_DAV, "sync-token");
  mt_dav_xml_leaf (xml, MT_DAV_NS_DAV, "sync-level", "1");
  add_item_props (xml, with_data);
  return mt_dav_xml_end (xml);
}

/**
 * mt_dav_xml_multiget:
 * @hrefs: (array length=n): items, escaped as in URLs
 * @n: how many
 *
 * Returns: (transfer full): the body of a calendar-multiget report
 *
 * Source: RFC 4791 section 7.9
 */
char *
mt_dav_xml_multiget (const char *const *hrefs, guint n)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_CALDAV, "calendar-multiget");

  add_item_props (xml, TRUE);
  for (guint i = 0; i < n; i++)
    mt_dav_xml_leaf (xml, MT_DAV_NS_DAV, "href", hrefs[i]);
  return mt_dav_xml_end (xml);
}

/* 20260302T090000Z */
static char *
format_instant (gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant);

  return time ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : g_strdup ("19700101T000000Z");
}

static void
add_range (MtDavXml *xml, gint64 from, gint64 to)
{
  g_autofree char *start = format_instant (from);
  g_autofree char *end = format_instant (to);

  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "time-range");
  mt_dav_xml_attribute (xml, "start", start);
  mt_dav_xml_attribute (xml, "end", end);
  mt_dav_xml_close (xml);
}

/**
 * mt_dav_xml_calendar_query:
 * @component: (nullable): "VEVENT" and the like; NULL for all
 * @from: Unix seconds
 * @to: Unix seconds; not after @from: at any time
 * @with_data: whether the items themselves are wanted, too
 *
 * Returns: (transfer full): the body of a calendar-query report, to be sent with Depth 1
 *
 * Source: RFC 4791 section 7.8
 */
char *
mt_dav_xml_calendar_query (const char *component, gint64 from, gint64 to, gboolean with_data)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_CALDAV, "calendar-query");

  add_item_props (xml, with_data);
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "filter");
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "comp-filter");
  mt_dav_xml_attribute (xml, "name", "VCALENDAR");
  if (component)
    {
      mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "comp-filter");
      mt_dav_xml_attribute (xml, "name", component);
      if (to > from)
        add_range (xml, from, to);
    }
  return mt_dav_xml_end (xml);
}

/**
 * mt_dav_xml_uid_query:
 * @component: "VEVENT" and the like
 * @uid: a UID
 *
 * Returns: (transfer full): the body of a calendar-query report for the items with that UID, to be
 *   sent with Depth 1
 *
 * Source: RFC 4791 section 7.8.6
 */
char *
mt_dav_xml_uid_query (const char *component, const char *uid)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_CALDAV, "calendar-query");

  add_item_props (xml, TRUE);
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "filter");
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "comp-filter");
  mt_dav_xml_attribute (xml, "name", "VCALENDAR");
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "comp-filter");
  mt_dav_xml_attribute (xml, "name", component);
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "prop-filter");
  mt_dav_xml_attribute (xml, "name", "UID");
  mt_dav_xml_open (xml, MT_DAV_NS_CALDAV, "text-match");
  mt_dav_xml_attribute (xml, "collation", "i;octet");
  mt_dav_xml_text (xml, uid);
  return mt_dav_xml_end (xml);
}

/**
 * mt_dav_xml_free_busy_query:
 * @from: Unix seconds
 * @to: Unix seconds
 *
 * Returns: (transfer full): the body of a free-busy-query report, to be sent with Depth 1
 *
 * Source: RFC 4791 section 7.10
 */
char *
mt_dav_xml_free_busy_query (gint64 from, gint64 to)
{
  MtDavXml *xml = mt_dav_xml_new (MT_DAV_NS_CALDAV, "free-busy-query");

  add_range (xml, from, to);
  return mt_dav_xml_end (xml);
}
