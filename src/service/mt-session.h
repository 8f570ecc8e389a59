/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: one open team, live. The one thing that the window talks to: models that views bind
 * to, the chosen instant, and commands that flow back. Main thread only; reading happens on a
 * thread of its own.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-change.h"
#include "service/mt-cities.h"
#include "service/mt-clock.h"
#include "service/mt-draft-store.h"
#include "service/mt-edit-sides.h"
#include "service/mt-format.h"
#include "service/mt-person-item.h"
#include "service/mt-ignored.h"
#include "service/mt-snapshot.h"
#include "service/mt-team-writer.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef enum
{
  MT_SESSION_CLOSED,  /* no team: the welcome page */
  MT_SESSION_LOADING, /* first reading */
  MT_SESSION_READY,
  MT_SESSION_ERROR, /* the first reading failed: `error-text` */
} MtSessionState;

typedef enum
{
  MT_SECTION_LOADING,
  MT_SECTION_EMPTY,
  MT_SECTION_ERROR,
  MT_SECTION_CONTENT,
} MtSectionState;

#define MT_TYPE_SESSION (mt_session_get_type ())
G_DECLARE_FINAL_TYPE (MtSession, mt_session, MT, SESSION, GObject)

/* Properties, read-only unless said:
 *   state (int, MtSessionState); error-text (string): what is wrong and what to do
 *   trouble (string): lasting trouble while the last good data stay on screen (a broken edit, a
 * calendar that cannot be read), "" when none: the first of `problems` and how many more team-name
 * (string); date-text (string) "Tuesday 24 November, 15:22" of the chosen instant summary (string)
 * "4 of 9 working · next overlap 17:30–18:00, 6 of 9" next-start-text (string) "Bo Lind
 * starts: 10:00, your 11:00", "" when nobody does; change-text (string): the next change of clocks
 * that matters to the overlap, within two weeks, else ""; zone-hint (string): says when the
 * viewer's zone differs from the system's, or that calendars are not read for the chosen instant,
 * else "" at (int64, writable): the chosen instant; live (boolean): it follows the clock; loading
 * (boolean): files are being read axis-start, axis-end (int64): the shared axis (the viewer's day;
 * `axis-hours` 24 or 48, writable) n-chosen (uint): people whose overlap is shown, 0 for no choice;
 * choice-min (uint): how many of them at least; choice-text (string) "Overlap of Ana, Bo"
 * people-state, board-state, updates-state (int, MtSectionState); board-text, updates-text
 * (string): what to say when empty or in error n-working (uint)
 *   n-pending, n-conflicts (uint): edits that wait to be sent, edits that wait for the user
 *   board-source-text, updates-source-text (string) "dav.example.org, read 11:20", "" without a
 * server; board-trouble-text, updates-trouble-text (string) "password refused, since 11:20", ""
 * when all is well Signal: edited (): a change went into the outbox: whoever syncs may send it
 * Models (never NULL, the same object
 * for the life of the session): people (MtPersonItem, order of the file), zones (MtZoneItem, west
 * to east), columns (MtColumnItem), updates (MtUpdateItem), overlaps (MtOverlapItem: the next 7
 * days), problems (GtkString-like: MtProblemItem) */
MtSession *mt_session_new (MtTzdata *tzdata, MtClock *clock);

