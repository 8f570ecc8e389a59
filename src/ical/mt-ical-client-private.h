/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtIcalClient: its worker, and MtIcalJob, some objects of a
 * source.
 */
#pragma once

#include "ical/mt-ical-client.h"
#include "ical/mt-ical-process.h"

G_BEGIN_DECLS

#define MT_ICAL_TICK_MS 50 /* how often progress is looked at */

struct _MtIcalClient
{
  char *path;
  MtZoneLookup lookup;
  gpointer user_data;
  GDestroyNotify destroy;
  MtIcalProcess *process; /* nullable: started when needed */
  GByteArray *in;
  guint next_set;    /* numbers of sets of VTIMEZONEs are never used again */
  gint64 hostile_ms; /* of this answer */
  guint kills;

  /* Of the source that is read: mt_ical_client_begin_source(). */
  guint source_kills;
  guint source_restarts;
  gboolean given_up; /* nothing more of it is read */
  guint n_unread;    /* objects that were left out therefore */
  char *unread_file; /* owned, nullable: of the first of them */
  guint unread_line; /* likewise */
};

/* One call of mt_ical_client_expand_some(). */
typedef struct
{
  MtIcalClient *client;
  GPtrArray *objects;
  MtSpan window;
  GPtrArray *items;
  GPtrArray *problems;
  GQueue todo;      /* indices + 1 of objects not yet sent */
  GQueue in_flight; /* indices + 1 of objects sent, in order */
  gsize in_flight_bytes;
  GHashTable *sets; /* GPtrArray of zones (unowned) -> number */
  GByteArray *out;
  gsize sent;
  guint64 seen;     /* progress when last looked at */
  gint64 seen_at;   /* monotonic microseconds */
  gint64 seen_cpu;  /* microseconds of a processor that the worker had used by then */
  gpointer retried; /* index + 1 of an object that was read again after its worker died */
  gboolean fresh;   /* the worker was started by this job and has not answered yet */
} MtIcalJob;

/* mt-ical-job.c */
void mt_ical_job_init (MtIcalJob *job);
void mt_ical_job_clear (MtIcalJob *job);
MtIcalObject *mt_ical_job_object_at (MtIcalJob *job, gpointer index_1);
void mt_ical_job_add_problem (MtIcalJob *job,
                              MtSeverity severity,
                              const MtIcalObject *object,
                              const char *text);
void mt_ical_job_fill_out (MtIcalJob *job);
gpointer mt_ical_job_take_in_flight (MtIcalJob *job);
gpointer mt_ical_job_take_culprit (MtIcalJob *job);
void mt_ical_job_park_rest (MtIcalJob *job);

/* mt-ical-answers.c */
gboolean mt_ical_answers_read (MtIcalJob *job);

/* mt-ical-watch.c */
gboolean mt_ical_watch_ensure_worker (MtIcalJob *job, GError **error);
gboolean mt_ical_watch_stands_still (MtIcalJob *job);
gboolean mt_ical_watch_replace_worker (MtIcalJob *job, gboolean hung, GError **error);

G_END_DECLS
