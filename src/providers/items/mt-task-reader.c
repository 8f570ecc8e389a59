/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a VTODO means here: a task of the board.
 */
#include "config.h"

#include "providers/items/mt-task-reader.h"

#include "providers/items/mt-people-index.h"

/* All that is known of one UID. */
typedef struct
{
  const MtItem *master; /* nullable: an override may come without it */
  GPtrArray *overrides; /* (element-type MtItem) */
} Series;

/* One instance of a task: what it says, and when it is due. */
typedef struct
{
  const MtItem *item;
  MtTime start;
  MtTime due;
} Instance;

static Series *
series_new (void)
{
  Series *series = g_new0 (Series, 1);

  series->overrides = g_ptr_array_new ();

  return series;
}

static void
series_free (Series *series)
{
  g_ptr_array_unref (series->overrides);
  g_free (series);
}

/* (transfer full) (element-type utf8 Series); @order gets the UIDs as they come. */
static GHashTable *
collect_series (const GPtrArray *items, GPtrArray *order)
{
  GHashTable *all =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) series_free);

  for (guint i = 0; i < items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (items, i);
      Series *series = NULL;

      if (item->kind != MT_ITEM_TODO)
        continue;

      series = g_hash_table_lookup (all, item->uid);
      if (series == NULL)
        {
          series = series_new ();
          g_hash_table_insert (all, item->uid, series);
          g_ptr_array_add (order, item->uid);
        }
      if (item->recurrence_id.kind != MT_TIME_NONE)
        g_ptr_array_add (series->overrides, (gpointer) item);
      else if (series->master == NULL)
        series->master = item;
    }

  return all;
}

static gboolean
is_open (const MtItem *item)
{
  return item->status != MT_STATUS_COMPLETED && item->status != MT_STATUS_CANCELLED;
}

/* DUE, or DTSTART and DURATION. Source: RFC 5545 3.6.2. */
static MtTime
due_of (const MtItem *item, MtTime start)
{
  MtTime due = item->due;

  if (due.kind == MT_TIME_NONE && item->length == MT_LENGTH_DURATION && start.kind != MT_TIME_NONE)
    {
      due = start;
      due.value += start.kind == MT_TIME_DATE
                       ? item->nominal_days
                       : (gint64) item->nominal_days * MT_DAY_S + item->exact_s;
      return due;
    }

  /* Every instance is due as long after its start as the first. */
  if (due.kind == start.kind && due.kind == item->start.kind)
    due.value += start.value - item->start.value;

  return due;
}

/* A rough instant, to order instances of one task: good to a day. */
static gint64
rough_instant (MtTime time)
{
  return time.kind == MT_TIME_DATE ? mt_date_to_wall ((MtDate) time.value + 1) : time.value;
}

static gint
compare_instances (gconstpointer a, gconstpointer b)
{
  const Instance *first = a;
  const Instance *second = b;
  const gint64 x = rough_instant (first->start);
  const gint64 y = rough_instant (second->start);

  return x < y ? -1 : x > y;
}

/* (transfer full) (element-type Instance): the open ones, by start. */
static GArray *
collect_open (const Series *series)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (Instance));
  const MtItem *master = series->master;

  for (guint i = 0; master != NULL && is_open (master) && i < master->starts->len; i++)
    {
      const MtTime start = g_array_index (master->starts, MtTime, i);
      const Instance instance = { master, start, due_of (master, start) };

      g_array_append_val (open, instance);
    }

  for (guint i = 0; i < series->overrides->len; i++)
    {
      const MtItem *item = g_ptr_array_index (series->overrides, i);
      const MtTime start = item->start.kind != MT_TIME_NONE ? item->start : item->recurrence_id;
      const Instance instance = { item, start, due_of (item, start) };

      if (is_open (item))
        g_array_append_val (open, instance);
    }

  g_array_sort (open, compare_instances);

  return open;
}

/* A rule without a start has nothing to count from: RFC 5545 asks for one (3.8.5.3). Such a task is
 * shown as it is, once. */
static gboolean
is_series (const MtItem *item)
{
  return item->recurs && item->start.kind != MT_TIME_NONE;
}

/* Of a recurring task the next open instance: the first that is not due yet, else the last. */
static gboolean
choose_instance (const Series *series, gint64 now, Instance *chosen)
{
  g_autoptr (GArray) open = NULL;

  if (series->master != NULL && !is_series (series->master) && series->overrides->len == 0)
    {
      *chosen = (Instance){ series->master, series->master->start,
                            due_of (series->master, series->master->start) };
      return series->master->status != MT_STATUS_CANCELLED;
    }

  open = collect_open (series);
  for (guint i = 0; i < open->len; i++)
    {
      const MtTime due = g_array_index (open, Instance, i).due;

      *chosen = g_array_index (open, Instance, i);
      if (due.kind == MT_TIME_NONE ? rough_instant (chosen->start) >= now
                                   : rough_instant (due) >= now)
        return TRUE;
    }
  if (open->len > 0)
    return TRUE;

  /* Nothing open in sight: a series that is finished as a whole is shown as finished. */
  if (series->master == NULL || series->master->status != MT_STATUS_COMPLETED)
    return FALSE;
  *chosen = (Instance){ series->master, series->master->start, series->master->due };

  return TRUE;
}

