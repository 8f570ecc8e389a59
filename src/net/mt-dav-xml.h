/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavXml: writes the XML that WebDAV servers are asked with.
 */
#pragma once

#include "net/mt-dav-node.h"

G_BEGIN_DECLS

typedef struct _MtDavXml MtDavXml;

MtDavXml *mt_dav_xml_new (MtDavNs ns, const char *root);
void mt_dav_xml_free (MtDavXml *self);
void mt_dav_xml_open (MtDavXml *self, MtDavNs ns, const char *name);
void mt_dav_xml_attribute (MtDavXml *self, const char *name, const char *value);
void mt_dav_xml_text (MtDavXml *self, const char *text);
void mt_dav_xml_close (MtDavXml *self);
void mt_dav_xml_empty (MtDavXml *self, MtDavNs ns, const char *name);
void mt_dav_xml_leaf (MtDavXml *self, MtDavNs ns, const char *name, const char *text);
char *mt_dav_xml_end (MtDavXml *self);

char *mt_dav_xml_propfind (const MtDavName *names, guint n);
char *mt_dav_xml_sync_collection (const char *token, gboolean with_data);
char *mt_dav_xml_multiget (const char *const *hrefs, guint n);
char *mt_dav_xml_calendar_query (const char *component, gint64 from, gint64 to, gboolean with_data);
char *mt_dav_xml_uid_query (const char *component, const char *uid);
char *mt_dav_xml_free_busy_query (gint64 from, gint64 to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDavXml, mt_dav_xml_free)

G_END_DECLS
