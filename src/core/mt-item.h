/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItem: one component of foreign iCalendar text as a plain, owner-neutral record. The worker of
 * ical/ fills it: zoned times are instants already (by the system's tzdata), floating times and
 * dates stay what they are until an owner's zone resolves them.
 */
#pragma once

#include "core/mt-types.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TIME_NONE,
  MT_TIME_INSTANT,  /* value: Unix seconds */
  MT_TIME_FLOATING, /* value: wall seconds */
  MT_TIME_DATE,     /* value: MtDate */
} MtTimeKind;

typedef struct
{
  MtTimeKind kind;
  gint64 value;
} MtTime;

typedef enum
{
  MT_ITEM_EVENT,
  MT_ITEM_FREEBUSY,
  MT_ITEM_TODO,
  MT_ITEM_JOURNAL,
} MtItemKind;

typedef enum
{
  MT_STATUS_NONE,
  MT_STATUS_TENTATIVE,
  MT_STATUS_CONFIRMED,
  MT_STATUS_CANCELLED,
  MT_STATUS_NEEDS_ACTION,
  MT_STATUS_IN_PROCESS,
  MT_STATUS_COMPLETED,
  MT_STATUS_DRAFT,
  MT_STATUS_FINAL,
} MtStatus;

typedef enum
{
  MT_PARTSTAT_NONE, /* no PARTSTAT parameter */
  MT_PARTSTAT_NEEDS_ACTION,
  MT_PARTSTAT_ACCEPTED,
  MT_PARTSTAT_DECLINED,
  MT_PARTSTAT_TENTATIVE,
  MT_PARTSTAT_DELEGATED,
  MT_PARTSTAT_OTHER,
} MtPartstat;

/* X-MICROSOFT-CDO-BUSYSTATUS */
typedef enum
{
  MT_CDO_NONE,
  MT_CDO_FREE,
  MT_CDO_TENTATIVE,
  MT_CDO_BUSY,
  MT_CDO_OOF,
  MT_CDO_WORKING_ELSEWHERE,
} MtCdo;

typedef enum
{
  MT_BUSY,
  MT_BUSY_TENTATIVE,
  MT_BUSY_UNAVAILABLE,
  MT_BUSY_FOCUS,
  MT_BUSY_FREE, /* counts for nothing */
} MtBusyType;

typedef struct
{
  char *address; /* without "mailto:" */
  char *name;    /* CN, nullable */
  MtPartstat partstat;
} MtAttendee;

/* What somebody said of an item. */
typedef struct
{
  char *text;
  char *address; /* of who said it, nullable: many programs do not write it */
  char *name;    /* CN, nullable */
} MtComment;

/* A period with its own end: RDATE;VALUE=PERIOD of an event, FREEBUSY of a VFREEBUSY. */
typedef struct
{
  MtTime start;
  MtTime end;      /* same kind as start */
  MtBusyType type; /* of a FREEBUSY; MT_BUSY for RDATE */
} MtPeriod;

/* How long an instance lasts. */
typedef enum
{
  MT_LENGTH_DEFAULT,  /* no DTEND, no DURATION: a date lasts one day, a time lasts nothing */
  MT_LENGTH_END,      /* DTEND (or DUE): `start` and `end` give the exact elapsed length of every
                         instance */
  MT_LENGTH_DURATION, /* DURATION: nominal_days on the wall clock, then exact_s elapsed */
} MtLengthKind;

struct _MtItem
{
  MtItemKind kind;
  char *uid;     /* never NULL; made up from the bytes where the source has none */
  gint source;   /* index of the calendar it came from, set by the provider */
  gboolean told; /* what a server says of somebody, not their calendar; set by the provider */
  char *file;    /* path or href within the source, nullable; set by the provider */
  MtTime recurrence_id; /* MT_TIME_NONE: the master */
  char *summary;        /* nullable */
  char *description;    /* nullable */
  MtStatus status;
  gboolean transparent;
  MtCdo cdo;
  char **categories;    /* single values, as written; never NULL */
  char *organizer;      /* address without "mailto:", nullable */
  GPtrArray *attendees; /* (element-type MtAttendee), never NULL */
  gint sequence;

  MtTime start; /* DTSTART */
  MtLengthKind length;
  MtTime end; /* for MT_LENGTH_END */
  gint32 nominal_days;
  gint64 exact_s;
  GArray *starts;  /* (element-type MtTime) starts of the instances in the window asked for, sorted;
                    * of a master without recurrence: its start, if in the window */
  GArray *periods; /* (element-type MtPeriod), never NULL */

  gboolean recurs;       /* has RRULE or RDATE, or is an override */
  gboolean cut;          /* more than 10,000 instances: the rest is left out */
  gboolean zone_unknown; /* a TZID nobody knows: read as floating; the calendar is `partial` */
  char *note; /* what was left out and why ("RRULE FREQ=SECONDLY ..."), nullable: the calendar is
                 `partial` */

  /* VTODO and VJOURNAL */
  MtTime due;
  gint64 created;       /* instant, or G_MININT64 */
  gint64 dtstamp;       /* instant, or G_MININT64 */
  gint64 last_modified; /* instant, or G_MININT64 */
  gint64 completed;     /* instant, or G_MININT64 */
  gint priority;        /* 0 undefined, 1 highest .. 9 lowest */
  gint percent;         /* 0..100, -1 absent */
  char *related_to;     /* nullable */
  char *url;            /* nullable; as written, not yet checked */
  GPtrArray *comments;  /* (element-type MtComment), never NULL */
};

MtItem *mt_item_new (MtItemKind kind, const char *uid);
void mt_item_free (MtItem *self);
MtAttendee *mt_attendee_new (const char *address, const char *name, MtPartstat partstat);
void mt_attendee_free (MtAttendee *self);
MtComment *mt_comment_new (const char *text, const char *address, const char *name);
void mt_comment_free (MtComment *self);
gboolean mt_item_has_category (const MtItem *self, const char *category);
gboolean mt_time_equal (MtTime a, MtTime b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtItem, mt_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtAttendee, mt_attendee_free)

G_END_DECLS
