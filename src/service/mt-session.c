/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: one open team, live.
 */
#include "config.h"

#include "service/mt-session.h"

#include <glib/gi18n-lib.h>

#include "providers/collections/mt-watch.h"
#include "service/mt-board-model.h"
#include "service/mt-column-item.h"
#include "service/mt-display-text.h"
#include "service/mt-export.h"
#include "service/mt-loader.h"
#include "service/mt-model-sync.h"
#include "service/mt-moment.h"
#include "service/mt-notify.h"
#include "service/mt-overlap-item-private.h"
#include "service/mt-person-item-private.h"
#include "service/mt-problem-item.h"
#include "service/mt-session-text.h"
#include "service/mt-team-overlap.h"
#include "service/mt-update-item-private.h"
#include "service/mt-zone-item.h"
#include "service/mt-zone-strip.h"

#define PATIENCE_MS 500 /* then hours alone are shown, while calendars are still being read */
#define BEFORE_WEEKS 1  /* of the week of now: what the agendas cover */
#define AFTER_WEEKS 5

struct _MtSession
{
  GObject parent_instance;

  MtTzdata *tzdata; /* owned */
  MtClock *clock;   /* owned */
  MtFormat *format; /* owned */
  MtLoader *loader; /* owned */
  MtWatch *watch;   /* owned */

  char *path;
  char *me_id;
  gboolean demo;
  GTask *open;              /* owned, nullable: the opening that has not been answered yet */
  GCancellable *reading;    /* owned, nullable: the reading under way */
  gboolean reload_wanted;   /* something changed while reading */
  MtSnapshot *provisional;  /* owned, nullable: hours only, shown when the rest takes long */
  guint patience_id;        /* source */
  MtMoment *moment;         /* owned, nullable */
  MtFreeTable *free_table;  /* owned, nullable */
  guint overlap_size;       /* people */
  MtSpans *axis_overlap;    /* owned */
  GHashTable *people_by_id; /* owned: id -> MtPersonItem (owned) */
  gboolean board_read;      /* board and journal have been read */

  GListStore *people;
  GListStore *zones;
  GListStore *columns;
  GListStore *updates;
  GListStore *overlaps;
  GListStore *problems;

  gint state;
  char *error_text;
  char *trouble;
  char *broken; /* what is wrong with the last edit of the team file, nullable */
  char *team_name;
  char *date_text;
  char *summary;
  char *zone_hint;
  char *board_text;
  char *updates_text;
  gint people_state;
  gint board_state;
  gint updates_state;
  gint64 at;
  gboolean live;
  gboolean loading;
  guint axis_hours;
  MtSpan axis;
  guint n_working;
};

