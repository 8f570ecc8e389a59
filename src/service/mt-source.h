/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSource: one calendar place during one reading: what it holds is read once and expanded once,
 * however many people name it. Blocking; one thread.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-agenda.h"
#include "ical/mt-ical-client.h"
#include "providers/collections/mt-collection.h"
#include "service/mt-sources.h"

G_BEGIN_DECLS

typedef struct
{
  char *written;                  /* as the team file has it */
  char *path;                     /* absolute; NULL for one on a server */
  const MtStoreCollection *known; /* unowned, nullable: what is known of one on a server */
  guint uses;                     /* by how many people it is still wanted */

  gboolean read;
  GPtrArray *raw; /* (element-type MtRawItem), nullable: of a path, once read, until expanded */
  MtItemStore *items_from; /* unowned, nullable: where one on a server is read from */
  GHashTable *edits; /* owned, nullable: path of an item -> MtPendingMark (owned): what waits; once
                        expanded */
  char *hash;        /* of what it holds, nullable: could not be read */
  gboolean clean;    /* not a single problem so far */
  char *error;       /* why it could not be read, nullable */

  gboolean expanded;
  GPtrArray *items;      /* (element-type MtItem), never NULL */
  gboolean names_people; /* some item has attendees or an organizer: means different things to
                            different people */
  MtSpan window;         /* of the instances */
  MtMark mark;
} MtSource;

gboolean mt_source_is_remote (const char *written);
MtMark mt_source_judge (const MtStoreCollection *known);
/* What is wanted of a source. */
typedef struct
{
  MtIcalKinds kinds;
  gboolean times; /* and nothing else: no long texts */
  MtSpan wide;    /* where instances are wanted, so that the answer is good for days */
  MtSpan narrow; /* where they are needed, within `wide`: an event that is cut in `wide` need not be
                    in here */
  void (*seen) (const MtRawItem *item, gpointer data); /* nullable: told of each resource; of one
                                                          perhaps more than once */
  gpointer data;                                       /* for `seen` */
} MtSourceWish;

MtSource *mt_source_new (const char *written, const char *base, const MtSources *known);
void mt_source_free (MtSource *self);
void mt_source_name_parked (const MtSource *self, MtItemStore *items, GPtrArray *problems);
char *mt_source_get_stamp (const MtSource *self);
void
mt_source_read (MtSource *self, MtItemStore *items, GPtrArray *problems, GCancellable *cancellable);
gboolean mt_source_expand (MtSource *self,
                           MtIcalClient *client,
                           const MtSourceWish *wish,
                           GPtrArray *problems,
                           GCancellable *cancellable,
                           GError **error);
void mt_source_release (MtSource *self);

G_END_DECLS
