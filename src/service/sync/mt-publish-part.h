/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What MtPublish moves: one file or folder to one collection, and what became of its items.
 */
#pragma once

#include "net/mt-http.h"
#include "providers/collections/caldav/mt-home.h"
#include "service/sync/mt-publish-items.h"

G_BEGIN_DECLS

/* An item that is not there as it is here. */
typedef struct
{
  char *path; /* the file it stands in */
  char *uid;  /* nullable */
  char *why;
  gboolean differs; /* there is one of that UID, and it says something else */
} MtPublishTrouble;

typedef struct
{
  char *path;     /* the file or folder */
  char *home;     /* URL of what the collection is made in */
  char *segment;  /* last part of its URL */
  char *url;      /* the collection */
  MtHolds wanted; /* what it is for */
  MtHolds holds;  /* that, and what is in it */
  gboolean made;
  guint n_items;       /* in the file or folder */
  guint n_sent;        /* by this run */
  guint n_same;        /* that were there already */
  gboolean finished;   /* each item was tried */
  GPtrArray *troubles; /* (element-type MtPublishTrouble) */
  GPtrArray *altered;  /* likewise: sent by this run, and kept by the server in another way */
} MtPublishPart;

/* One line of the team file that is to change. */
typedef struct
{
  char *person; /* nullable: of the team itself */
  char *key;    /* "calendars", "holidays"; "calendars.board", "calendars.journal" of the team */
  char *from;   /* as written */
  char *to;     /* URL */
} MtPublishChange;

/* After each item, on the thread that publishes. */
typedef void (*MtPublishProgress) (const MtPublishPart *part, gpointer user_data);

MtPublishPart *mt_publish_part_new (const char *path, const char *home, const char *segment);
void mt_publish_part_free (MtPublishPart *self);
gboolean mt_publish_part_run (MtPublishPart *self,
                              MtHttp *http,
                              MtPublishProgress progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);
gboolean mt_publish_part_is_complete (const MtPublishPart *self);
void mt_publish_change_free (MtPublishChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPublishPart, mt_publish_part_free)

G_END_DECLS
