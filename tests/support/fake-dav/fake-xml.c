/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The XML of the server of the tests, in the styles that servers have.
 */
#include "fake-dav-private.h"

#include <string.h>

static const char *
prefix_of (FakeXml *self, const char *ns)
{
  const gboolean numbered = fake_switch_is (self->dav, "style", "ns");

  if (g_str_equal (ns, FAKE_DAV_NS))
    return numbered ? "ns0:" : fake_switch_is (self->dav, "style", "default") ? "" : "D:";
  if (g_str_equal (ns, FAKE_CALDAV_NS))
    return numbered ? "ns1:" : "C:";
  if (g_str_equal (ns, FAKE_CS_NS))
    return numbered ? "ns2:" : "CS:";
  return numbered ? "ns3:" : "A:";
}

static void
declare (FakeXml *self, const char *ns)
{
  g_autofree char *prefix = g_strdup (prefix_of (self, ns));

  g_strdelimit (prefix, ":", '\0');
  g_string_append_printf (self->text, " xmlns%s%s=\"%s\"", *prefix ? ":" : "", prefix, ns);
}

static void
indent (FakeXml *self)
{
  if (!fake_switch_is (self->dav, "style", "indent"))
    return;
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->open->len; i++)
    g_string_append (self->text, "  ");
}

FakeXml *
fake_xml_new (FakeDav *dav, const char *ns, const char *root, const char *base)
{
  FakeXml *self = g_new0 (FakeXml, 1);
  char *full;

  self->dav = dav;
  self->base = base;
  self->text = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
  self->open = g_ptr_array_new_with_free_func (g_free);
  full = g_strconcat (prefix_of (self, ns), root, NULL);
  g_string_append_printf (self->text, "<%s", full);
  declare (self, FAKE_DAV_NS);
  declare (self, FAKE_CALDAV_NS);
  declare (self, FAKE_CS_NS);
  declare (self, FAKE_ICAL_NS);
  g_string_append_c (self->text, '>');
  g_ptr_array_add (self->open, full);
  return self;
}

void
fake_xml_open (FakeXml *self, const char *ns, const char *name)
{
  char *full = g_strconcat (prefix_of (self, ns), name, NULL);

  indent (self);
  g_string_append_printf (self->text, "<%s>", full);
  g_ptr_array_add (self->open, full);
}

void
fake_xml_close (FakeXml *self)
{
  g_autofree char *full = g_ptr_array_steal_index (self->open, self->open->len - 1);

  indent (self);
  g_string_append_printf (self->text, "</%s>", full);
}

/* Control characters go out as they are: that is what servers do. */
static void
append_escaped (FakeXml *self, const char *text, gsize n)
{
  const gboolean raw = fake_switch_is (self->dav, "line-ends", "raw");

  for (const char *at = text; at < text + n; at++)
    switch (*at)
      {
      case '&':
        g_string_append (self->text, "&amp;");
        break;
      case '<':
        g_string_append (self->text, "&lt;");
        break;
      case '>':
        g_string_append (self->text, "&gt;");
        break;
      case '\r':
        g_string_append (self->text, raw ? "\r" : "&#13;");
        break;
      default:
        g_string_append_c (self->text, *at);
        break;
      }
}

void
fake_xml_text (FakeXml *self, const char *text)
{
  append_escaped (self, text, strlen (text));
}

void
fake_xml_raw (FakeXml *self, const char *text)
{
  g_string_append (self->text, text);
}

void
fake_xml_leaf (FakeXml *self, const char *ns, const char *name, const char *text)
{
  fake_xml_open (self, ns, name);
  fake_xml_text (self, text);
  fake_xml_close (self);
}

void
fake_xml_calendar (FakeXml *self, GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  fake_xml_open (self, FAKE_CALDAV_NS, "calendar-data");
  if (fake_switch_is (self->dav, "style", "cdata"))
    {
      g_string_append (self->text, "<![CDATA[");
      g_string_append_len (self->text, data ? data : "", n);
      g_string_append (self->text, "]]>");
    }
  else
    append_escaped (self, data ? data : "", n);
  fake_xml_close (self);
}

void
fake_xml_status (FakeXml *self, guint status)
{
  g_autofree char *line =
      g_strdup_printf ("HTTP/1.1 %u %s", status, soup_status_get_phrase (status));

  fake_xml_leaf (self, FAKE_DAV_NS, "status", line);
}

static char *
escape_all (const char *path, gboolean lower)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const guchar *at = (const guchar *) path; *at; at++)
    if (*at == '/' || g_ascii_isalnum (*at))
      g_string_append_c (text, *at);
    else
      g_string_append_printf (text, lower ? "%%%02x" : "%%%02X", *at);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
spell (FakeXml *self, const char *path)
{
  const char *style = fake_switch (self->dav, "href");
  g_autofree char *plain = g_uri_escape_string (path, "/!$'()*+,;=:@", FALSE);

  if (g_str_equal (style, "url"))
    return g_strdup_printf ("http://127.0.0.1:%u%s", self->dav->port, plain);
  if (g_str_equal (style, "escaped") || g_str_equal (style, "lower"))
    return escape_all (path, g_str_equal (style, "lower"));
  if (g_str_equal (style, "raw"))
    return g_strdup (path);
  if (g_str_equal (style, "slashes"))
    {
      g_autoptr (GString) doubled = g_string_new (plain + 1);

      g_string_replace (doubled, "/", "//", 0);
      return g_strconcat ("/", doubled->str, NULL);
    }
  if (g_str_equal (style, "relative") && g_str_has_prefix (path, self->base) &&
      !g_str_equal (path, self->base))
    return g_uri_escape_string (path + strlen (self->base), "/!$'()*+,;=@", FALSE);
  return g_steal_pointer (&plain);
}

void
fake_xml_href (FakeXml *self, const char *path)
{
  g_autofree char *href = spell (self, path);

  fake_xml_leaf (self, FAKE_DAV_NS, "href", href);
}

/* Takes @self. */
GBytes *
fake_xml_end (FakeXml *self)
{
  GBytes *bytes;

  while (self->open->len > 0)
    fake_xml_close (self);
  bytes = g_string_free_to_bytes (self->text);
  g_ptr_array_unref (self->open);
  g_free (self);
  return bytes;
}

xmlNodePtr
fake_child (xmlNodePtr node, const char *ns, const char *name)
{
  xmlNodePtr child = node ? node->children : NULL;

  if (child && child->type == XML_ELEMENT_NODE && child->ns &&
      strcmp ((const char *) child->name, name) == 0 &&
      strcmp ((const char *) child->ns->href, ns) == 0)
    return child;
  return fake_next (child, ns, name);
}

xmlNodePtr
fake_next (xmlNodePtr node, const char *ns, const char *name)
{
  for (node = node ? node->next : NULL; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE && node->ns &&
        strcmp ((const char *) node->name, name) == 0 &&
        strcmp ((const char *) node->ns->href, ns) == 0)
      return node;
  return NULL;
}

/* (transfer full) (nullable) */
char *
fake_text (xmlNodePtr node)
{
  xmlChar *content = node ? xmlNodeGetContent (node) : NULL;
  char *text = content ? g_strstrip (g_strdup ((const char *) content)) : NULL;

  if (content)
    xmlFree (content);
  return text;
}
