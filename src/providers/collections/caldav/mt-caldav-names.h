/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavNames: hrefs of a server to names and back.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MtCaldavNames MtCaldavNames;

MtCaldavNames *mt_caldav_names_new (const char *collection_url);
void mt_caldav_names_free (MtCaldavNames *self);
const char *mt_caldav_names_get_url (const MtCaldavNames *self);
char *mt_caldav_names_read (MtCaldavNames *self, const char *href);
char *mt_caldav_names_make_url (const MtCaldavNames *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCaldavNames, mt_caldav_names_free)

G_END_DECLS
