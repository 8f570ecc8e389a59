/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Edits of the team file: exactly which bytes they change.
 */
#include "config.h"

#include "fake-zones.h"
#include "team/mt-team-edit.h"
#include "team/mt-team-value.h"

#include <string.h>

typedef MtJsonNode *(*MakeValue) (void);

static MtJsonNode *
make_berlin (void)
{
  return mt_json_node_new_string ("Europe/Berlin");
}

static MtJsonNode *
make_odd_text (void)
{
  return mt_json_node_new_string ("\"Zoë\" \\ \n\x01");
}

static MtJsonNode *
make_nowhere (void)
{
  return mt_json_node_new_string ("Mars/Base");
}

static MtJsonNode *
make_zed (void)
{
  return mt_json_node_new_string ("zed");
}

static MtJsonNode *
make_stretch (void)
{
  const MtRange range = { 20 * 3600 + 1800, 26 * 3600 };

  return mt_team_value_range (range);
}

static MtJsonNode *
make_two_texts (void)
{
  static const char *const texts[] = { "a@x.org", "b@x.org", NULL };

  return mt_team_value_texts (texts);
}

static MtJsonNode *
make_no_texts (void)
{
  static const char *const texts[] = { NULL };

  return mt_team_value_texts (texts);
}

static void
add_range (MtWeek *week, MtWeekday day, gint from_h, gint to_h)
{
  const MtRange range = { from_h * 3600, to_h * 3600 };

  g_array_append_val (week->days[day], range);
}

/* Monday split, Tuesday into the night. */
static MtJsonNode *
make_hours (void)
{
  g_autoptr (MtWeek) week = mt_week_new ();

  add_range (week, MT_MONDAY, 9, 13);
  add_range (week, MT_MONDAY, 14, 18);
  add_range (week, MT_TUESDAY, 22, 30);
  return mt_team_value_week (week);
}

static void
add_away (GArray *list, const char *from, const char *to, char *reason)
{
  MtAway away = { .reason = reason };

  g_assert_true (mt_date_parse (from, &away.from));
  g_assert_true (mt_date_parse (to, &away.to));
  g_array_append_val (list, away);
}

/* The second of three is longer, the third is new. */
static MtJsonNode *
make_away (void)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (MtAway));

  add_away (list, "2026-12-24", "2027-01-01", (char *) "leave");
  add_away (list, "2027-02-01", "2027-02-05", NULL);
  add_away (list, "2027-03-01", "2027-03-02", (char *) "move");
  return mt_team_value_away (list);
}

#define HEAD "{\"version\": 1, \"people\": ["
#define ANA "{\"id\": \"ana\", \"timezone\": \"UTC\"}"