enum
{
  PROP_STATE = 1,
  PROP_ERROR_TEXT,
  PROP_TROUBLE,
  PROP_TEAM_NAME,
  PROP_DATE_TEXT,
  PROP_SUMMARY,
  PROP_ZONE_HINT,
  PROP_AT,
  PROP_LIVE,
  PROP_LOADING,
  PROP_AXIS_START,
  PROP_AXIS_END,
  PROP_AXIS_HOURS,
  PROP_PEOPLE_STATE,
  PROP_BOARD_STATE,
  PROP_UPDATES_STATE,
  PROP_BOARD_TEXT,
  PROP_UPDATES_TEXT,
  PROP_N_WORKING,
  PROP_PEOPLE,
  PROP_ZONES,
  PROP_COLUMNS,
  PROP_UPDATES,
  PROP_OVERLAPS,
  PROP_PROBLEMS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void start_reading (MtSession *self, MtLoadFlags flags);

G_DEFINE_FINAL_TYPE (MtSession, mt_session, G_TYPE_OBJECT)

/* -- What is derived from the chosen instant -- */

static void
refresh_axis (MtSession *self)
{
  const MtDate date = self->moment->date;
  MtSpan axis = { mt_moment_day_start (self->moment, date),
                  mt_moment_day_start (self->moment, date + (gint) self->axis_hours / 24) };

  /* The end of the axis is the last place of the slider, not another day. */
  if (self->axis.start <= self->at && self->at <= self->axis.end && !self->live &&
      self->axis.end > self->axis.start)
    axis = self->axis;

  mt_notify_set_int64 (self, props[PROP_AXIS_START], &self->axis.start, axis.start);
  mt_notify_set_int64 (self, props[PROP_AXIS_END], &self->axis.end, axis.end);
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

  mt_notify_set_uint (self, props[PROP_N_WORKING], &self->n_working, n_working);
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

static void
refresh_texts (MtSession *self)
{
  const MtMoment *moment = self->moment;

  mt_notify_take_string (self, props[PROP_DATE_TEXT], &self->date_text,
                         mt_format_date_time (moment->format, moment->at, moment->viewer));
  mt_notify_take_string (self, props[PROP_SUMMARY], &self->summary,
                         mt_session_text_summary (moment, G_LIST_MODEL (self->overlaps),
                                                  self->n_working, self->overlap_size));
  mt_notify_take_string (self, props[PROP_ZONE_HINT], &self->zone_hint,
                         mt_session_text_zone_hint (moment));
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

  mt_notify_set_int (self, props[PROP_PEOPLE_STATE], &self->people_state,
                     snapshot->team->people->len == 0 ? MT_SECTION_EMPTY : MT_SECTION_CONTENT);
  mt_notify_set_int (self, props[PROP_BOARD_STATE], &self->board_state, board.state);
  mt_notify_take_string (self, props[PROP_BOARD_TEXT], &self->board_text, board.text);
  mt_notify_set_int (self, props[PROP_UPDATES_STATE], &self->updates_state, updates.state);
  mt_notify_take_string (self, props[PROP_UPDATES_TEXT], &self->updates_text, updates.text);
}

/* Everything that follows from the chosen instant, in one go: no frame shows half of it. */
static void
refresh_at (MtSession *self)
{
  g_object_freeze_notify (G_OBJECT (self));

  mt_moment_set_at (self->moment, self->at);
  refresh_axis (self);
  refresh_people (self);
  mt_zone_strip_refresh (self->zones, self->moment, G_LIST_MODEL (self->people));
  mt_board_model_refresh (G_LIST_MODEL (self->columns));
  if (self->board_read)
    refresh_updates (self);
  refresh_texts (self);
  refresh_sections (self);

  g_object_thaw_notify (G_OBJECT (self));
}

/* -- What is derived from the clock -- */

static GPtrArray *
make_overlaps (MtSession *self, const MtSpans *spans)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->overlaps));

  for (guint i = 0; i < spans->n; i++)
    {
      g_autoptr (GArray) members = mt_team_overlap_members (self->free_table, spans->at[i]);
      g_autoptr (MtOverlapItem) item =
          mt_overlap_item_new (self->moment, spans->at[i], members, self->overlap_size);

      for (guint old = 0; old < n_old; old++)
        {
          g_autoptr (MtOverlapItem) there =
              g_list_model_get_item (G_LIST_MODEL (self->overlaps), old);

          if (mt_overlap_item_equal (there, item) && !g_ptr_array_find (items, there, NULL))
            g_set_object (&item, there);
        }
      g_ptr_array_add (items, g_steal_pointer (&item));
    }

  return items;
}

/* The overlap of the week from now on, and of the axis. It follows the clock and the data; the
 * slider only moves over it. */
static void
refresh_overlaps (MtSession *self)
{
  const gint64 now = mt_clock_get_now (self->clock);
  const MtSpan week = { now, now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S };
  const MtSpan reach = { MIN (week.start, self->axis.start), MAX (week.end, self->axis.end) };
  const MtPerson *me = self->moment->me;
  g_autoptr (MtSpans) spans = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (self->free_table == NULL || self->free_table->window.start > reach.start ||
      self->free_table->window.end < reach.end)
    {
      const MtSpan window = { reach.start, reach.end + MT_DAY_S };

      g_clear_pointer (&self->free_table, mt_free_table_free);
      self->free_table = mt_free_table_new (self->moment->patterns, self->moment->snapshot, window);
    }

  self->overlap_size = mt_team_overlap_size (self->free_table, me, now);
  g_clear_pointer (&self->axis_overlap, mt_spans_free);
  if (self->overlap_size == 0)
    {
      spans = mt_spans_new ();
      self->axis_overlap = mt_spans_new ();
    }
  else
    {
      spans = mt_team_overlap_spans (self->free_table, me, self->overlap_size, week);
      self->axis_overlap =
          mt_team_overlap_spans (self->free_table, me, self->overlap_size, self->axis);
    }

  items = make_overlaps (self, spans);
  mt_model_sync (self->overlaps, items);
}

