/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person has to know of kinds of servers: where to make an app password, how a colleague
 * lets others see when they are busy, what to do where there is no CalDAV. It stands as data in
 * data/servers.xml; nothing that Meantime does depends on it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MtServerNotes MtServerNotes;

/* One kind of server. Its texts are translated; each may be NULL: nothing to be said. */
typedef struct
{
  const char *name;      /* NULL: the note for servers of no known kind */
  const char *sign_in;   /* which name and password it wants */
  const char *sharing;   /* how a colleague grants free/busy */
  const char *instead;   /* no CalDAV there: what to do instead; then `sign_in` is NULL */
  const char *settings;  /* where app passwords are made: a URL, "{host}" in it the server's host */
  const char *authorize; /* URL of the page for OAuth, where the server itself does not tell */
  const char *token;     /* and the one for its tokens */
  const char *scope;
} MtServerNote;

MtServerNotes *mt_server_notes_new (void);
MtServerNotes *mt_server_notes_new_for_xml (GBytes *xml, GError **error);
void mt_server_notes_free (MtServerNotes *self);
const MtServerNote *
mt_server_notes_find (MtServerNotes *self, const char *const *hosts, const char *const *features);
const MtServerNote *mt_server_notes_find_mail (MtServerNotes *self, const char *const *hosts);
const MtServerNote *mt_server_notes_get_general (MtServerNotes *self);
char *mt_server_note_dup_settings (const MtServerNote *note, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtServerNotes, mt_server_notes_free)

G_END_DECLS