static const struct
{
  const char *name;
  const char *person;
  const char *key;
  MakeValue make;
  const char *before;
  const char *after; /* NULL: the same bytes */
} rows[] = {
  { "/replace", "ana", "timezone", make_berlin, HEAD ANA "]}\n",
    HEAD "{\"id\": \"ana\", \"timezone\": \"Europe/Berlin\"}]}\n" },
  { "/same", "ana", "timezone", make_berlin,
    HEAD "{\"id\": \"ana\", \"timezone\": \"\\u0045urope\\/Berlin\"}]}", NULL },
  { "/remove-what-is-not-there", "ana", "away", NULL, HEAD ANA "]}", NULL },
  { "/add-inline", "ana", "stretch", make_stretch, HEAD ANA "]}",
    HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\", \"stretch\": \"20:30-02:00\"}]}" },
  { "/compact", "ana", "emails", make_two_texts,
    "{\"version\":1,\"people\":[{\"id\":\"ana\",\"timezone\":\"UTC\"}]}",
    "{\"version\":1,\"people\":[{\"id\":\"ana\",\"emails\":[\"a@x.org\",\"b@x.org\"],"
    "\"timezone\":\"UTC\"}]}" },
  { "/escapes", "ana", "name", make_odd_text, HEAD ANA "]}",
    HEAD "{\"id\": \"ana\", \"name\": \"\\\"Zoë\\\" \\\\ \\n\\u0001\", \"timezone\": \"UTC\"}]}" },
  { "/escapes-ascii", "ana", "name", make_odd_text,
    "{\"version\": 1, \"name\": \"\\u00e9\", \"people\": [" ANA "]}",
    "{\"version\": 1, \"name\": \"\\u00e9\", \"people\": [{\"id\": \"ana\", \"name\": "
    "\"\\\"Zo\\u00eb\\\" \\\\ \\n\\u0001\", \"timezone\": \"UTC\"}]}" },
  { "/add-line", "ana", "stretch", make_stretch,
    "{\n\t\"version\": 1,\n\t\"people\": [\n\t\t{\n\t\t\t\"id\": \"ana\",\n\t\t\t\"timezone\": "
    "\"UTC\",\n\t\t\t\"x\": 1\n\t\t}\n\t]\n}",
    "{\n\t\"version\": 1,\n\t\"people\": [\n\t\t{\n\t\t\t\"id\": \"ana\",\n\t\t\t\"timezone\": "
    "\"UTC\",\n\t\t\t\"stretch\": \"20:30-02:00\",\n\t\t\t\"x\": 1\n\t\t}\n\t]\n}" },
  { "/add-last-line-crlf", "ana", "stretch", make_stretch,
    "{\r\n  \"version\": 1,\r\n  \"people\": [\r\n    {\r\n      \"id\": \"ana\",\r\n\r\n      "
    "\"timezone\": \"UTC\"\r\n    }\r\n  ]\r\n}\r\n",
    "{\r\n  \"version\": 1,\r\n  \"people\": [\r\n    {\r\n      \"id\": \"ana\",\r\n\r\n      "
    "\"timezone\": \"UTC\",\r\n      \"stretch\": \"20:30-02:00\"\r\n    }\r\n  ]\r\n}\r\n" },
  { "/comma-first", "ana", "stretch", make_stretch,
    "{ \"version\": 1\n, \"people\": [\n    { \"id\": \"ana\"\n    , \"timezone\": \"UTC\"\n    "
    "}\n "
    " ]\n}\n",
    "{ \"version\": 1\n, \"people\": [\n    { \"id\": \"ana\"\n    , \"timezone\": \"UTC\"\n    , "
    "\"stretch\": \"20:30-02:00\"\n    }\n  ]\n}\n" },
  { "/remove-first-of-line", "ana", "name", NULL,
    HEAD "\n  { \"id\": \"ana\", \"name\": \"A\",\n    \"timezone\": \"UTC\" } ] }",
    HEAD "\n  { \"id\": \"ana\",\n    \"timezone\": \"UTC\" } ] }" },
  { "/remove-last", "ana", "backup", NULL,
    HEAD "\n  { \"id\": \"ana\",\n    \"timezone\": \"UTC\",\n    \"backup\": \"bo\"\n  } ] }",
    HEAD "\n  { \"id\": \"ana\",\n    \"timezone\": \"UTC\"\n  } ] }" },
  { "/array-shrinks-to-nothing", "ana", "emails", make_no_texts,
    HEAD "{\"id\": \"ana\", \"emails\": [\n \"q@x.org\"\n], \"timezone\": \"UTC\"}]}",
    HEAD "{\"id\": \"ana\", \"emails\": [], \"timezone\": \"UTC\"}]}" },
  { "/array-grows", "ana", "emails", make_two_texts,
    HEAD "{\"id\": \"ana\", \"emails\": [\n  \"b@x.org\"\n], \"timezone\": \"UTC\"}]}",
    HEAD "{\"id\": \"ana\", \"emails\": [\n  \"a@x.org\",\n  \"b@x.org\"\n], \"timezone\": "
         "\"UTC\"}]}" },
  { "/array-element-changes", "ana", "emails", make_two_texts,
    HEAD "{\"id\": \"ana\", \"emails\": [ \"a@x.org\" ,\"c@x.org\" ], \"timezone\": \"UTC\"}]}",
    HEAD "{\"id\": \"ana\", \"emails\": [ \"a@x.org\" ,\"b@x.org\" ], \"timezone\": \"UTC\"}]}" },
  { "/away-keeps-foreign", "ana", "away", make_away,
    HEAD
    "{\"id\": \"ana\", \"timezone\": \"UTC\", \"away\": [\n"
    "    {\"from\": \"2026-12-24\", \"to\": \"2027-01-01\", \"reason\": \"leave\", \"by\": 7},\n"
    "    {\"ticket\": [1, 2], \"from\": \"2027-02-01\", \"to\": \"2027-02-03\", \"reason\": "
    "\"x\"}\n"
    "  ]}]}",
    HEAD
    "{\"id\": \"ana\", \"timezone\": \"UTC\", \"away\": [\n"
    "    {\"from\": \"2026-12-24\", \"to\": \"2027-01-01\", \"reason\": \"leave\", \"by\": 7},\n"
    "    {\"ticket\": [1, 2], \"from\": \"2027-02-01\", \"to\": \"2027-02-05\"},\n"
    "    {\"from\": \"2027-03-01\", \"to\": \"2027-03-02\", \"reason\": \"move\"}\n"
    "  ]}]}" },
  { "/hours-same-in-other-words", "ana", "hours", make_hours,
    HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\", \"hours\": {\"tue\": [\"22:00-06:00\"], "
         "\"mon\": [\"14:00-18:00\", \"09:00-13:00\"], \"note\": 1}}]}",
    NULL },
  { "/hours-change", "ana", "hours", make_hours,
    HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\", \"hours\": {\"tue\": [\"22:00-05:00\"],\n"
         "  \"wed\": [\"09:00-17:00\"], \"note\": 1}}]}",
    HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\", \"hours\": {\"mon\": [\"09:00-13:00\", "
         "\"14:00-18:00\"],\n  \"tue\": [\"22:00-06:00\"], \"note\": 1}}]}" },
  { "/hours-like-those-of-others", "ana", "hours", make_hours,
    "{\n \"version\": 1,\n \"people\": [\n  {\n   \"id\": \"ana\",\n   \"timezone\": \"UTC\"\n  "
    "},\n"
    "  {\n   \"id\": \"bo\",\n   \"timezone\": \"UTC\",\n   \"hours\": {\n    \"mon\": "
    "[\"09:00-17:00\"],\n    \"fri\": [\"09:00-17:00\", \"18:00-19:00\"]\n   }\n  }\n ]\n}\n",
    "{\n \"version\": 1,\n \"people\": [\n  {\n   \"id\": \"ana\",\n   \"timezone\": \"UTC\",\n   "
    "\"hours\": {\n    \"mon\": [\"09:00-13:00\", \"14:00-18:00\"],\n    \"tue\": "
    "[\"22:00-06:00\"]\n   }\n  },\n"
    "  {\n   \"id\": \"bo\",\n   \"timezone\": \"UTC\",\n   \"hours\": {\n    \"mon\": "
    "[\"09:00-17:00\"],\n    \"fri\": [\"09:00-17:00\", \"18:00-19:00\"]\n   }\n  }\n ]\n}\n" },
  { "/colon-of-most-not-the-shortest", "ana", "stretch", make_stretch,
    "{\"version\":1, \"people\": [{\"id\": \"ana\", \"timezone\": \"UTC\"}]}",
    "{\"version\":1, \"people\": [{\"id\": \"ana\", \"timezone\": \"UTC\", \"stretch\": "
    "\"20:30-02:00\"}]}" },
  { "/colon-tight-in-most", "ana", "stretch", make_stretch,
    "{\"version\": 1,\"people\":[{\"id\":\"ana\",\"timezone\":\"UTC\"}]}",
    "{\"version\": 1,\"people\":[{\"id\":\"ana\",\"timezone\":\"UTC\",\"stretch\":"
    "\"20:30-02:00\"}]}" },
  { "/colon-with-a-blank-before", "ana", "stretch", make_stretch,
    "{\"version\" : 1, \"people\": [{\"id\" : \"ana\", \"timezone\" : \"UTC\"}]}",
    "{\"version\" : 1, \"people\": [{\"id\" : \"ana\", \"timezone\" : \"UTC\", \"stretch\" : "
    "\"20:30-02:00\"}]}" },
  { "/colon-of-values-in-a-column", "ana", "stretch", make_stretch,
    "{\"version\":1, \"people\": [\n{\n \"id\":       \"ana\",\n \"name\":     \"A\",\n "
    "\"timezone\": \"UTC\"\n}]}",
    "{\"version\":1, \"people\": [\n{\n \"id\":       \"ana\",\n \"name\":     \"A\",\n "
    "\"timezone\": \"UTC\",\n \"stretch\": \"20:30-02:00\"\n}]}" },
  { "/team-name", NULL, "name", make_berlin, HEAD ANA "]}",
    "{\"version\": 1, \"name\": \"Europe/Berlin\", \"people\": [" ANA "]}" },
  { "/board-of-none", NULL, "calendars.board", make_zed,
    "{\n  \"version\": 1,\n  \"people\": []\n}",
    "{\n  \"version\": 1,\n  \"people\": [],\n  \"calendars\": {\"board\": \"zed\"}\n}" },
  { "/board-changes", NULL, "calendars.board", make_zed,
    HEAD ANA "], \"calendars\": {\"x\": 1,  \"board\":\"old\", \"columns\": []}}",
    HEAD ANA "], \"calendars\": {\"x\": 1,  \"board\":\"zed\", \"columns\": []}}" },
  { "/journal-joins", NULL, "calendars.journal", make_zed,
    HEAD ANA "], \"calendars\": {\"board\": \"b\", \"x\": 1}}",
    HEAD ANA "], \"calendars\": {\"board\": \"b\", \"journal\": \"zed\", \"x\": 1}}" },
  { "/no-journal-stays-none", NULL, "calendars.journal", NULL, HEAD ANA "]}", NULL },
  { "/journal-goes", NULL, "calendars.journal", NULL,
    HEAD ANA "], \"calendars\": {\"board\": \"b\", \"journal\": \"j\"}}",
    HEAD ANA "], \"calendars\": {\"board\": \"b\"}}" },
  { "/byte-order-mark", "ana", "timezone", make_berlin, "\xef\xbb\xbf" HEAD ANA "]}",
    "\xef\xbb\xbf" HEAD "{\"id\": \"ana\", \"timezone\": \"Europe/Berlin\"}]}" },
  { "/wrong-already", "ana", "timezone", make_berlin,
    HEAD "{\"id\": \"bo\", \"timezone\": \"Mars\"}, {\"id\": \"ana\", \"timezone\": \"Mars\"}]}",
    HEAD "{\"id\": \"bo\", \"timezone\": \"Mars\"}, {\"id\": \"ana\", \"timezone\": "
         "\"Europe/Berlin\"}]}" },
};

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_text (GBytes *bytes, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);

  g_assert_cmpstr (text, ==, expected);
}

