/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the files of MtSession share: its fields, and how data and time become what is shown.
 */
#pragma once

#include "providers/collections/mt-watch.h"
#include "service/mt-free-table.h"
#include "service/mt-loader.h"
#include "service/mt-moment.h"
#include "service/mt-pictures.h"
#include "service/mt-session.h"
#include "service/mt-writer.h"

G_BEGIN_DECLS

struct _MtSession
{
  GObject parent_instance;

  MtTzdata *tzdata;     /* owned */
  MtCities *cities;     /* unowned, nullable: a weak pointer */
  MtClock *clock;       /* owned */
  MtFormat *format;     /* owned */
  MtLoader *loader;     /* owned */
  MtWriter *writer;     /* owned */
  MtWatch *watch;       /* owned */
  MtWatch *store_watch; /* owned: of what servers hold, as this or another program writes it */
  MtDraftStore *drafts; /* owned, nullable: made when first asked for */

  GPtrArray *places;              /* owned, nullable (element-type MtCity): of the user */
  MtPictures *pictures;           /* owned */
  GCancellable *reading_pictures; /* owned, nullable: the reading of them under way */
  GPtrArray *picture_problems;    /* owned, nullable (element-type MtProblem) */

  MtIgnored *ignored; /* owned, nullable: whose calendars do not count */

  char *path;
  char *me_id;
  gboolean demo;
  GTask *open;             /* owned, nullable: the opening that has not been answered yet */
  GTask *edit;             /* owned, nullable: the change of the team file under way */
  gboolean edit_written;   /* it is in the file, and waits to be read back */
  GCancellable *reading;   /* owned, nullable: the reading under way */
  gboolean reload_wanted;  /* something changed while reading */
  gboolean look_wanted;    /* the store changed while reading */
  GCancellable *looking;   /* owned, nullable: the look at the store under way */
  gboolean held;           /* what the store holds is enough for now */
  gboolean reading_waits;  /* for the hold to end */
  MtSnapshot *provisional; /* owned, nullable: hours only, shown when the rest takes long */
  guint patience_id;       /* source */
  MtMoment *moment;        /* owned, nullable */
  MtFreeTable *free_table; /* owned, nullable */
  GArray *asked;           /* owned (element-type guint): whose overlap it is, as indices */
  guint n_chosen;          /* 0: no choice */
  guint choice_min;        /* how many of the chosen */
  char *choice_text;
  guint overlap_size;       /* people */
  MtSpans *axis_overlap;    /* owned */
  GPtrArray *outlook;       /* owned, nullable (element-type MtOutlookEntry): changes of clocks */
  gint64 outlook_hour;      /* since when */
  GHashTable *people_by_id; /* owned: id -> MtPersonItem (owned) */
  gboolean board_read;      /* board and journal have been read */

  GListStore *people;
  GListStore *zones;
  GListStore *columns;
  GListStore *updates;
  GListStore *overlaps;
  GListStore *axis_overlaps; /* of the axis, to name one of another week */
  GListStore *problems;

  gint state;
  char *error_text;
  char *trouble;
  char *broken; /* what is wrong with the last edit of the team file, nullable */
  char *team_name;
  char *date_text;
  char *summary;
  char *next_start_text;
  char *change_text;
  char *zone_hint;
  char *board_text;
  char *updates_text;
  char *board_source_text;
  char *board_trouble_text;
  char *updates_source_text;
  char *updates_trouble_text;
  gint people_state;
  gint board_state;
  gint updates_state;
  gint64 at;
  gboolean live;
  gboolean loading;
  guint axis_hours;
  MtSpan axis;
  guint n_working;
  guint n_pending;
  guint n_conflicts;
};

enum
{
  MT_SESSION_PROP_STATE = 1,
  MT_SESSION_PROP_ERROR_TEXT,
  MT_SESSION_PROP_TROUBLE,
  MT_SESSION_PROP_TEAM_NAME,
  MT_SESSION_PROP_DATE_TEXT,
  MT_SESSION_PROP_SUMMARY,
  MT_SESSION_PROP_NEXT_START_TEXT,
  MT_SESSION_PROP_CHANGE_TEXT,
  MT_SESSION_PROP_ZONE_HINT,
  MT_SESSION_PROP_AT,
  MT_SESSION_PROP_LIVE,
  MT_SESSION_PROP_LOADING,
  MT_SESSION_PROP_AXIS_START,
  MT_SESSION_PROP_AXIS_END,
  MT_SESSION_PROP_AXIS_HOURS,
  MT_SESSION_PROP_PEOPLE_STATE,
  MT_SESSION_PROP_BOARD_STATE,
  MT_SESSION_PROP_UPDATES_STATE,
  MT_SESSION_PROP_BOARD_TEXT,
  MT_SESSION_PROP_UPDATES_TEXT,
  MT_SESSION_PROP_BOARD_SOURCE_TEXT,
  MT_SESSION_PROP_BOARD_TROUBLE_TEXT,
  MT_SESSION_PROP_UPDATES_SOURCE_TEXT,
  MT_SESSION_PROP_UPDATES_TROUBLE_TEXT,
  MT_SESSION_PROP_N_PENDING,
  MT_SESSION_PROP_N_CONFLICTS,
  MT_SESSION_PROP_N_WORKING,
  MT_SESSION_PROP_N_CHOSEN,
  MT_SESSION_PROP_CHOICE_MIN,
  MT_SESSION_PROP_CHOICE_TEXT,
  MT_SESSION_PROP_PEOPLE,
  MT_SESSION_PROP_ZONES,
  MT_SESSION_PROP_COLUMNS,
  MT_SESSION_PROP_UPDATES,
  MT_SESSION_PROP_OVERLAPS,
  MT_SESSION_PROP_PROBLEMS,
  MT_SESSION_N_PROPS
};

/* mt-session.c */
void mt_session_set_state (MtSession *self, MtSessionState state, const char *error_text);

/* mt-session-properties.c */
void mt_session_install_properties (GObjectClass *object_class);
GParamSpec *mt_session_prop (guint prop_id);

/* mt-session-view.c */
void mt_session_show (MtSession *self, MtSnapshot *snapshot, gboolean complete);
void mt_session_set_problems (MtSession *self, const GPtrArray *problems);
void mt_session_refresh (MtSession *self);
void mt_session_refresh_axis (MtSession *self);

/* mt-session-overlaps.c */
void mt_session_refresh_overlaps (MtSession *self);

/* mt-session-choice.c */
void mt_session_refresh_choice (MtSession *self);
const GArray *mt_session_get_asked (MtSession *self);

/* mt-session-reading.c */
void mt_session_start_reading (MtSession *self, MtLoadFlags flags);
void mt_session_cancel_reading (MtSession *self);
void mt_session_watch_sources (MtSession *self);
void mt_session_answer_open (MtSession *self);

/* mt-session-sources.c */
void mt_session_set_sources (MtSession *self, MtSources *sources);
void mt_session_watch_store (MtSession *self);
void mt_session_look_at_store (MtSession *self);
void mt_session_cancel_look (MtSession *self);

/* mt-session-pictures.c */
void mt_session_read_pictures (MtSession *self);
void mt_session_cancel_pictures (MtSession *self);
void mt_session_forget_pictures (MtSession *self);

/* mt-session-edit.c */
void mt_session_answer_edit (MtSession *self);

G_END_DECLS
