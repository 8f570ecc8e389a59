/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavNode: one element of WebDAV XML with what is in it. Trees are small: one property, or a
 * short answer. Prefixes are gone: a name is told by its namespace.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_DAV_NS_OTHER,
  MT_DAV_NS_DAV,    /* DAV: */
  MT_DAV_NS_CALDAV, /* urn:ietf:params:xml:ns:caldav */
  MT_DAV_NS_CS,     /* http://calendarserver.org/ns/ */
  MT_DAV_NS_ICAL,   /* http://apple.com/ns/ical/ */
} MtDavNs;

typedef struct _MtDavNode MtDavNode;

struct _MtDavNode
{
  MtDavNs ns;
  char *name;          /* owned: local name */
  char *label;         /* owned, nullable: its attribute "name", as in <comp name="VEVENT"/> */
  GString *text;       /* owned, nullable: its own characters, which may contain NUL */
  MtDavNode *children; /* owned, nullable: the first one */
  MtDavNode *next;     /* owned by the parent, nullable */
};

/* What a property is called. */
typedef struct
{
  MtDavNs ns;
  const char *name;
} MtDavName;

MtDavNode *mt_dav_node_new (MtDavNs ns, const char *name);
void mt_dav_node_free (MtDavNode *self);
MtDavNode *mt_dav_node_parse (const char *bytes, gsize n, GError **error);

gboolean mt_dav_node_is (const MtDavNode *self, MtDavNs ns, const char *name);
const MtDavNode *mt_dav_node_child (const MtDavNode *self, MtDavNs ns, const char *name);
const MtDavNode *mt_dav_node_next (const MtDavNode *self, MtDavNs ns, const char *name);
const MtDavNode *mt_dav_node_descend (const MtDavNode *self, MtDavNs ns, const char *name);
char *mt_dav_node_dup_text (const MtDavNode *self);
GBytes *mt_dav_node_steal_calendar (MtDavNode *self);

const char *mt_dav_ns_to_uri (MtDavNs ns);
MtDavNs mt_dav_ns_from_uri (const char *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavNode, mt_dav_node_free)

G_END_DECLS