static GBytes *
apply (const MtTeamEdit *edit, GBytes *bytes, GPtrArray *warnings, GError **error)
{
  return mt_team_edit_apply (edit, bytes, "t", fake_zones_lookup, NULL, warnings, error);
}

static void
test_row (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) before = bytes_of (rows[i].before);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_set (edit, rows[i].person, rows[i].key,
                    rows[i].make != NULL ? rows[i].make () : NULL);
  after = apply (edit, before, NULL, &error);
  g_assert_no_error (error);
  assert_text (after, rows[i].after != NULL ? rows[i].after : rows[i].before);
}

#define MIXED                                                                                      \
  "{\n"                                                                                            \
  "  \"version\": 1,\n"                                                                            \
  "  \"people\": [\n"                                                                              \
  "    { \"id\": \"ana\", \"name\": \"Ana\",\n"                                                    \
  "      \"timezone\": \"UTC\", \"location\": \"Madrid\", \"backup\": \"bo\" },\n"                 \
  "\n"                                                                                             \
  "    { \"id\": \"bo\", \"timezone\": \"UTC\" }\n"                                                \
  "  ],\n"                                                                                         \
  "  \"escalation\": [\"backup\", \"bo\"]\n"                                                       \
  "}\n"

static void
test_add_person (void)
{
  g_autoptr (GBytes) before = bytes_of (MIXED);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_add_person (edit, "cy");
  mt_team_edit_set (edit, "cy", "name", mt_json_node_new_string ("Cy"));
  mt_team_edit_set (edit, "cy", "timezone", make_berlin ());
  after = apply (edit, before, NULL, &error);
  g_assert_no_error (error);
  assert_text (after,
               "{\n"
               "  \"version\": 1,\n"
               "  \"people\": [\n"
               "    { \"id\": \"ana\", \"name\": \"Ana\",\n"
               "      \"timezone\": \"UTC\", \"location\": \"Madrid\", \"backup\": \"bo\" },\n"
               "\n"
               "    { \"id\": \"bo\", \"timezone\": \"UTC\" },\n"
               "\n"
               "    { \"id\": \"cy\", \"name\": \"Cy\",\n"
               "      \"timezone\": \"Europe/Berlin\" }\n"
               "  ],\n"
               "  \"escalation\": [\"backup\", \"bo\"]\n"
               "}\n");
}