static MtSpan
wanted_window (MtSession *self)
{
  const MtDate today = mt_date_of_wall (mt_clock_get_now (self->clock));
  const MtDate monday = today - (gint) mt_date_weekday (today);

  /* Whole weeks, so that what the store holds is good for days. */
  return (MtSpan){ mt_date_to_wall (monday - 7 * BEFORE_WEEKS),
                   mt_date_to_wall (monday + 7 * AFTER_WEEKS) };
}

static void
clock_cb (MtSession *self)
{
  const MtSpan window = wanted_window (self);

  if (self->moment == NULL)
    return;

  if (self->live)
    mt_notify_set_int64 (self, props[PROP_AT], &self->at, mt_clock_get_now (self->clock));
  refresh_axis (self);
  refresh_overlaps (self);
  refresh_at (self);

  if (window.start != self->moment->snapshot->window.start)
    mt_session_reload (self);
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
set_problems (MtSession *self, const GPtrArray *problems)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_add (items, mt_problem_item_new (g_ptr_array_index (problems, i)));

  g_list_store_splice (self->problems, 0, g_list_model_get_n_items (G_LIST_MODEL (self->problems)),
                       items->pdata, items->len);
}

static void
refresh_trouble (MtSession *self, const GPtrArray *problems)
{
  mt_notify_take_string (self, props[PROP_TROUBLE], &self->trouble,
                         mt_session_text_trouble (problems));
}

static void
set_state (MtSession *self, MtSessionState state, const char *error_text)
{
  mt_notify_set_string (self, props[PROP_ERROR_TEXT], &self->error_text, error_text);
  mt_notify_set_int (self, props[PROP_STATE], &self->state, state);
}

static void
answer_open (MtSession *self)
{
  g_autoptr (GTask) open = g_steal_pointer (&self->open);

  if (open != NULL)
    g_task_return_boolean (open, TRUE);
}

/* The one hand-over from the reading thread. */
static void
show_snapshot (MtSession *self, MtSnapshot *snapshot, gboolean complete)
{
  g_autoptr (MtMoment) moment = mt_moment_new (snapshot, self->tzdata, self->format, self->me_id);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->provisional, mt_snapshot_unref);
  g_object_freeze_notify (G_OBJECT (self));

  if (self->live)
    mt_notify_set_int64 (self, props[PROP_AT], &self->at, mt_clock_get_now (self->clock));
  mt_moment_set_at (moment, self->at);
  g_clear_pointer (&self->moment, mt_moment_unref);
  self->moment = g_steal_pointer (&moment);
  self->board_read |= complete;
  g_clear_pointer (&self->free_table, mt_free_table_free);

  mt_notify_take_string (self, props[PROP_TEAM_NAME], &self->team_name,
                         mt_display_line (snapshot->team->name));
  set_people (self);
  if (complete)
    mt_board_model_set (self->columns, self->moment, self->people_by_id);
  set_problems (self, snapshot->problems);
  refresh_trouble (self, snapshot->problems);
  refresh_axis (self);
  refresh_overlaps (self);
  refresh_at (self);
  set_state (self, MT_SESSION_READY, NULL);

  g_object_thaw_notify (G_OBJECT (self));
  answer_open (self);
}

/* -- Reading -- */

static void
add_path (GHashTable *paths, const char *base, const char *written)
{
  if (written == NULL || strstr (written, "://") != NULL)
    return;

  g_hash_table_add (paths, g_canonicalize_filename (written, base));
}

/* Everything that an open team is made of on this machine. */
static void
watch_sources (MtSession *self)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *base = g_path_get_dirname (self->path);
  g_autofree char **list = NULL;

  g_hash_table_add (paths, g_canonicalize_filename (self->path, NULL));
  if (self->moment != NULL)
    {
      const MtTeam *team = self->moment->snapshot->team;

      add_path (paths, base, team->board);
      add_path (paths, base, team->journal);
      for (guint i = 0; i < team->people->len; i++)
        {
          const MtPerson *person = g_ptr_array_index (team->people, i);

          for (guint c = 0; person->calendars[c] != NULL; c++)
            add_path (paths, base, person->calendars[c]);
          for (guint h = 0; person->holidays[h] != NULL; h++)
            add_path (paths, base, person->holidays[h]);
        }
    }

  list = (char **) g_hash_table_get_keys_as_array (paths, NULL);
  mt_watch_set_paths (self->watch, (const char *const *) list);
}