static const char *
status_name (MtStatus status)
{
  switch (status)
    {
    case MT_STATUS_IN_PROCESS:
      return "IN-PROCESS";
    case MT_STATUS_COMPLETED:
      return "COMPLETED";
    case MT_STATUS_CANCELLED:
      return "CANCELLED";
    default:
      return "NEEDS-ACTION";
    }
}

static gboolean
has_category (const char *const *categories, const char *category)
{
  for (guint i = 0; categories[i] != NULL; i++)
    if (g_ascii_strcasecmp (categories[i], category) == 0)
      return TRUE;

  return FALSE;
}

/* How well a column fits: its category says most, then its status. -1: not at all. */
static gint
rate_column (const MtColumn *column, const char *const *categories, const char *status)
{
  const gboolean status_fits =
      column->status != NULL && g_ascii_strcasecmp (column->status, status) == 0;

  if (column->status != NULL && !status_fits)
    return -1;
  if (column->category != NULL)
    return has_category (categories, column->category) ? 2 + status_fits : -1;

  return status_fits;
}

/**
 * mt_task_reader_find_column:
 * @team: the team
 * @status: of a task
 * @categories: (array zero-terminated=1): of the task
 *
 * Returns: the index of the column that fits best; the first where none does
 */
guint
mt_task_reader_find_column (const MtTeam *team, MtStatus status, const char *const *categories)
{
  const char *name = status_name (status);
  guint best = 0;
  gint best_rate = -1;

  for (guint i = 0; i < team->columns->len; i++)
    {
      const gint rate = rate_column (g_ptr_array_index (team->columns, i), categories, name);

      if (rate > best_rate)
        {
          best = i;
          best_rate = rate;
        }
    }

  return best;
}

/**
 * mt_task_reader_collect_labels:
 * @categories: (array zero-terminated=1): of a task
 * @column: (nullable): where it stands
 *
 * Returns: (transfer full): the categories that are neither a mark nor the column
 */
char **
mt_task_reader_collect_labels (const char *const *categories, const MtColumn *column)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; categories[i] != NULL; i++)
    {
      const char *category = categories[i];

      if (*category == '\0' || g_ascii_strcasecmp (category, "BLOCKED") == 0 ||
          g_ascii_strcasecmp (category, "URGENT") == 0 ||
          (column != NULL && column->category != NULL &&
           g_ascii_strcasecmp (category, column->category) == 0))
        continue;
      g_ptr_array_add (labels, g_strdup (category));
    }
  g_ptr_array_add (labels, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&labels), FALSE);
}

/* The first attendee who is on the team has it; else it is shown with who was asked first. */
static const MtPerson *
set_assignee (MtTask *task, const MtItem *item, GHashTable *people)
{
  for (guint i = 0; i < item->attendees->len; i++)
    {
      const MtAttendee *attendee = g_ptr_array_index (item->attendees, i);
      const MtPerson *person = mt_people_index_find (people, attendee->address);

      if (person == NULL)
        continue;
      task->assignee = g_strdup (person->id);
      task->assignee_address = g_strdup (attendee->address);
      return person;
    }

  if (item->attendees->len > 0)
    {
      const MtAttendee *first = g_ptr_array_index (item->attendees, 0);

      task->assignee_address = g_strdup (first->address);
    }

  return NULL;
}

/* Who ordered it, and who else is to see to it. */
static void
set_others (MtTask *task, const MtItem *item, const MtPerson *assignee, GHashTable *people)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();
  const MtPerson *organizer =
      item->organizer != NULL ? mt_people_index_find (people, item->organizer) : NULL;

  task->organizer = organizer != NULL ? g_strdup (organizer->id) : NULL;
  for (guint i = 0; i < item->attendees->len; i++)
    {
      const MtAttendee *attendee = g_ptr_array_index (item->attendees, i);
      const MtPerson *person = mt_people_index_find (people, attendee->address);

      if (person != NULL && person != assignee && attendee->partstat != MT_PARTSTAT_DECLINED &&
          attendee->partstat != MT_PARTSTAT_DELEGATED)
        g_ptr_array_add (asked, g_strdup (person->id));
    }
  g_ptr_array_add (asked, NULL);
  g_strfreev (task->asked);
  task->asked = (char **) g_ptr_array_free (g_steal_pointer (&asked), FALSE);
}

