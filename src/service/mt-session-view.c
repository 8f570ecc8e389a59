/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: how a snapshot and the chosen instant become what is shown.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include "service/mt-board-model.h"
#include "service/mt-display-text.h"
#include "service/mt-model-sync.h"
#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"
#include "service/mt-problem-item.h"
#include "service/mt-session-text.h"
#include "service/mt-team-overlap.h"
#include "service/mt-update-item-private.h"
#include "service/mt-zone-item-private.h"
#include "service/mt-zone-strip.h"
#include "service/mt-zone-text.h"

#define HOUR_S 3600

/* -- What is derived from the chosen instant -- */

/**
 * mt_session_refresh_axis: (skip)
 * @self: a session that shows a team
 *
 * Brings the axis to the chosen instant's day, unless the slider merely stands at its end.
 */
void
mt_session_refresh_axis (MtSession *self)
{
  const MtDate date = self->moment->date;
  MtSpan axis = { mt_moment_day_start (self->moment, date),
                  mt_moment_day_start (self->moment, date + (gint) self->axis_hours / 24) };

  /* The end of the axis is the last place of the slider, not another day. */
  if (self->axis.start <= self->at && self->at <= self->axis.end && !self->live &&
      self->axis.end > self->axis.start)
    axis = self->axis;

  mt_notify_set_int64 (self, mt_session_prop (MT_SESSION_PROP_AXIS_START), &self->axis.start,
                       axis.start);
  mt_notify_set_int64 (self, mt_session_prop (MT_SESSION_PROP_AXIS_END), &self->axis.end, axis.end);
}

static void
refresh_people (MtSession *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  guint n_working = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->people), i);
      MtStateKind kind = MT_STATE_OFF;

      mt_person_item_refresh (item);
      kind = mt_person_item_get_state (item).kind;
      n_working += kind == MT_STATE_WORKING || kind == MT_STATE_BUSY || kind == MT_STATE_FOCUS;
    }

  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_N_WORKING), &self->n_working,
                      n_working);
}

static gint
compare_updates (gconstpointer a, gconstpointer b)
{
  const MtDue first = mt_update_item_get_due (*(MtUpdateItem *const *) a);
  const MtDue second = mt_update_item_get_due (*(MtUpdateItem *const *) b);
  const gint64 first_due = first.has_due ? first.due : G_MAXINT64;
  const gint64 second_due = second.has_due ? second.due : G_MAXINT64;

  return first_due < second_due ? -1 : first_due > second_due;
}

/* (transfer full): the items there are, by person. */
static GHashTable *
collect_updates (MtSession *self)
{
  GHashTable *by_person = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->updates));

  for (guint i = 0; i < n; i++)
    {
      MtUpdateItem *item = g_list_model_get_item (G_LIST_MODEL (self->updates), i);
      g_autoptr (MtPersonItem) person = NULL;

      g_object_get (item, "person", &person, NULL);
      g_hash_table_insert (by_person, person, item);
    }

  return by_person;
}

/* Those who owe an update on their date, by when it is due: east comes before west. */
static void
refresh_updates (MtSession *self)
{
  g_autoptr (GHashTable) there = collect_updates (self);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n && self->moment->snapshot->journal != MT_SOURCE_NONE; i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);
      g_autoptr (MtUpdateItem) item = NULL;

      g_set_object (&item, g_hash_table_lookup (there, person));
      if (item != NULL)
        mt_update_item_refresh (item);
      else
        item = mt_update_item_new (person);

      if (mt_update_item_get_due (item).kind != MT_DUE_OFF)
        g_ptr_array_add (wanted, g_steal_pointer (&item));
    }

  g_ptr_array_sort (wanted, compare_updates);
  mt_model_sync (self->updates, wanted);
}

/* Whether the overlaps of the week from now tell which is the next one at the chosen instant. */
static gboolean
is_near (MtSession *self)
{
  const gint64 now = mt_clock_get_now (self->clock);

  return now < self->axis.end && self->at < now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S;
}

static void
refresh_texts (MtSession *self)
{
  const MtMoment *moment = self->moment;
  const gboolean near = is_near (self);
  GListStore *overlaps = near ? self->overlaps : self->axis_overlaps;

  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_DATE_TEXT), &self->date_text,
                         mt_format_date_time (moment->format, moment->at, moment->viewer));
  mt_notify_take_string (
      self, mt_session_prop (MT_SESSION_PROP_SUMMARY), &self->summary,
      mt_session_text_summary (moment, G_LIST_MODEL (overlaps), near, self->n_working));
  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_NEXT_START_TEXT),
                         &self->next_start_text,
                         mt_session_text_next_start (moment, G_LIST_MODEL (self->people)));
  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_ZONE_HINT), &self->zone_hint,
                         mt_session_text_hint (moment));
}

/* From the clock's now on, whatever instant is chosen. The first frame does not wait for it: it
 * follows with board and journal. */
static void
refresh_outlook (MtSession *self)
{
  const gint64 now = mt_clock_get_now (self->clock);
  const gint64 hour = now / HOUR_S;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->zones));

  if (self->board_read && (self->outlook == NULL || self->outlook_hour != hour))
    {
      g_clear_pointer (&self->outlook, g_ptr_array_unref);
      self->outlook = mt_outlook (self->moment->snapshot->team, now, MT_ZONE_TEXT_DAYS);
      self->outlook_hour = hour;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtZoneItem) zone = g_list_model_get_item (G_LIST_MODEL (self->zones), i);

      mt_zone_item_set_warning (zone, self->moment, self->outlook, now);
    }
  mt_notify_take_string (
      self, mt_session_prop (MT_SESSION_PROP_CHANGE_TEXT), &self->change_text,
      mt_zone_text_changes (self->moment, self->outlook, G_LIST_MODEL (self->zones)));
}

