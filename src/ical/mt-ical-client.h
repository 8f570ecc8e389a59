/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalClient: hands objects to the worker process and takes plain records back. Blocking; one
 * thread at a time. A worker that hangs or dies costs the object it was at, nothing else.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-span.h"
#include "core/mt-zone.h"
#include "ical/mt-ical-split.h"

G_BEGIN_DECLS

#define MT_ICAL_OBJECT_LIMIT_MS 2000 /* one object; then its worker is killed */
#define MT_ICAL_ANSWER_LIMIT_MS 4000 /* all hostile objects of one answer */
#define MT_ICAL_MAX_KILLS 3         /* of one source; then its unread objects are parked together */
#define MT_ICAL_MAX_INSTANCES 10000 /* of one event in the window */

typedef struct _MtIcalClient MtIcalClient;

typedef enum
{
  MT_ICAL_ERROR_WORKER, /* the worker cannot be started */
  MT_ICAL_ERROR_PATCH,  /* the component to change is not in the text, or a value cannot be written
                         */
} MtIcalError;

#define MT_ICAL_ERROR (mt_ical_error_quark ())
GQuark mt_ical_error_quark (void);

char *mt_ical_worker_find (void);
char *mt_ical_program_find (const char *folder, const char *name);

MtIcalClient *mt_ical_client_new (const char *worker_path,
                                  MtZoneLookup lookup,
                                  gpointer user_data,
                                  GDestroyNotify destroy);
void mt_ical_client_free (MtIcalClient *self);
gboolean mt_ical_client_expand (MtIcalClient *self,
                                GPtrArray *objects,
                                MtSpan window,
                                GPtrArray *items,
                                GPtrArray *problems,
                                GCancellable *cancellable,
                                GError **error);
void mt_ical_client_begin_source (MtIcalClient *self);
gboolean mt_ical_client_expand_some (MtIcalClient *self,
                                     GPtrArray *objects,
                                     MtSpan window,
                                     GPtrArray *items,
                                     GPtrArray *problems,
                                     GCancellable *cancellable,
                                     GError **error);
void mt_ical_client_end_source (MtIcalClient *self, GPtrArray *problems);
void mt_ical_client_begin_answer (MtIcalClient *self);
guint mt_ical_client_get_kills (const MtIcalClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIcalClient, mt_ical_client_free)

G_END_DECLS