static void
test_add_first_person (void)
{
  g_autoptr (GBytes) before = bytes_of ("{\n  \"version\": 1,\n  \"people\": []\n}\n");
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_add_person (edit, "cy");
  mt_team_edit_set (edit, "cy", "timezone", make_berlin ());
  mt_team_edit_set (edit, "cy", "emails", make_two_texts ());
  after = apply (edit, before, NULL, &error);
  g_assert_no_error (error);
  assert_text (after, "{\n  \"version\": 1,\n  \"people\": [\n    {\n      \"id\": \"cy\",\n      "
                      "\"timezone\": \"Europe/Berlin\",\n      \"emails\": [\"a@x.org\", "
                      "\"b@x.org\"]\n    }\n  ]\n}\n");
}

static void
test_add_people_to_none (void)
{
  g_autoptr (GBytes) before = bytes_of ("{\"version\": 1}");
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_add_person (edit, "cy");
  mt_team_edit_set (edit, "cy", "timezone", make_berlin ());
  after = apply (edit, before, NULL, &error);
  g_assert_no_error (error);
  assert_text (after, "{\"version\": 1, \"people\": [{\"id\": \"cy\", \"timezone\": "
                      "\"Europe/Berlin\"}]}");
}

static void
test_remove_person (void)
{
  g_autoptr (GBytes) before = bytes_of (MIXED);
  g_autoptr (GPtrArray) warnings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_remove_person (edit, "bo");
  after = apply (edit, before, warnings, &error);
  g_assert_no_error (error);
  assert_text (after,
               "{\n"
               "  \"version\": 1,\n"
               "  \"people\": [\n"
               "    { \"id\": \"ana\", \"name\": \"Ana\",\n"
               "      \"timezone\": \"UTC\", \"location\": \"Madrid\", \"backup\": \"bo\" }\n"
               "  ],\n"
               "  \"escalation\": [\"backup\", \"bo\"]\n"
               "}\n");
  g_assert_cmpuint (warnings->len, ==, 2);
}