static void
refresh_sections (MtSession *self)
{
  const MtSnapshot *snapshot = self->moment->snapshot;
  MtSectionText board = { 0 };
  MtSectionText updates = { 0 };

  mt_session_text_board (snapshot, self->board_read, &board);
  mt_session_text_updates (snapshot, self->board_read,
                           g_list_model_get_n_items (G_LIST_MODEL (self->updates)), &updates);

  mt_notify_set_int (self, mt_session_prop (MT_SESSION_PROP_PEOPLE_STATE), &self->people_state,
                     snapshot->team->people->len == 0 ? MT_SECTION_EMPTY : MT_SECTION_CONTENT);
  mt_notify_set_int (self, mt_session_prop (MT_SESSION_PROP_BOARD_STATE), &self->board_state,
                     board.state);
  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_BOARD_TEXT), &self->board_text,
                         board.text);
  mt_notify_set_int (self, mt_session_prop (MT_SESSION_PROP_UPDATES_STATE), &self->updates_state,
                     updates.state);
  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_UPDATES_TEXT), &self->updates_text,
                         updates.text);
}

/**
 * mt_session_refresh: (skip)
 * @self: a session that shows a team
 *
 * Brings everything that follows from the chosen instant to it, in one go: no frame shows half of
 * it.
 */
void
mt_session_refresh (MtSession *self)
{
  const MtSpan axis = self->axis;

  g_object_freeze_notify (G_OBJECT (self));

  mt_moment_set_at (self->moment, self->at);
  mt_session_refresh_axis (self);
  if (axis.start != self->axis.start || axis.end != self->axis.end)
    mt_session_refresh_overlaps (self);
  refresh_people (self);
  mt_zone_strip_refresh (self->zones, self->moment, G_LIST_MODEL (self->people), self->places);
  refresh_outlook (self);
  mt_board_model_refresh (G_LIST_MODEL (self->columns));
  if (self->board_read)
    refresh_updates (self);
  refresh_texts (self);
  refresh_sections (self);

  g_object_thaw_notify (G_OBJECT (self));
}

/* -- What is derived from the data -- */

static void
set_people (MtSession *self)
{
  const GPtrArray *people = self->moment->snapshot->team->people;
  g_autoptr (GHashTable) by_id =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (people, i);
      MtPersonItem *item = g_hash_table_lookup (self->people_by_id, person->id);

      if (item != NULL)
        mt_person_item_set_moment (g_object_ref (item), self->moment, i);
      else
        item = mt_person_item_new (self->moment, i);
      g_hash_table_insert (by_id, g_strdup (person->id), item);
      g_ptr_array_add (wanted, item);
    }

  mt_model_sync (self->people, wanted);
  g_hash_table_unref (self->people_by_id);
  self->people_by_id = g_steal_pointer (&by_id);
}

static void
add_problems (GPtrArray *items, const GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_add (items, mt_problem_item_new (g_ptr_array_index (problems, i)));
}

/**
 * mt_session_set_problems: (skip)
 * @self: a session
 * @problems: (element-type MtProblem): of the last reading
 *
 * Lists them, and those of pictures.
 */
void
mt_session_set_problems (MtSession *self, const GPtrArray *problems)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  add_problems (items, problems);
  if (self->picture_problems != NULL)
    add_problems (items, self->picture_problems);

  g_list_store_splice (self->problems, 0, g_list_model_get_n_items (G_LIST_MODEL (self->problems)),
                       items->pdata, items->len);
}

static void
refresh_trouble (MtSession *self, const GPtrArray *problems)
{
  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_TROUBLE), &self->trouble,
                         mt_session_text_trouble (problems));
}

/**
 * mt_session_show: (skip)
 * @self: a session
 * @snapshot: what was read
 * @complete: whether board and journal were read, too
 *
 * The one hand-over from the reading thread: shows @snapshot instead of what was shown.
 */
void
mt_session_show (MtSession *self, MtSnapshot *snapshot, gboolean complete)
{
  g_autoptr (MtMoment) moment = mt_moment_new (snapshot, self->tzdata, self->format, self->me_id);

  mt_session_cancel_pictures (self); /* they are of another reading */
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->provisional, mt_snapshot_unref);
  g_object_freeze_notify (G_OBJECT (self));

  if (self->live)
    mt_notify_set_int64 (self, mt_session_prop (MT_SESSION_PROP_AT), &self->at,
                         mt_clock_get_now (self->clock));
  mt_moment_set_at (moment, self->at);
  mt_moment_set_sources (moment, snapshot->sources, mt_clock_get_now (self->clock));
  g_clear_pointer (&self->moment, mt_moment_unref);
  self->moment = g_steal_pointer (&moment);
  self->board_read |= complete;
  g_clear_pointer (&self->free_table, mt_free_table_free);
  g_clear_pointer (&self->outlook, g_ptr_array_unref);

  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_TEAM_NAME), &self->team_name,
                         mt_display_line (snapshot->team->name));
  set_people (self);
  mt_session_set_sources (self, snapshot->sources);
  mt_session_refresh_choice (self);
  if (complete)
    mt_board_model_set (self->columns, self->moment, self->people_by_id);
  mt_session_set_problems (self, snapshot->problems);
  refresh_trouble (self, snapshot->problems);
  mt_session_refresh_axis (self);
  mt_session_refresh_overlaps (self);
  mt_session_refresh (self);
  mt_session_set_state (self, MT_SESSION_READY, NULL);

  g_object_thaw_notify (G_OBJECT (self));
  mt_session_answer_open (self);
}
