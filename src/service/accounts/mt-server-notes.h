/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person has to know of kinds of servers: where to make an app password, how a colleague
 * lets others see when they are busy, what to do where there is no CalDAV. It stands as data in
 * data/servers.xml; nothing that Meantime does depends on it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtServerNotes MtServerNotes;

/* One kind of server. Its texts are translated; each may be NULL: nothing to be said. */
typedef struct
{
  const char *name;
  const char *sign_in;  /* which name and password it wants */
  const char *sharing;  /* how a colleague grants free/busy */
  const char *instead;  /* no CalDAV there: what to do instead; then `sign_in` is NULL */
  const char *settings; /* https URL of the page where app passwords are made */
} MtServerNote;

MtServerNotes *mt_server_notes_new (void);
MtServerNotes *mt_server_notes_new_for_xml (GBytes *xml, GError **error);
void mt_server_notes_free (MtServerNotes *self);
const MtServerNote *
mt_server_notes_find (MtServerNotes *self, const char *host, const char *const *features);
const MtServerNote *mt_server_notes_find_general (MtServerNotes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtServerNotes, mt_server_notes_free)

G_END_DECLS