static gboolean
patience_cb (gpointer user_data)
{
  MtSession *self = user_data;
  g_autoptr (MtSnapshot) snapshot = g_steal_pointer (&self->provisional);

  self->patience_id = 0;
  show_snapshot (self, snapshot, FALSE);

  return G_SOURCE_REMOVE;
}

/* Whether the store had something for somebody, or nothing is to be had. */
static gboolean
is_worth_showing (const MtSnapshot *snapshot)
{
  gboolean any_unknown = FALSE;

  for (guint i = 0; i < snapshot->agendas->len; i++)
    {
      const MtAgenda *agenda = g_ptr_array_index (snapshot->agendas, i);

      if (agenda->mark == MT_MARK_UNKNOWN)
        any_unknown = TRUE;
      else if (agenda->mark != MT_MARK_NONE)
        return TRUE;
    }

  return !any_unknown;
}

/* The first, quick reading: the team and what the store holds. */
static void
cached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtSnapshot) snapshot = mt_loader_load_finish (result, &problems, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  if (snapshot != NULL && is_worth_showing (snapshot))
    {
      show_snapshot (self, snapshot, FALSE);
    }
  else if (snapshot != NULL)
    {
      self->provisional = g_steal_pointer (&snapshot);
      self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);
    }

  start_reading (self, MT_LOAD_ALL);
}

static void
fail (MtSession *self, const GError *error, const GPtrArray *problems)
{
  g_autofree char *text = mt_session_text_failure (error, problems);
  g_autoptr (GTask) open = g_steal_pointer (&self->open);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->provisional, mt_snapshot_unref);

  set_problems (self, problems);
  if (self->moment == NULL)
    set_state (self, MT_SESSION_ERROR, text);
  else
    mt_notify_set_string (self, props[PROP_TROUBLE], &self->trouble, text);

  if (open != NULL)
    g_task_return_error (open, g_error_copy (error));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtSnapshot) snapshot = mt_loader_load_finish (result, &problems, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  if (snapshot != NULL)
    show_snapshot (self, snapshot, TRUE);
  else
    fail (self, error, problems);

  watch_sources (self);
  mt_notify_set_boolean (self, props[PROP_LOADING], &self->loading, FALSE);
  if (self->reload_wanted)
    mt_session_reload (self);
}

static void
start_reading (MtSession *self, MtLoadFlags flags)
{
  const gboolean cached = (flags & MT_LOAD_CACHED_ONLY) != 0;

  self->reload_wanted = FALSE;
  self->reading = g_cancellable_new ();
  mt_notify_set_boolean (self, props[PROP_LOADING], &self->loading, TRUE);
  mt_loader_load_async (self->loader, self->path, wanted_window (self),
                        flags | (self->demo ? MT_LOAD_NO_STORE : 0), mt_clock_get_now (self->clock),
                        self->reading, cached ? cached_cb : read_cb, g_object_ref (self));
}

static void
cancel_reading (MtSession *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->provisional, mt_snapshot_unref);
}

/* -- The object -- */

static void
mt_session_dispose (GObject *object)
{
  MtSession *self = MT_SESSION (object);

  cancel_reading (self);
  g_clear_object (&self->open);
  g_clear_object (&self->watch);
  g_clear_object (&self->clock);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (mt_session_parent_class)->dispose (object);
}

static void
mt_session_finalize (GObject *object)
{
  MtSession *self = MT_SESSION (object);

  g_object_unref (self->people);
  g_object_unref (self->zones);
  g_object_unref (self->columns);
  g_object_unref (self->updates);
  g_object_unref (self->overlaps);
  g_object_unref (self->problems);
  g_hash_table_unref (self->people_by_id);
  g_clear_pointer (&self->free_table, mt_free_table_free);
  g_clear_pointer (&self->axis_overlap, mt_spans_free);
  g_clear_pointer (&self->moment, mt_moment_unref);
  g_clear_pointer (&self->loader, mt_loader_free);
  g_clear_pointer (&self->tzdata, mt_tzdata_unref);
  g_free (self->path);
  g_free (self->me_id);
  g_free (self->error_text);
  g_free (self->trouble);
  g_free (self->team_name);
  g_free (self->date_text);
  g_free (self->summary);
  g_free (self->zone_hint);
  g_free (self->board_text);
  g_free (self->updates_text);

  G_OBJECT_CLASS (mt_session_parent_class)->finalize (object);
}