static void
test_references (void)
{
  MtTeam *team = NULL;
  g_autofree char *said = fake_zones_read (MIXED, -1, FALSE, &team);
  g_auto (GStrv) of_bo = mt_team_edit_find_references (team, "bo");
  g_auto (GStrv) of_ana = mt_team_edit_find_references (team, "ana");

  g_assert_cmpuint (g_strv_length (of_bo), ==, 2);
  g_assert_cmpstr (of_bo[0], ==, "Ana has them as backup");
  g_assert_cmpuint (g_strv_length (of_ana), ==, 0);
  mt_team_unref (team);
}

static const struct
{
  const char *name;
  const char *person;
  const char *key;
  MakeValue make;
  const char *before;
  MtTeamEditError code;
  const char *says;
} refused[] = {
  { "/zone", "ana", "timezone", make_nowhere, HEAD ANA "]}", MT_TEAM_EDIT_ERROR_REFUSED,
    "Mars/Base" },
  { "/needed", "ana", "timezone", NULL, HEAD ANA "]}", MT_TEAM_EDIT_ERROR_REFUSED, "timezone" },
  { "/gone", "zed", "timezone", make_berlin, HEAD ANA "]}", MT_TEAM_EDIT_ERROR_GONE, "zed" },
  { "/no-json", "ana", "timezone", make_berlin, HEAD ANA "],}", MT_TEAM_EDIT_ERROR_UNREADABLE,
    "t:1:" },
  { "/empty", "ana", "timezone", make_berlin, "", MT_TEAM_EDIT_ERROR_UNREADABLE, "empty" },
  { "/no-object", "ana", "timezone", make_berlin, "[1]", MT_TEAM_EDIT_ERROR_UNREADABLE,
    "an array" },
  { "/twice", "ana", "timezone", make_berlin, "{\"people\": [], \"people\": [" ANA "]}",
    MT_TEAM_EDIT_ERROR_UNREADABLE, "people" },
  { "/own-backup", "zed", "backup", make_zed, HEAD "{\"id\": \"zed\", \"timezone\": \"UTC\"}]}",
    MT_TEAM_EDIT_ERROR_REFUSED, "backup" },
  { "/another-error", "ana", "timezone", make_nowhere,
    HEAD "{\"id\": \"ana\", \"timezone\": \"Moon\"}]}", MT_TEAM_EDIT_ERROR_REFUSED, "Mars/Base" },
};

