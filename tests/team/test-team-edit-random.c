/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Random edits of random team files in random layouts: the file means what was intended, and every
 * member that was not meant keeps its bytes.
 */
#include "config.h"

#include "fake-zones.h"
#include "team/mt-json-match.h"
#include "team/mt-json-reader.h"
#include "team/mt-json-style.h"
#include "team/mt-team-edit.h"
#include "team/mt-team-value.h"

#include <string.h>

/* AddressSanitizer makes everything several times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define ROUNDS 800
#else
#define ROUNDS 3000
#endif

typedef struct
{
  GRand *rand;
  GString *out;
  const char *newline;
  const char *unit;
  const char *colon;
  const char *gap;
  gint taste; /* 0: one line, 1: a line for each child, 2: this or that */
} Writer;

static MtJsonNode *
text (const char *value)
{
  return mt_json_node_new_string (value);
}

static const char *
pick (GRand *rand, const char *const *list)
{
  return list[g_rand_int_range (rand, 0, (gint32) g_strv_length ((char **) list))];
}

static MtJsonNode *
random_texts (GRand *rand, const char *suffix)
{
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (gint n = g_rand_int_range (rand, 0, 5); n > 0; n--)
    {
      g_autofree char *value = g_strdup_printf ("%c%s", g_rand_int_range (rand, 'a', 'g'), suffix);

      mt_json_node_take_child (array, text (value));
    }
  return array;
}

static MtJsonNode *
random_range (GRand *rand)
{
  const gint start = g_rand_int_range (rand, 0, 24) * 3600;
  const MtRange range = { start, start + g_rand_int_range (rand, 1, 25) * 3600 };

  return mt_team_value_range (range);
}

static MtJsonNode *
random_hours (GRand *rand)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  MtJsonNode *object = mt_json_node_new (MT_JSON_OBJECT, 0);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_rand_boolean (rand))
      {
        MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

        mt_json_node_take_child (array, random_range (rand));
        mt_json_node_take_member (object, days[i], array);
      }
  return object;
}

