/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The team as plain records: what DESIGN section 3 says of people, hours, expectations. The reader
 * in team/ fills them; afterwards nobody changes them, so any thread may read them.
 */
#pragma once

#include "core/mt-date.h"
#include "core/mt-span.h"
#include "core/mt-zone.h"

G_BEGIN_DECLS

/* Wall-clock seconds since the midnight of the date the range starts on: 0 <= start < 86400,
 * start < end <= start + 86400 (so an overnight range ends after 86400). */
typedef struct
{
  gint32 start_s;
  gint32 end_s;
} MtRange;

/* The hours of the seven weekdays, Monday first. One MtWeek is shared by all people of a team with
 * the same hours (same pointer), so that a memo can be keyed by the pointer. */
struct _MtWeek
{
  gint ref_count;
  GArray *days[7]; /* (element-type MtRange), never NULL, sorted by start, may overlap */
};

typedef struct
{
  MtDate date;
  GArray *ranges; /* (element-type MtRange), empty: off */
} MtException;

typedef struct
{
  MtDate from;
  MtDate to;    /* inclusive */
  char *reason; /* nullable */
} MtAway;

typedef struct
{
  MtDate from;
  MtDate to; /* inclusive */
  MtZone *zone;
} MtTravel;

/* The first `exceptions` entry of a date and the first `travel` entry that covers a date win; both
 * arrays stay in the order of the file. */
struct _MtPerson
{
  guint index; /* position in the team's people */
  char *id;
  char *name;
  char **emails;  /* never NULL */
  MtZone *zone;   /* home zone */
  char *location; /* nullable */
  MtWeek *week;
  gboolean standard_hours;  /* the file has no "hours": `week` is what counts then */
  GArray *exceptions;       /* (element-type MtException) */
  guint n_exceptions_added; /* how many at the end of those a server said, not the team file */
  gboolean has_stretch;
  MtRange stretch;
  GArray *away;       /* (element-type MtAway) */
  guint n_away_added; /* how many at the end of those a server said, not the team file */
  GArray *travel;     /* (element-type MtTravel) */
  char **calendars;   /* as written: URL or path; never NULL */
  guint n_added;      /* how many at the end of those the team file does not name: they are known on
                         this machine alone */
  char **holidays;    /* as written; never NULL */
  char **ignored;     /* those of both that do not count on this machine; never NULL */
  GHashTable *logins; /* provider -> login, never NULL */
  char *backup;       /* id, nullable */
  char *picture;      /* of the person, as written: URL or path; nullable */
  char *call;         /* where they take calls, an https URL; nullable */
};

typedef enum
{
  MT_COUNTING_WORKING_HOURS,
  MT_COUNTING_WORKDAYS,
  MT_COUNTING_ELAPSED,
  MT_COUNTING_END_OF_DAY, /* "by": "end-of-day" */
} MtCounting;

typedef enum
{
  MT_WHEN_OFF_WAIT,
  MT_WHEN_OFF_PASS_ON,
} MtWhenOff;

#define MT_ALL_WEEKDAYS 0x7f

/* One expectation. */
struct _MtChannel
{
  char *name;
  MtCounting counting;
  gint64 within_s; /* not used by end-of-day */
  guint8 days;     /* bit MtWeekday: the weekdays end-of-day honours; all seven unless given */
  MtWhenOff when_off;
};

typedef struct
{
  char *name;
  char *status;   /* VTODO STATUS, e.g. "NEEDS-ACTION"; nullable */
  char *category; /* nullable */
} MtColumn;

typedef struct
{
  char *title;
  char *url;
} MtLink;

struct _MtTeam
{
  gint ref_count;
  char *name;          /* never NULL, may be "" */
  GPtrArray *people;   /* (element-type MtPerson) in the order of the file */
  char *board;         /* calendars.board as written, nullable */
  char *journal;       /* calendars.journal, nullable */
  GPtrArray *columns;  /* (element-type MtColumn): calendars.columns, else To do, Doing, Done */
  GPtrArray *channels; /* (element-type MtChannel): defaults of DESIGN section 3 filled in */
  gboolean has_review_by;
  MtDate review_by;
  char **escalation;    /* never NULL */
  GPtrArray *links;     /* (element-type MtLink) */
  GHashTable *by_id;    /* id -> MtPerson (unowned), private */
  GHashTable *by_email; /* address in lower case -> MtPerson (unowned), private */
  GHashTable *weeks;    /* (element-type MtWeek) the different ones, private */
};

MtWeek *mt_week_new (void);
MtWeek *mt_week_new_default (void);
MtWeek *mt_week_ref (MtWeek *self);
void mt_week_unref (MtWeek *self);
gboolean mt_week_equal (const MtWeek *a, const MtWeek *b);
guint mt_week_hash (const MtWeek *self);

/* Arrays that own what is in them: (element-type MtException), MtAway, MtTravel. */
GArray *mt_exception_array_new (void);
GArray *mt_away_array_new (void);
GArray *mt_travel_array_new (void);

MtPerson *mt_person_new (const char *id, const char *name, MtZone *zone, MtWeek *week);
void mt_person_free (MtPerson *self);
gboolean mt_person_ignores (const MtPerson *self, const char *calendar);
gboolean mt_person_has_email (const MtPerson *self, const char *address);
const GArray *mt_person_ranges_on (const MtPerson *self, MtDate date);
MtZone *mt_person_zone_on (const MtPerson *self, MtDate date);
gboolean mt_person_is_away_on (const MtPerson *self, MtDate date);

MtChannel *mt_channel_new (const char *name, MtCounting counting, gint64 within_s);
void mt_channel_free (MtChannel *self);
MtColumn *mt_column_new (const char *name, const char *status, const char *category);
void mt_column_free (MtColumn *self);
MtLink *mt_link_new (const char *title, const char *url);
void mt_link_free (MtLink *self);

MtTeam *mt_team_new (void);
MtTeam *mt_team_ref (MtTeam *self);
void mt_team_unref (MtTeam *self);
void mt_team_take_person (MtTeam *self, MtPerson *person);
MtPerson *mt_team_find (const MtTeam *self, const char *id);
MtPerson *mt_team_find_email (const MtTeam *self, const char *address);
const MtChannel *mt_team_channel (const MtTeam *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtWeek, mt_week_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPerson, mt_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtChannel, mt_channel_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtColumn, mt_column_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtLink, mt_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTeam, mt_team_unref)

G_END_DECLS