static gboolean
get_text_property (MtSession *self, guint prop_id, GValue *value)
{
  const char *texts[N_PROPS] = {
    [PROP_ERROR_TEXT] = self->error_text, [PROP_TROUBLE] = self->trouble,
    [PROP_TEAM_NAME] = self->team_name,   [PROP_DATE_TEXT] = self->date_text,
    [PROP_SUMMARY] = self->summary,       [PROP_ZONE_HINT] = self->zone_hint,
    [PROP_BOARD_TEXT] = self->board_text, [PROP_UPDATES_TEXT] = self->updates_text,
  };

  if (prop_id >= N_PROPS || !G_IS_PARAM_SPEC_STRING (props[prop_id]))
    return FALSE;

  g_value_set_string (value, texts[prop_id] != NULL ? texts[prop_id] : "");

  return TRUE;
}

static gboolean
get_model_property (MtSession *self, guint prop_id, GValue *value)
{
  GListStore *models[N_PROPS] = {
    [PROP_PEOPLE] = self->people,     [PROP_ZONES] = self->zones,
    [PROP_COLUMNS] = self->columns,   [PROP_UPDATES] = self->updates,
    [PROP_OVERLAPS] = self->overlaps, [PROP_PROBLEMS] = self->problems,
  };

  if (prop_id >= N_PROPS || models[prop_id] == NULL)
    return FALSE;

  g_value_set_object (value, models[prop_id]);

  return TRUE;
}

static void
mt_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtSession *self = MT_SESSION (object);

  if (get_text_property (self, prop_id, value) || get_model_property (self, prop_id, value))
    return;

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_AT:
      g_value_set_int64 (value, self->at);
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_AXIS_START:
      g_value_set_int64 (value, self->axis.start);
      break;
    case PROP_AXIS_END:
      g_value_set_int64 (value, self->axis.end);
      break;
    case PROP_AXIS_HOURS:
      g_value_set_uint (value, self->axis_hours);
      break;
    case PROP_PEOPLE_STATE:
      g_value_set_int (value, self->people_state);
      break;
    case PROP_BOARD_STATE:
      g_value_set_int (value, self->board_state);
      break;
    case PROP_UPDATES_STATE:
      g_value_set_int (value, self->updates_state);
      break;
    case PROP_N_WORKING:
      g_value_set_uint (value, self->n_working);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_axis_hours (MtSession *self, guint hours)
{
  if (!mt_notify_set_uint (self, props[PROP_AXIS_HOURS], &self->axis_hours, hours <= 24 ? 24 : 48))
    return;

  self->axis = (MtSpan){ 0, 0 };
  if (self->moment == NULL)
    return;

  refresh_axis (self);
  refresh_overlaps (self);
  refresh_at (self);
}

static void
mt_session_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MtSession *self = MT_SESSION (object);

  switch (prop_id)
    {
    case PROP_AT:
      mt_session_set_at (self, g_value_get_int64 (value));
      break;
    case PROP_AXIS_HOURS:
      set_axis_hours (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)
#define WRITABLE (READABLE | G_PARAM_WRITABLE)

static GParamSpec *
string_prop (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, "", READABLE);
}

static GParamSpec *
section_prop (const char *name)
{
  return g_param_spec_int (name, NULL, NULL, MT_SECTION_LOADING, MT_SECTION_CONTENT,
                           MT_SECTION_LOADING, READABLE);
}

static GParamSpec *
instant_prop (const char *name, GParamFlags flags)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
}

static GParamSpec *
model_prop (const char *name)
{
  return g_param_spec_object (name, NULL, NULL, G_TYPE_LIST_MODEL, READABLE);
}