static MtJsonNode *
random_entries (GRand *rand, gboolean travel)
{
  static const char *const zones[] = { "UTC", "Europe/Berlin", "Asia/Kolkata", NULL };
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (gint n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    {
      MtJsonNode *object = mt_json_node_new (MT_JSON_OBJECT, 0);
      g_autofree char *from = g_strdup_printf ("2026-0%d-01", g_rand_int_range (rand, 1, 5));
      g_autofree char *to = g_strdup_printf ("2026-0%d-02", g_rand_int_range (rand, 5, 9));

      mt_json_node_take_member (object, "from", text (from));
      mt_json_node_take_member (object, "to", text (to));
      if (travel)
        mt_json_node_take_member (object, "timezone", text (pick (rand, zones)));
      else if (g_rand_boolean (rand))
        mt_json_node_take_member (object, "reason", text ("le\"ave ☃"));
      mt_json_node_take_child (array, object);
    }
  return array;
}

static const char *const keys[] = { "name",    "emails",   "location", "hours",
                                    "stretch", "away",     "travel",   "calendars",
                                    "backup",  "timezone", "logins",   NULL };

static MtJsonNode *
random_value (GRand *rand, const char *key)
{
  static const char *const zones[] = { "UTC", "Europe/Madrid", "Africa/Cairo", NULL };
  static const char *const words[] = { "", "x", "a b", "\\", "\"q\"", "ü", "日本\n", NULL };
  MtJsonNode *object;

  if (g_str_equal (key, "emails"))
    return random_texts (rand, "@x.org");
  if (g_str_equal (key, "calendars"))
    return random_texts (rand, ".ics");
  if (g_str_equal (key, "hours"))
    return random_hours (rand);
  if (g_str_equal (key, "stretch"))
    return random_range (rand);
  if (g_str_equal (key, "away") || g_str_equal (key, "travel"))
    return random_entries (rand, key[0] == 't');
  if (g_str_equal (key, "timezone"))
    return text (pick (rand, zones));
  if (!g_str_equal (key, "logins"))
    return text (pick (rand, words));
  object = mt_json_node_new (MT_JSON_OBJECT, 0);
  if (g_rand_boolean (rand))
    mt_json_node_take_member (object, "git\"hub", text (pick (rand, words)));
  mt_json_node_take_member (object, "redmine", text (pick (rand, words)));
  return object;
}

static MtJsonNode *
random_person (GRand *rand, const char *id)
{
  MtJsonNode *person = mt_json_node_new (MT_JSON_OBJECT, 0);

  mt_json_node_take_member (person, "id", text (id));
  for (guint i = 0; keys[i] != NULL; i++)
    if (g_str_equal (keys[i], "timezone") || g_rand_int_range (rand, 0, 3) == 0)
      mt_json_node_take_member (person, keys[i], random_value (rand, keys[i]));
  if (g_rand_boolean (rand))
    mt_json_node_take_member (person, "x-note", random_entries (rand, FALSE));
  return person;
}

static MtJsonNode *
random_team (GRand *rand)
{
  MtJsonNode *root = mt_json_node_new (MT_JSON_OBJECT, 0);
  MtJsonNode *people = mt_json_node_new (MT_JSON_ARRAY, 0);
  MtJsonNode *version = mt_json_node_new (MT_JSON_NUMBER, 0);

  version->number = 1;
  mt_json_node_take_member (root, "version", version);
  mt_json_node_take_member (root, "x-before", random_hours (rand));
  for (gint i = 0, n = g_rand_int_range (rand, 1, 5); i < n; i++)
    {
      const char id[] = { (char) ('p' + i), '\0' };

      mt_json_node_take_child (people, random_person (rand, id));
    }
  mt_json_node_take_member (root, "people", people);
  mt_json_node_take_member (root, "x-after", random_texts (rand, ""));
  return root;
}

/* -- Layout -- */

static void
write_string (Writer *self, const char *value)
{
  const MtJsonStyle style = { 0 };

  mt_json_style_write_string (&style, value, self->out);
}

static void
write_break (Writer *self, guint depth)
{
  g_string_append (self->out, self->newline);
  for (guint i = 0; i < depth; i++)
    g_string_append (self->out, self->unit);
}

static void
write_node (Writer *self, const MtJsonNode *node, guint depth)
{
  const gboolean lines = self->taste == 1 || (self->taste == 2 && g_rand_boolean (self->rand));

  if (node->kind == MT_JSON_STRING)
    write_string (self, node->string);
  else if (node->kind == MT_JSON_NUMBER)
    g_string_append_printf (self->out, "%d", (gint) node->number);
  if (node->kind != MT_JSON_OBJECT && node->kind != MT_JSON_ARRAY)
    return;
  g_string_append_c (self->out, node->kind == MT_JSON_OBJECT ? '{' : '[');
  for (const MtJsonNode *child = node->first; child != NULL; child = child->next)
    {
      if (child != node->first)
        g_string_append (self->out, lines ? "," : self->gap);
      if (lines)
        write_break (self, depth + 1);
      if (child->key != NULL)
        {
          write_string (self, child->key);
          g_string_append (self->out, self->colon);
        }
      write_node (self, child, depth + 1);
    }
  if (lines && node->first != NULL)
    write_break (self, depth);
  g_string_append_c (self->out, node->kind == MT_JSON_OBJECT ? '}' : ']');
}

static GBytes *
write_team (GRand *rand, const MtJsonNode *root)
{
  static const char *const newlines[] = { "\n", "\r\n", NULL };
  static const char *const units[] = { "  ", "\t", "    ", " ", NULL };
  static const char *const colons[] = { ":", ": ", " : ", NULL };
  static const char *const gaps[] = { ",", ", ", " ,", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  Writer writer = { rand,
                    out,
                    pick (rand, newlines),
                    pick (rand, units),
                    pick (rand, colons),
                    pick (rand, gaps),
                    g_rand_int_range (rand, 0, 3) };

  write_node (&writer, root, 0);
  if (g_rand_boolean (rand))
    g_string_append (out, writer.newline);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/* -- What is intended -- */

static MtJsonNode *
read_tree (GBytes *bytes)
{
  g_autoptr (MtJsonText) json = mt_json_text_new (bytes);
  g_autoptr (MtReport) report = mt_report_new (json, "t");
  MtJsonNode *root = mt_json_read (report);

  g_assert_nonnull (root);
  g_assert_false (report->failed);
  return root;
}

static char *
raw (GBytes *bytes, const MtJsonNode *node)
{
  const char *data = g_bytes_get_data (bytes, NULL);
  const gsize start = node->key != NULL ? node->key_start : node->start;

  return g_strndup (data + start, node->end - start);
}

static MtJsonNode *
nth_person (const MtJsonNode *root, gint n)
{
  MtJsonNode *node = mt_json_node_member (root, "people")->first;

  while (n-- > 0)
    node = node->next;
  return node;
}

/* All members there were, but the one meant, have their bytes and their order. */
static void
assert_kept (GBytes *before,
             const MtJsonNode *old,
             GBytes *after,
             const MtJsonNode *new,
             const char *meant)
{
  const MtJsonNode *b = new->first;

  for (const MtJsonNode *a = old->first; a != NULL; a = a->next)
    {
      g_autofree char *had = NULL;
      g_autofree char *has = NULL;

      if (g_strcmp0 (a->key, meant) == 0)
        continue;
      while (b != NULL && g_strcmp0 (b->key, meant) == 0)
        b = b->next;
      g_assert_nonnull (b);
      had = raw (before, a);
      has = raw (after, b);
      g_assert_cmpstr (had, ==, has);
      b = b->next;
    }
}

static void
say (GBytes *before, GBytes *after)
{
  gsize size_before;
  gsize size_after;
  const char *a = g_bytes_get_data (before, &size_before);
  const char *b = g_bytes_get_data (after, &size_after);

  g_test_message ("before:\n%.*s\nafter:\n%.*s", (gint) size_before, a, (gint) size_after, b);
}

static void
set_once (GRand *rand, GBytes *before, const MtJsonNode *old)
{
  const guint n_people = mt_json_node_member (old, "people")->n_children;
  const gint n = g_rand_int_range (rand, 0, (gint32) n_people);
  const MtJsonNode *person = nth_person (old, n);
  const char *key = pick (rand, keys);
  const gboolean removes = !g_str_equal (key, "timezone") && g_rand_int_range (rand, 0, 4) == 0;
  const guint32 seed = g_rand_int (rand);
  g_autoptr (GRand) first = g_rand_new_with_seed (seed);
  g_autoptr (GRand) second = g_rand_new_with_seed (seed);
  g_autoptr (MtJsonNode) intended = removes ? NULL : random_value (first, key);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (MtJsonNode) new = NULL;
  const MtJsonNode *got;

  mt_team_edit_set (edit, mt_json_node_member (person, "id")->string, key,
                    removes ? NULL : random_value (second, key));
  after = mt_team_edit_apply (edit, before, "t", fake_zones_lookup, NULL, NULL, &error);
  g_assert_no_error (error);
  new = read_tree (after);
  got = mt_json_node_member (nth_person (new, n), key);
  if ((got == NULL) != removes || (got != NULL && !mt_json_match_value (got, intended, NULL)))
    {
      say (before, after);
      g_test_fail_printf ("%s is not what was intended", key);
    }
  assert_kept (before, person, after, nth_person (new, n), key);
  assert_kept (before, old, after, new, "people");
  g_assert_cmpuint (mt_json_node_member (new, "people")->n_children, ==, n_people);
  for (gint i = 0; i < (gint) n_people; i++)
    if (i != n)
      {
        g_autofree char *had = raw (before, nth_person (old, i));
        g_autofree char *has = raw (after, nth_person (new, i));

        g_assert_cmpstr (had, ==, has);
      }
}

/* What was taken out and put back at the same place leaves no trace. */
static void
add_and_remove (GRand *rand, GBytes *before, const MtJsonNode *old)
{
  g_autoptr (MtTeamEdit) add = mt_team_edit_new ();
  g_autoptr (MtTeamEdit) take_out = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) more = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (MtJsonNode) new = NULL;

  mt_team_edit_add_person (add, "z");
  for (guint i = 0; keys[i] != NULL; i++)
    if (g_str_equal (keys[i], "timezone") || g_rand_boolean (rand))
      mt_team_edit_set (add, "z", keys[i], random_value (rand, keys[i]));
  more = mt_team_edit_apply (add, before, "t", fake_zones_lookup, NULL, NULL, &error);
  g_assert_no_error (error);
  new = read_tree (more);
  assert_kept (before, old, more, new, "people");
  mt_team_edit_remove_person (take_out, "z");
  same = mt_team_edit_apply (take_out, more, "t", fake_zones_lookup, NULL, NULL, &error);
  g_assert_no_error (error);
  if (!g_bytes_equal (before, same))
    {
      say (before, more);
      g_test_fail_printf ("a person who was added and taken out left a trace");
    }
}

static void
test_random (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (round);
      g_autoptr (MtJsonNode) wanted = random_team (rand);
      g_autoptr (GBytes) before = write_team (rand, wanted);
      g_autoptr (MtJsonNode) old = read_tree (before);

      set_once (rand, before, old);
      add_and_remove (rand, before, old);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team-edit/random", test_random);
  return g_test_run ();
}
