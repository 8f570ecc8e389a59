/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtStore: what was read of calendars, kept so that a start never parses. All of it can be made
 * again: a store that cannot be opened, read or written is an empty one, never a failure.
 *
 * Blocking, and for one thread at a time. Window and command may have the same store open.
 */
#pragma once

#include "core/mt-agenda.h"
#include "store/mt-store-error.h"

G_BEGIN_DECLS

/* What is known of one person within a window, and what it was made from. It is as good as new if
 * `facts` is what mt_store_facts() says now, and either `signature` is what mt_signature_take()
 * says of the sources now, or `sources` is the hash of their bytes now. */
typedef struct
{
  char *person;    /* id */
  MtSpan window;   /* that of the agenda */
  char *facts;     /* mt_store_facts() */
  char *sources;   /* hash of all bytes that were read, as the caller makes it */
  char *signature; /* mt_signature_take() from before they were read, "" if not settled */
  GBytes *agenda;  /* mt_agenda_pack() */
} MtStoreRow;

typedef struct _MtStore MtStore;

/* `directory` NULL: the user's own, $XDG_DATA_HOME/meantime. */
MtStore *mt_store_new (const char *directory);
void mt_store_free (MtStore *self);
const char *mt_store_get_trouble (MtStore *self);
GPtrArray *mt_store_read (MtStore *self, const char *team, MtSpan window);
gboolean mt_store_write (MtStore *self, const char *team, const GPtrArray *rows, GError **error);
gboolean
mt_store_keep_people (MtStore *self, const char *team, const char *const *people, GError **error);

MtStoreRow *mt_store_row_new (const char *person,
                              MtSpan window,
                              const char *facts,
                              const char *sources,
                              const char *signature,
                              GBytes *agenda);
void mt_store_row_free (MtStoreRow *self);
char *mt_store_facts (const MtPerson *person, const char *tzdata_version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtStore, mt_store_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtStoreRow, mt_store_row_free)

G_END_DECLS