static gboolean
has_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || *p == 0x7F)
      return TRUE;

  return !g_utf8_validate (text, -1, NULL);
}

/**
 * mt_task_reader_check_url:
 * @url: (nullable): an address as a stranger wrote it
 *
 * Returns: (transfer full) (nullable): @url if it may be opened: http or https with a host and
 *   without user and password, or mailto; else %NULL
 */
char *
mt_task_reader_check_url (const char *url)
{
  g_autoptr (GUri) uri =
      url != NULL && !has_blank (url) ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  if (g_str_equal (scheme, "mailto"))
    return g_strdup (url);
  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    return NULL;
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0')
    return NULL;

  return g_strdup (url);
}

/* Which instance of a series it is. */
static void
set_instance (MtTask *task, const Instance *instance)
{
  const MtItem *item = instance->item;

  task->is_override = item->recurrence_id.kind != MT_TIME_NONE;
  task->recurs = task->is_override || is_series (item);
  if (task->is_override)
    task->recurrence_id = item->recurrence_id;
  else if (task->recurs)
    task->recurrence_id = instance->start;
}

static void
set_lists (MtTask *task, const MtItem *item)
{
  g_strfreev (task->categories);
  task->categories = g_strdupv (item->categories);
  g_strfreev (task->attendees);
  task->attendees = g_new0 (char *, item->attendees->len + 1);
  for (guint i = 0; i < item->attendees->len; i++)
    task->attendees[i] =
        g_strdup (((const MtAttendee *) g_ptr_array_index (item->attendees, i))->address);
}

/* Who is on the team is called as the team calls them; anybody else as it is written. */
static const char *
name_of (const MtComment *comment, GHashTable *people)
{
  const MtPerson *person =
      comment->address != NULL ? mt_people_index_find (people, comment->address) : NULL;

  if (person != NULL)
    return person->name;
  if (comment->name != NULL && *comment->name != '\0')
    return comment->name;
  return comment->address != NULL ? comment->address : "";
}

static void
set_comments (MtTask *task, const MtItem *item, GHashTable *people)
{
  const guint n = item->comments->len;

  g_strfreev (task->comments);
  g_strfreev (task->commenters);
  task->comments = g_new0 (char *, n + 1);
  task->commenters = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const MtComment *comment = g_ptr_array_index (item->comments, i);

      task->comments[i] = g_strdup (comment->text);
      task->commenters[i] = g_strdup (name_of (comment, people));
    }
}

static MtTask *
read_task (const MtTeam *team, const Instance *instance, GHashTable *people)
{
  const MtItem *item = instance->item;
  MtTask *task = mt_task_new (item->uid, item->summary != NULL ? item->summary : "");
  const MtColumn *column = NULL;

  task->column =
      mt_task_reader_find_column (team, item->status, (const char *const *) item->categories);
  if (task->column < team->columns->len)
    column = g_ptr_array_index (team->columns, task->column);

  task->notes = g_strdup (item->description);
  task->status = item->status != MT_STATUS_NONE ? item->status : MT_STATUS_NEEDS_ACTION;
  task->due = instance->due;
  task->changed = item->last_modified != G_MININT64 ? item->last_modified : item->dtstamp;
  task->created = item->created;
  task->completed = item->completed;
  task->priority = item->priority;
  task->urgent = item->priority == 1 || mt_item_has_category (item, "URGENT");
  task->blocked = mt_item_has_category (item, "BLOCKED");
  g_strfreev (task->labels);
  task->labels = mt_task_reader_collect_labels ((const char *const *) item->categories, column);
  task->url = mt_task_reader_check_url (item->url);
  task->file = g_strdup (item->file);
  set_others (task, item, set_assignee (task, item, people), people);
  set_instance (task, instance);
  set_lists (task, item);
  set_comments (task, item, people);

  return task;
}

/**
 * mt_task_reader_read: (skip)
 * @team: the team, for columns and people
 * @items: (element-type MtItem): what the board holds; what is no VTODO is passed over
 * @now: Unix seconds
 * @tasks: (element-type MtTask): array to append to, in the order of @items
 *
 * One task a UID. Cancelled ones are not shown; of a recurring one the next open instance is.
 *
 * Source: RFC 5545 3.6.2, 3.8.1.11
 */
void
mt_task_reader_read (const MtTeam *team, const GPtrArray *items, gint64 now, GPtrArray *tasks)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) all = collect_series (items, order);
  g_autoptr (GHashTable) people = mt_people_index_new (team);

  for (guint i = 0; i < order->len; i++)
    {
      const Series *series = g_hash_table_lookup (all, g_ptr_array_index (order, i));
      Instance instance = { 0 };

      if (choose_instance (series, now, &instance))
        g_ptr_array_add (tasks, read_task (team, &instance, people));
    }
}