static void
mt_session_class_init (MtSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_session_dispose;
  object_class->finalize = mt_session_finalize;
  object_class->get_property = mt_session_get_property;
  object_class->set_property = mt_session_set_property;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, MT_SESSION_CLOSED, MT_SESSION_ERROR,
                                        MT_SESSION_CLOSED, READABLE);
  props[PROP_ERROR_TEXT] = string_prop ("error-text");
  props[PROP_TROUBLE] = string_prop ("trouble");
  props[PROP_TEAM_NAME] = string_prop ("team-name");
  props[PROP_DATE_TEXT] = string_prop ("date-text");
  props[PROP_SUMMARY] = string_prop ("summary");
  props[PROP_ZONE_HINT] = string_prop ("zone-hint");
  props[PROP_AT] = instant_prop ("at", WRITABLE);
  props[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, TRUE, READABLE);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, READABLE);
  props[PROP_AXIS_START] = instant_prop ("axis-start", READABLE);
  props[PROP_AXIS_END] = instant_prop ("axis-end", READABLE);
  props[PROP_AXIS_HOURS] = g_param_spec_uint ("axis-hours", NULL, NULL, 24, 48, 24, WRITABLE);
  props[PROP_PEOPLE_STATE] = section_prop ("people-state");
  props[PROP_BOARD_STATE] = section_prop ("board-state");
  props[PROP_UPDATES_STATE] = section_prop ("updates-state");
  props[PROP_BOARD_TEXT] = string_prop ("board-text");
  props[PROP_UPDATES_TEXT] = string_prop ("updates-text");
  props[PROP_N_WORKING] = g_param_spec_uint ("n-working", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
  props[PROP_PEOPLE] = model_prop ("people");
  props[PROP_ZONES] = model_prop ("zones");
  props[PROP_COLUMNS] = model_prop ("columns");
  props[PROP_UPDATES] = model_prop ("updates");
  props[PROP_OVERLAPS] = model_prop ("overlaps");
  props[PROP_PROBLEMS] = model_prop ("problems");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_session_init (MtSession *self)
{
  self->people = g_list_store_new (MT_TYPE_PERSON_ITEM);
  self->zones = g_list_store_new (MT_TYPE_ZONE_ITEM);
  self->columns = g_list_store_new (MT_TYPE_COLUMN_ITEM);
  self->updates = g_list_store_new (MT_TYPE_UPDATE_ITEM);
  self->overlaps = g_list_store_new (MT_TYPE_OVERLAP_ITEM);
  self->problems = g_list_store_new (MT_TYPE_PROBLEM_ITEM);
  self->people_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->axis_overlap = mt_spans_new ();
  self->axis_hours = 24;
  self->live = TRUE;
}

/**
 * mt_session_new:
 * @tzdata: the system's zones
 * @clock: the clock to follow
 *
 * Returns: (transfer full): a session without a team
 */
MtSession *
mt_session_new (MtTzdata *tzdata, MtClock *clock)
{
  MtSession *self = g_object_new (MT_TYPE_SESSION, NULL);

  self->tzdata = mt_tzdata_ref (tzdata);
  self->clock = g_object_ref (clock);
  self->format = mt_format_new ();
  self->loader = mt_loader_new (tzdata);
  self->watch = mt_watch_new ();
  self->at = mt_clock_get_now (clock);
  g_signal_connect_object (clock, "notify::now", G_CALLBACK (clock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->format, "notify::twelve-hour", G_CALLBACK (clock_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (mt_session_reload), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
close_team (MtSession *self)
{
  cancel_reading (self);
  if (self->open != NULL)
    {
      g_autoptr (GTask) open = g_steal_pointer (&self->open);

      g_task_return_new_error (open, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "Another team was opened instead");
    }

  self->board_read = FALSE;
  self->live = TRUE;
  self->at = mt_clock_get_now (self->clock);
}

/**
 * mt_session_open_async:
 * @self: a session
 * @path: of the team file
 * @me: (nullable): the id of who is looking
 * @demo: whether no file of the user's may be touched
 * @cancellable: (nullable): to stop
 * @callback: called when there is something to show
 * @user_data: for @callback
 *
 * Opens a team instead of the one that is open. The team and what the store holds are shown first;
 * files are read behind that, and again whenever they change.
 */
void
mt_session_open_async (MtSession *self,
                       const char *path,
                       const char *me,
                       gboolean demo,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (MT_IS_SESSION (self));
  g_return_if_fail (path != NULL);

  close_team (self);

  self->open = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->open, mt_session_open_async);
  g_free (self->path);
  self->path = g_canonicalize_filename (path, NULL);
  g_free (self->me_id);
  self->me_id = g_strdup (me);
  self->demo = demo;

  set_state (self, MT_SESSION_LOADING, NULL);
  watch_sources (self);
  start_reading (self, MT_LOAD_CALENDARS | MT_LOAD_CACHED_ONLY);
}

/**
 * mt_session_open_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether the team is open. With an error it is one of %MT_LOADER_ERROR or
 *   %G_IO_ERROR_CANCELLED; `error-text` has it in words, and the file stays watched
 */
gboolean
mt_session_open_finish (MtSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mt_session_reload:
 * @self: a session
 *
 * Reads everything again, after the reading under way if there is one.
 */
void
mt_session_reload (MtSession *self)
{
  g_return_if_fail (MT_IS_SESSION (self));

  if (self->path == NULL)
    return;

  if (self->reading != NULL)
    self->reload_wanted = TRUE;
  else
    start_reading (self, MT_LOAD_ALL);
}

/**
 * mt_session_get_clock:
 * @self: a session
 *
 * Returns: (transfer none): the clock it follows
 */
MtClock *
mt_session_get_clock (MtSession *self)
{
  return self->clock;
}

/**
 * mt_session_get_snapshot:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the data that are shown
 */
MtSnapshot *
mt_session_get_snapshot (MtSession *self)
{
  return self->moment != NULL ? self->moment->snapshot : NULL;
}

/**
 * mt_session_get_me:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is looking
 */
MtPersonItem *
mt_session_get_me (MtSession *self)
{
  if (self->moment == NULL || self->moment->me == NULL)
    return NULL;

  return g_hash_table_lookup (self->people_by_id, self->moment->me->id);
}

/**
 * mt_session_get_viewer_zone:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the viewer's zone at the chosen instant; %NULL without a
 *   team
 */
MtZone *
mt_session_get_viewer_zone (MtSession *self)
{
  return self->moment != NULL ? self->moment->viewer : NULL;
}

/**
 * mt_session_get_people:
 * @self: a session
 *
 * Returns: (transfer none): of #MtPersonItem, in the order of the file
 */
GListModel *
mt_session_get_people (MtSession *self)
{
  return G_LIST_MODEL (self->people);
}

/**
 * mt_session_get_zones:
 * @self: a session
 *
 * Returns: (transfer none): of #MtZoneItem, west to east
 */
GListModel *
mt_session_get_zones (MtSession *self)
{
  return G_LIST_MODEL (self->zones);
}

/**
 * mt_session_get_columns:
 * @self: a session
 *
 * Returns: (transfer none): of #MtColumnItem
 */
GListModel *
mt_session_get_columns (MtSession *self)
{
  return G_LIST_MODEL (self->columns);
}

/**
 * mt_session_get_updates:
 * @self: a session
 *
 * Returns: (transfer none): of #MtUpdateItem, the first due first
 */
GListModel *
mt_session_get_updates (MtSession *self)
{
  return G_LIST_MODEL (self->updates);
}

/**
 * mt_session_get_overlaps:
 * @self: a session
 *
 * Returns: (transfer none): of #MtOverlapItem, of the next seven days
 */
GListModel *
mt_session_get_overlaps (MtSession *self)
{
  return G_LIST_MODEL (self->overlaps);
}

/**
 * mt_session_get_problems:
 * @self: a session
 *
 * Returns: (transfer none): of #MtProblemItem
 */
GListModel *
mt_session_get_problems (MtSession *self)
{
  return G_LIST_MODEL (self->problems);
}

/**
 * mt_session_get_at:
 * @self: a session
 *
 * Returns: the chosen instant, Unix seconds
 */
gint64
mt_session_get_at (MtSession *self)
{
  return self->at;
}

static void
move_to (MtSession *self, gint64 at, gboolean live)
{
  const gboolean moved = mt_notify_set_int64 (self, props[PROP_AT], &self->at, at);
  const gboolean turned = mt_notify_set_boolean (self, props[PROP_LIVE], &self->live, live);

  if ((moved || turned) && self->moment != NULL)
    {
      const MtSpan axis = self->axis;

      refresh_at (self);
      if (axis.start != self->axis.start || axis.end != self->axis.end)
        refresh_overlaps (self);
    }
}

/**
 * mt_session_set_at:
 * @self: a session
 * @at: Unix seconds
 *
 * Chooses an instant: everything moves to it before this returns.
 */
void
mt_session_set_at (MtSession *self, gint64 at)
{
  g_return_if_fail (MT_IS_SESSION (self));

  move_to (self, at, FALSE);
}

/**
 * mt_session_follow_clock:
 * @self: a session
 *
 * Back to now, and on with the clock.
 */
void
mt_session_follow_clock (MtSession *self)
{
  g_return_if_fail (MT_IS_SESSION (self));

  move_to (self, mt_clock_get_now (self->clock), TRUE);
}

/**
 * mt_session_get_axis:
 * @self: a session
 *
 * Returns: the shared axis: the viewer's day, or two
 */
MtSpan
mt_session_get_axis (MtSession *self)
{
  return self->axis;
}

/**
 * mt_session_get_axis_overlap:
 * @self: a session
 *
 * Returns: (transfer none): the overlap to draw through the rows of the axis; good until the next
 *   change of the session
 */
const MtSpans *
mt_session_get_axis_overlap (MtSession *self)
{
  return self->axis_overlap;
}

/**
 * mt_session_format_time:
 * @self: a session
 * @instant: Unix seconds
 *
 * Returns: (transfer full): the time in the viewer's zone, in 12 or 24 hours as the system has it
 */
char *
mt_session_format_time (MtSession *self, gint64 instant)
{
  if (self->moment == NULL)
    return g_strdup ("");

  return mt_format_time (self->format, instant, mt_moment_viewer_at (self->moment, instant));
}

/**
 * mt_session_get_format:
 * @self: a session
 *
 * Returns: (transfer none): how times and dates are written
 */
MtFormat *
mt_session_get_format (MtSession *self)
{
  return self->format;
}

/* -- Export -- */

typedef struct
{
  char *path;
  GBytes *bytes;
  guint n_slots;
} Export;

static void
export_free (Export *export)
{
  g_free (export->path);
  g_bytes_unref (export->bytes);
  g_free (export);
}

static void
export_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  GError *error = NULL;

  if (mt_export_write (export->path, export->bytes, &error))
    g_task_return_int (task, export->n_slots);
  else
    g_task_return_error (task, error);
}

/* (transfer full): what is shown, as a file. */
static Export *
prepare_export (MtSession *self, GFile *file, gboolean freebusy)
{
  Export *export = g_new0 (Export, 1);
  const MtMoment *moment = self->moment;
  const gint64 now = mt_clock_get_now (self->clock);
  const MtSpan week = { now, now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S };
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_slot_free);

  for (guint i = 0; i < moment->snapshot->team->people->len; i++)
    g_array_append_val (people, i);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->overlaps)); i++)
    {
      g_autoptr (MtOverlapItem) item = g_list_model_get_item (G_LIST_MODEL (self->overlaps), i);
      MtSlot *slot = g_new0 (MtSlot, 1);

      slot->span = mt_overlap_item_get_span (item);
      slot->free = mt_team_overlap_members (self->free_table, slot->span);
      g_ptr_array_add (slots, slot);
    }

  export->path = g_file_get_path (file);
  export->n_slots = slots->len;
  export->bytes = freebusy
                      ? mt_export_freebusy (moment->snapshot, people, slots, week, moment->me, now)
                      : mt_export_ics (moment->snapshot, people, slots, now);

  return export;
}

