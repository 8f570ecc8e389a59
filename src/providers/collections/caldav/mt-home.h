/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The calendars that an account may use, its own and those of others, and making new ones.
 */
#pragma once

#include "providers/collections/caldav/mt-discovery.h"

G_BEGIN_DECLS

/* What a collection holds. A server that does not say: events, tasks and journals (RFC 4791 5.2.3).
 */
typedef enum
{
  MT_HOLDS_EVENTS = 1 << 0,
  MT_HOLDS_TASKS = 1 << 1,
  MT_HOLDS_JOURNALS = 1 << 2,
  MT_HOLDS_FREEBUSY = 1 << 3,
  MT_HOLDS_AVAILABILITY = 1 << 4,
} MtHolds;

typedef struct
{
  char *url;              /* with a slash at its end */
  char *name;             /* never NULL: the last part of the URL where the server has none */
  char *colour;           /* "#rrggbb", nullable */
  char *owner;            /* principal URL, nullable: not said */
  char *owner_name;       /* nullable */
  char **owner_addresses; /* never NULL */
  gboolean foreign;       /* it is somebody else's */
  MtHolds holds;
  gboolean subscribed; /* the server fetches it from elsewhere: nothing to be written */
  gboolean may_read;   /* FALSE: only when its owner is busy may be asked */
  gboolean may_write;
  gboolean transparent;  /* its owner lets it not count as busy (schedule-calendar-transp) */
  gboolean has_sync;     /* sync-collection */
  gboolean has_freebusy; /* free-busy-query */
} MtHomeCollection;

GPtrArray *mt_home_list (MtHttp *http,
                         const MtDiscovered *found,
                         MtDiscoveryStepFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error);
char *mt_home_make (MtHttp *http,
                    const char *home,
                    const char *segment,
                    const char *name,
                    MtHolds holds,
                    GCancellable *cancellable,
                    GError **error);
void mt_home_collection_free (MtHomeCollection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtHomeCollection, mt_home_collection_free)

G_END_DECLS
