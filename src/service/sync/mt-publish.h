/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPublish: moves a team that began in a folder to a server: its board, its journal and its
 * calendars, or any folder of .ics files. Nothing that is there already is overwritten; what was
 * cut short goes on where it stopped. Blocking; one thread at a time.
 */
#pragma once

#include "net/mt-http.h"
#include "service/sync/mt-publish-part.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef enum
{
  MT_PUBLISH_ERROR_FOLDER,  /* there is nothing to be moved at that place, or it cannot be read */
  MT_PUBLISH_ERROR_URL,     /* nothing can be moved to that place */
  MT_PUBLISH_ERROR_STOPPED, /* the server goes on refusing: the rest was not tried */
  MT_PUBLISH_ERROR_TEAM,    /* the team file is not changed, for the reason given */
} MtPublishError;

#define MT_PUBLISH_ERROR (mt_publish_error_quark ())
GQuark mt_publish_error_quark (void);

typedef struct _MtPublish MtPublish;

MtPublish *mt_publish_new (const char *folder, const char *url, MtTzdata *tzdata, GError **error);
void mt_publish_free (MtPublish *self);
gboolean mt_publish_run (MtPublish *self,
                         MtHttp *http,
                         MtPublishProgress progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error);

GPtrArray *mt_publish_get_parts (MtPublish *self);      /* (element-type MtPublishPart) */
GPtrArray *mt_publish_get_changes (MtPublish *self);    /* (element-type MtPublishChange) */
const char *mt_publish_get_team_path (MtPublish *self); /* nullable: it is no folder of a team */
gboolean mt_publish_is_complete (MtPublish *self);
gboolean mt_publish_update_team (MtPublish *self, MtTzdata *tzdata, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPublish, mt_publish_free)

G_END_DECLS