void mt_session_open_async (MtSession *self,
                            const char *path,
                            const char *me,
                            gboolean demo,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean mt_session_open_finish (MtSession *self, GAsyncResult *result, GError **error);
void mt_session_reload (MtSession *self);

/* Whose calendars do not count: a setting of this machine. The next reading follows it. */
void mt_session_set_ignored (MtSession *self, MtIgnored *ignored);
MtIgnored *mt_session_get_ignored (MtSession *self); /* (transfer none) nullable */
void mt_session_hold (MtSession *self);
void mt_session_release (MtSession *self);

MtClock *mt_session_get_clock (MtSession *self);
MtTzdata *mt_session_get_tzdata (MtSession *self); /* (transfer none) */
gboolean mt_session_is_demo (MtSession *self);
MtDraftStore *mt_session_get_drafts (MtSession *self); /* (transfer none) nullable */
MtSnapshot *mt_session_get_snapshot (MtSession *self); /* (transfer none) nullable */
MtPersonItem *mt_session_get_me (MtSession *self);     /* (transfer none) nullable */
MtZone *mt_session_get_viewer_zone (MtSession *self);  /* (transfer none) */
GListModel *mt_session_get_people (MtSession *self);
GListModel *mt_session_get_zones (MtSession *self);
GListModel *mt_session_get_columns (MtSession *self);
GListModel *mt_session_get_updates (MtSession *self);
GListModel *mt_session_get_overlaps (MtSession *self);
GListModel *mt_session_get_axis_overlaps (MtSession *self); /* MtOverlapItem: those drawn */
GListModel *mt_session_get_problems (MtSession *self);
gint64 mt_session_get_at (MtSession *self);
void mt_session_set_at (MtSession *self, gint64 at);
void mt_session_follow_clock (MtSession *self);
void mt_session_step (MtSession *self, gint64 step_s);
MtDate mt_session_get_date (MtSession *self);
void mt_session_set_date (MtSession *self, MtDate date);
char *mt_session_format_date_time (MtSession *self, gint64 instant); /* in the viewer's zone */
gboolean mt_session_read_when (MtSession *self, const char *text, gint64 *instant, GError **error);
MtSpan mt_session_get_axis (MtSession *self);
const MtSpans *
mt_session_get_axis_overlap (MtSession *self);     /* the overlap drawn through the rows */
MtFormat *mt_session_get_format (MtSession *self); /* (transfer none) */
char *mt_session_format_time (MtSession *self,
                              gint64 instant); /* in the viewer's zone, 12/24 h as the system */

/* Places of the user in the strip, beside those of the team (element-type MtCity). */
void mt_session_set_places (MtSession *self, GPtrArray *places);
const GPtrArray *mt_session_get_places (MtSession *self); /* nullable */

/* The search for cities, read when first used and dropped when nobody holds it. */
MtCities *mt_session_dup_cities (MtSession *self);
char *mt_session_dup_zone_time (MtSession *self, const char *zone_id); /* "UTC+5:30 · 20:52" */

/* For a chat, (transfer full): the chosen instant, and when people overlap, on everybody's clock.
 */
char *mt_session_dup_times_text (MtSession *self);
char *mt_session_dup_overlap_text (MtSession *self);

/* Whose overlap is shown, drawn and exported: without a choice that of the largest number. */
void mt_session_set_choice (MtSession *self, const char *const *ids, guint min_people);
void mt_session_toggle_chosen (MtSession *self, MtPersonItem *person);
void mt_session_set_choice_min (MtSession *self, guint min_people);

void mt_session_export_async (MtSession *self,
                              GFile *file,
                              const char *format,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean
mt_session_export_finish (MtSession *self, GAsyncResult *result, guint *n_slots, GError **error);

/* Changes of the team file: one at a time, done when the session shows it. */
gboolean mt_session_can_edit_team (MtSession *self);
void mt_session_edit_team_async (MtSession *self,
                                 MtTeamDraft *draft,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void mt_session_undo_team_async (MtSession *self,
                                 MtTeamUndo *undo,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
MtTeamUndo *mt_session_edit_team_finish (MtSession *self,
                                         GAsyncResult *result,
                                         GPtrArray **warnings,
                                         GError **error);

void mt_session_apply_async (MtSession *self,
                             MtChange *change,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean
mt_session_apply_finish (MtSession *self, GAsyncResult *result, MtChange **undo, GError **error);
gboolean mt_session_is_conflict (const GError *error);

/* Edits that wait for the user: what a conflict is about, and their answer. `edit` is that of the
 * MtPendingMark of a task or post. The session reads again when it is done. */
void mt_session_look_at_edit_async (MtSession *self,
                                    gint64 edit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
MtEditSides *mt_session_look_at_edit_finish (MtSession *self, GAsyncResult *result, GError **error);
void mt_session_answer_edit_async (MtSession *self,
                                   gint64 edit,
                                   guint64 serial,
                                   MtEditAnswer answer,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean mt_session_answer_edit_finish (MtSession *self, GAsyncResult *result, GError **error);
const MtSources *mt_session_get_sources (MtSession *self); /* (transfer none) nullable */

G_END_DECLS
