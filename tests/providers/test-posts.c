/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a VJOURNAL means: whose it is, and which date it is for.
 */
#include "config.h"

#include "providers/items/mt-post-reader.h"

#define NOV(day) mt_date_from_civil (2026, 11, day)
#define AT(day, hour) (mt_date_to_wall (NOV (day)) + (hour) *3600)

/* (transfer full): Ana, nine hours east of Greenwich. */
static MtTeam *
make_team (void)
{
  MtTeam *team = mt_team_new ();
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("Asia/Tokyo", 9 * 3600);
  g_autoptr (MtWeek) week = mt_week_new_default ();
  MtPerson *person = mt_person_new ("ana", "Ana", zone, week);
  const char *const emails[] = { "ana@example.org", NULL };

  g_strfreev (person->emails);
  person->emails = g_strdupv ((char **) emails);
  mt_team_take_person (team, person);

  return team;
}

typedef struct
{
  const char *name;
  MtItemKind kind;
  const char *categories;
  const char *organizer;
  MtTime start;
  gint64 created; /* G_MININT64: none */
  gint64 dtstamp;
  MtStatus status;
  gboolean transparent;
  /* expected */
  gboolean update;
  gboolean note;
  const char *author;
  MtDate day;
  gint64 posted;
} Row;

static MtItem *
make_item (const Row *row)
{
  MtItem *item = mt_item_new (row->kind, "u");

  g_strfreev (item->categories);
  item->categories = g_strsplit (row->categories, ",", -1);
  item->organizer = g_strdup (row->organizer);
  item->start = row->start;
  item->created = row->created;
  item->dtstamp = row->dtstamp;
  item->status = row->status;
  item->transparent = row->transparent;

  return item;
}

static void
test_rows (void)
{
  const MtTime none = { MT_TIME_NONE, 0 };
  const MtTime date = { MT_TIME_DATE, NOV (20) };
  const MtTime evening = { MT_TIME_INSTANT, AT (20, 18) };
  const MtTime floating = { MT_TIME_FLOATING, AT (20, 18) };
  const gint64 never = G_MININT64;
  const char *ana = "ANA@example.org";
  const MtItemKind journal = MT_ITEM_JOURNAL;
  const MtItemKind event = MT_ITEM_EVENT;
  const Row rows[] = {
    { "its date", journal, "UPDATE", ana, date, AT (21, 1), AT (22, 1), 0, FALSE, TRUE, FALSE,
      "ana", NOV (20), AT (21, 1) },
    { "category in any case", journal, "x,Update", ana, date, never, AT (22, 1), 0, FALSE, TRUE,
      FALSE, "ana", NOV (20), AT (22, 1) },
    { "an instant is read on the author's clock", journal, "UPDATE", ana, evening, never,
      AT (22, 1), 0, FALSE, TRUE, FALSE, "ana", NOV (21), AT (22, 1) },
    { "a floating time", journal, "UPDATE", ana, floating, never, AT (22, 1), 0, FALSE, TRUE, FALSE,
      "ana", NOV (20), AT (22, 1) },
    { "no date: when it was written", journal, "UPDATE", ana, none, AT (21, 20), AT (24, 1), 0,
      FALSE, TRUE, FALSE, "ana", NOV (22), AT (21, 20) },
    { "no date, no CREATED: DTSTAMP", journal, "UPDATE", ana, none, never, AT (21, 20), 0, FALSE,
      TRUE, FALSE, "ana", NOV (22), AT (21, 20) },
    { "a stranger", journal, "UPDATE", "x@example.com", date, never, AT (22, 1), 0, FALSE, TRUE,
      FALSE, NULL, NOV (20), AT (22, 1) },
    { "nobody", journal, "UPDATE", NULL, date, never, AT (22, 1), 0, FALSE, TRUE, FALSE, NULL,
      NOV (20), AT (22, 1) },
    { "a decision", journal, "DECISION", ana, date, never, AT (22, 1), 0, FALSE, FALSE, TRUE, "ana",
      NOV (20), AT (22, 1) },
    { "notes", journal, "NOTES", ana, date, never, AT (22, 1), 0, FALSE, FALSE, TRUE, "ana",
      NOV (20), AT (22, 1) },
    { "a diary", journal, "", ana, date, never, AT (22, 1), 0, FALSE, FALSE, FALSE },
    { "cancelled", journal, "UPDATE", ana, date, never, AT (22, 1), MT_STATUS_CANCELLED, FALSE,
      FALSE, FALSE },
    { "an event for a journal", event, "UPDATE", ana, date, never, AT (22, 1), 0, TRUE, TRUE, FALSE,
      "ana", NOV (20), AT (22, 1) },
    { "an event that blocks", event, "UPDATE", ana, date, never, AT (22, 1), 0, FALSE, FALSE,
      FALSE },
    { "a timed event", event, "UPDATE", ana, evening, never, AT (22, 1), 0, TRUE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtTeam) team = make_team ();
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
      g_autoptr (GPtrArray) updates =
          g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
      const MtPost *post = NULL;

      g_test_message ("%s", rows[i].name);
      g_ptr_array_add (items, make_item (&rows[i]));
      mt_post_reader_read (team, items, updates, notes);
      g_assert_cmpuint (updates->len, ==, rows[i].update);
      g_assert_cmpuint (notes->len, ==, rows[i].note);
      if (updates->len + notes->len == 0)
        continue;
      post = g_ptr_array_index (updates->len > 0 ? updates : notes, 0);
      g_assert_cmpstr (post->author, ==, rows[i].author);
      g_assert_cmpint (post->day, ==, rows[i].day);
      g_assert_cmpint (post->posted, ==, rows[i].posted);
    }
}

static const struct
{
  const char *uid;
  const char *category;
  const char *related_to; /* nullable */
  gboolean is_reply;
} thread[] = {
  { "a", "UPDATE", NULL, FALSE }, { "b", "UPDATE", "a", TRUE },  { "c", "UPDATE", "a-task", FALSE },
  { "d", "UPDATE", "b", TRUE },   { "e", "UPDATE", "e", FALSE }, { "f", "DECISION", NULL, FALSE },
  { "g", "UPDATE", "f", TRUE },   { "h", "NOTES", "a", TRUE },
};

static void
add_thread (GPtrArray *items)
{
  for (guint i = 0; i < G_N_ELEMENTS (thread); i++)
    {
      MtItem *item = mt_item_new (MT_ITEM_JOURNAL, thread[i].uid);

      g_strfreev (item->categories);
      item->categories = g_strsplit (thread[i].category, ",", -1);
      item->related_to = g_strdup (thread[i].related_to);
      g_ptr_array_add (items, item);
    }
}

static void
assert_replies (const GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++)
    {
      const MtPost *post = g_ptr_array_index (posts, i);

      for (guint row = 0; row < G_N_ELEMENTS (thread); row++)
        if (g_str_equal (thread[row].uid, post->uid))
          g_assert_cmpint (post->is_reply, ==, thread[row].is_reply);
    }
}

/* What answers another post is told from what names a task, or itself. */
static void
test_replies (void)
{
  g_autoptr (MtTeam) team = make_team ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) updates = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);

  add_thread (items);
  mt_post_reader_read (team, items, updates, notes);
  g_assert_cmpuint (updates->len + notes->len, ==, G_N_ELEMENTS (thread));
  assert_replies (updates);
  assert_replies (notes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/posts/rows", test_rows);
  g_test_add_func ("/posts/replies", test_replies);

  return g_test_run ();
}