/**
 * mt_session_export_async:
 * @self: a session
 * @file: a local file
 * @format: "ics" or "freebusy"
 * @cancellable: (nullable): to stop
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes the overlap that is shown. Without any slot "ics" writes no file.
 */
void
mt_session_export_async (MtSession *self,
                         GFile *file,
                         const char *format,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const gboolean freebusy = g_str_equal (format, "freebusy");
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Export *export = NULL;

  g_task_set_source_tag (task, mt_session_export_async);
  if (self->moment == NULL || !g_file_is_native (file))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("The overlap can only be saved to a folder of this computer"));
      return;
    }

  export = prepare_export (self, file, freebusy);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  if (export->n_slots == 0 && !freebusy)
    g_task_return_int (task, 0);
  else
    g_task_run_in_thread (task, export_thread);
}

/**
 * mt_session_export_finish:
 * @self: a session
 * @result: what the callback was given
 * @n_slots: (out) (optional): how many slots there were
 * @error: return location
 *
 * Returns: whether it went well: the file is written whole, or (no slots) not at all
 */
gboolean
mt_session_export_finish (MtSession *self, GAsyncResult *result, guint *n_slots, GError **error)
{
  gssize n = 0;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_int (G_TASK (result), error);
  if (n_slots != NULL)
    *n_slots = MAX (n, 0);

  return n >= 0;
}