static void
test_refused (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) before = bytes_of (refused[i].before);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_set (edit, refused[i].person, refused[i].key,
                    refused[i].make != NULL ? refused[i].make () : NULL);
  after = apply (edit, before, NULL, &error);
  g_assert_error (error, MT_TEAM_EDIT_ERROR, (gint) refused[i].code);
  g_assert_null (after);
  g_assert_nonnull (strstr (error->message, refused[i].says));
}

static void
test_add_taken_id (void)
{
  g_autoptr (GBytes) before = bytes_of (MIXED);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) after = NULL;

  mt_team_edit_add_person (edit, "bo");
  mt_team_edit_set (edit, "bo", "timezone", make_berlin ());
  after = apply (edit, before, NULL, &error);
  g_assert_error (error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_REFUSED);
  g_assert_null (after);
}

/* Of a long array not every pair of elements is compared. */
static void
test_long_array (void)
{
  g_autoptr (GString) text = g_string_new (HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\", "
                                                "\"emails\": [");
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%s\"p%u@x.org\"", i > 0 ? ", " : "", i);
  g_string_append (text, "]}]}");
  before = bytes_of (text->str);
  mt_team_edit_set (edit, "ana", "emails", make_two_texts ());
  after = apply (edit, before, NULL, &error);
  g_assert_no_error (error);
  assert_text (after, HEAD "{\"id\": \"ana\", \"timezone\": \"UTC\", \"emails\": [\"a@x.org\", "
                           "\"b@x.org\"]}]}");
}

/* A warning that names a line is the same one when what stands before it has grown. */
static void
test_old_warning_in_another_line (void)
{
  static const char text[] =
      "{\n \"version\": 1,\n \"people\": [{\n  \"id\": \"bo\",\n  \"timezone\": \"UTC\",\n"
      "  \"emails\": [\n   \"a@x.org\"\n  ],\n  \"exceptions\": [\n"
      "   { \"date\": \"2026-12-03\", \"hours\": [] },\n"
      "   { \"date\": \"2026-12-03\", \"hours\": [] }\n  ]\n }]\n}\n";
  g_autoptr (GBytes) before = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (MtTeamEdit) edit = mt_team_edit_new ();
  g_autoptr (GPtrArray) warnings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  mt_team_edit_set (edit, "bo", "emails", make_two_texts ());
  after = apply (edit, before, warnings, &error);
  g_assert_no_error (error);
  g_assert_nonnull (after);
  g_assert_cmpuint (g_bytes_get_size (after), >, g_bytes_get_size (before));
  g_assert_cmpuint (warnings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strconcat ("/team-edit/set", rows[i].name, NULL);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_row);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *name = g_strconcat ("/team-edit/refused", refused[i].name, NULL);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/team-edit/add-person", test_add_person);
  g_test_add_func ("/team-edit/add-first-person", test_add_first_person);
  g_test_add_func ("/team-edit/add-people-to-none", test_add_people_to_none);
  g_test_add_func ("/team-edit/add-taken-id", test_add_taken_id);
  g_test_add_func ("/team-edit/remove-person", test_remove_person);
  g_test_add_func ("/team-edit/references", test_references);
  g_test_add_func ("/team-edit/old-warning", test_old_warning_in_another_line);
  g_test_add_func ("/team-edit/long-array", test_long_array);
  return g_test_run ();
}
