/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The team file: what a good one becomes, and what is said of a bad one, where.
 */
#include "config.h"

#include "fake-zones.h"

#include <string.h>

#define FULL                                                                                       \
  "{\n"                                                                                            \
  "  \"version\": 1, \"name\": \"Harbour\",\n"                                                     \
  "  \"people\": [\n"                                                                              \
  "    { \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"emails\": [\"ana@example.org\"],\n"            \
  "      \"timezone\": \"Europe/Madrid\", \"location\": \"Madrid\",\n"                             \
  "      \"hours\": { \"mon\": [\"14:00-18:00\", \"09:00-13:00\"], \"fri\": [\"22:00-06:00\"],\n"  \
  "                 \"sat\": [\"09:00-09:00\"], \"sun\": [\"00:00-24:00\"] },\n"                   \
  "      \"exceptions\": [ { \"date\": \"2026-12-03\", \"hours\": [\"12:00-20:00\"] },\n"          \
  "                      { \"date\": \"2026-12-04\", \"hours\": [] } ],\n"                         \
  "      \"stretch\": \"20:00-02:00\",\n"                                                          \
  "      \"away\": [ { \"from\": \"2026-12-24\", \"to\": \"2027-01-01\", \"reason\": \"leave\" } " \
  "],\n"                                                                                           \
  "      \"travel\": [ { \"from\": \"2026-11-30\", \"to\": \"2026-12-04\",\n"                      \
  "                    \"timezone\": \"America/New_York\" } ],\n"                                  \
  "      \"calendars\": [\"https://dav.example.org/ana/\", \"cal/ana.ics\"],\n"                    \
  "      \"holidays\": [\"https://example.org/es.ics\"],\n"                                        \
  "      \"logins\": { \"redmine\": \"ana\" }, \"backup\": \"bo\" },\n"                            \
  "    { \"id\": \"bo\", \"timezone\": \"UTC\", \"hours\": {} }\n"                                 \
  "  ],\n"                                                                                         \
  "  \"calendars\": { \"board\": \"board\", \"journal\": \"https://dav.example.org/j/\" },\n"      \
  "  \"boards\": [ { \"provider\": \"redmine\", \"url\": \"https://redmine.example.org\",\n"       \
  "                \"project\": \"demo\",\n"                                                       \
  "                \"urgent\": { \"priorities\": [\"Urgent\"], \"labels\": [\"urgent\"] } } ],\n"  \
  "  \"expectations\": {\n"                                                                        \
  "    \"email\": { \"within\": \"1d4h30m\", \"counting\": \"elapsed\" },\n"                       \
  "    \"fax\": { \"within\": \"30m\" },\n"                                                        \
  "    \"urgent\": { \"within\": \"2h\", \"counting\": \"working-hours\", \"when-off\": "          \
  "\"pass-on\" },\n"                                                                               \
  "    \"review-by\": \"2027-03-01\" },\n"                                                         \
  "  \"escalation\": [\"backup\", \"bo\"],\n"                                                      \
  "  \"links\": [ { \"title\": \"Handbook\", \"url\": \"https://example.org/handbook\" } ]\n"      \
  "}\n"

static MtTeam *
read_good (const char *json)
{
  MtTeam *team;
  g_autofree char *said = fake_zones_read (json, -1, FALSE, &team);

  g_assert_cmpstr (said, ==, "");
  g_assert_nonnull (team);
  return team;
}

static MtPerson *
person_at (const MtTeam *team, guint index)
{
  return g_ptr_array_index (team->people, index);
}

static void
assert_ranges (const GArray *ranges, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const MtRange *range = &g_array_index (ranges, MtRange, i);

      g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "", range->start_s, range->end_s);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_person (void)
{
  g_autoptr (MtTeam) team = read_good (FULL);
  const MtPerson *ana = person_at (team, 0);
  const MtPerson *bo = person_at (team, 1);

  g_assert_cmpstr (team->name, ==, "Harbour");
  g_assert_cmpuint (team->people->len, ==, 2);
  g_assert_cmpstr (ana->id, ==, "ana");
  g_assert_cmpstr (ana->name, ==, "Ana Ruiz");
  g_assert_cmpstr (ana->emails[0], ==, "ana@example.org");
  g_assert_cmpstr (mt_zone_get_id (ana->zone), ==, "Europe/Madrid");
  g_assert_cmpstr (ana->location, ==, "Madrid");
  g_assert_cmpstr (ana->calendars[0], ==, "https://dav.example.org/ana/");
  g_assert_cmpstr (ana->calendars[1], ==, "cal/ana.ics");
  g_assert_cmpstr (ana->holidays[0], ==, "https://example.org/es.ics");
  g_assert_cmpstr (g_hash_table_lookup (ana->logins, "redmine"), ==, "ana");
  g_assert_cmpstr (ana->backup, ==, "bo");
  g_assert_cmpuint (bo->index, ==, 1);
  g_assert_cmpstr (bo->name, ==, "bo");
  g_assert_null (bo->emails[0]);
  g_assert_null (bo->calendars[0]);
  g_assert_true (mt_team_find (team, "bo") == bo);
}

static void
test_hours (void)
{
  g_autoptr (MtTeam) team = read_good (FULL);
  const MtPerson *ana = person_at (team, 0);
  const MtPerson *bo = person_at (team, 1);
  const MtException *exception = &g_array_index (ana->exceptions, MtException, 0);

  assert_ranges (ana->week->days[MT_MONDAY], "32400-46800 50400-64800");
  assert_ranges (ana->week->days[MT_TUESDAY], "");
  assert_ranges (ana->week->days[MT_FRIDAY], "79200-108000");
  assert_ranges (ana->week->days[MT_SATURDAY], "32400-118800");
  assert_ranges (ana->week->days[MT_SUNDAY], "0-86400");
  for (gint day = MT_MONDAY; day <= MT_SUNDAY; day++)
    assert_ranges (bo->week->days[day], "");
  g_assert_cmpuint (ana->exceptions->len, ==, 2);
  g_assert_cmpint (exception->date, ==, mt_date_from_civil (2026, 12, 3));
  assert_ranges (exception->ranges, "43200-72000");
  assert_ranges ((exception + 1)->ranges, "");
  g_assert_true (ana->has_stretch);
  g_assert_cmpint (ana->stretch.start_s, ==, 72000);
  g_assert_cmpint (ana->stretch.end_s, ==, 93600);
  g_assert_false (bo->has_stretch);
}

static void
test_absences (void)
{
  g_autoptr (MtTeam) team = read_good (FULL);
  const MtPerson *ana = person_at (team, 0);
  const MtAway *away = &g_array_index (ana->away, MtAway, 0);
  const MtTravel *travel = &g_array_index (ana->travel, MtTravel, 0);

  g_assert_cmpint (away->from, ==, mt_date_from_civil (2026, 12, 24));
  g_assert_cmpint (away->to, ==, mt_date_from_civil (2027, 1, 1));
  g_assert_cmpstr (away->reason, ==, "leave");
  g_assert_cmpint (travel->from, ==, mt_date_from_civil (2026, 11, 30));
  g_assert_cmpint (travel->to, ==, mt_date_from_civil (2026, 12, 4));
  g_assert_cmpstr (mt_zone_get_id (travel->zone), ==, "America/New_York");
}

static void
assert_channel (const MtTeam *team,
                const char *name,
                MtCounting counting,
                gint64 within_s,
                guint8 days,
                MtWhenOff when_off)
{
  const MtChannel *channel = mt_team_channel (team, name);

  g_assert_nonnull (channel);
  g_assert_cmpint (channel->counting, ==, counting);
  g_assert_cmpint (channel->within_s, ==, within_s);
  g_assert_cmpint (channel->days, ==, days);
  g_assert_cmpint (channel->when_off, ==, when_off);
}

static void
test_team (void)
{
  g_autoptr (MtTeam) team = read_good (FULL);
  const MtLink *link = g_ptr_array_index (team->links, 0);

  assert_channel (team, "email", MT_COUNTING_ELAPSED, 102600, 0x7f, MT_WHEN_OFF_WAIT);
  assert_channel (team, "chat", MT_COUNTING_WORKING_HOURS, 28800, 0x7f, MT_WHEN_OFF_WAIT);
  assert_channel (team, "urgent", MT_COUNTING_WORKING_HOURS, 7200, 0x7f, MT_WHEN_OFF_PASS_ON);
  assert_channel (team, "update", MT_COUNTING_END_OF_DAY, 0, 0x1f, MT_WHEN_OFF_WAIT);
  assert_channel (team, "fax", MT_COUNTING_WORKING_HOURS, 1800, 0x7f, MT_WHEN_OFF_WAIT);
  g_assert_null (mt_team_channel (team, "pigeon"));
  g_assert_true (team->has_review_by);
  g_assert_cmpint (team->review_by, ==, mt_date_from_civil (2027, 3, 1));
  g_assert_cmpstr (team->escalation[0], ==, "backup");
  g_assert_cmpstr (team->escalation[1], ==, "bo");
  g_assert_cmpstr (link->title, ==, "Handbook");
  g_assert_cmpstr (link->url, ==, "https://example.org/handbook");
  g_assert_cmpstr (team->board, ==, "board");
  g_assert_cmpstr (team->journal, ==, "https://dav.example.org/j/");
}

static void
test_update_days (void)
{
  g_autoptr (MtTeam) by =
      read_good ("{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}],"
                 "\"expectations\":{\"update\":{\"by\":\"end-of-day\"}}}");
  g_autoptr (MtTeam) days =
      read_good ("{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}],"
                 "\"expectations\":{\"update\":{\"days\":[\"mon\",\"sun\"]}}}");

  assert_channel (by, "update", MT_COUNTING_END_OF_DAY, 0, 0x7f, MT_WHEN_OFF_WAIT);
  assert_channel (days, "update", MT_COUNTING_END_OF_DAY, 0, 0x41, MT_WHEN_OFF_WAIT);
}

static void
assert_column (const MtTeam *team,
               guint index,
               const char *name,
               const char *status,
               const char *category)
{
  const MtColumn *column = g_ptr_array_index (team->columns, index);

  g_assert_cmpstr (column->name, ==, name);
  g_assert_cmpstr (column->status, ==, status);
  g_assert_cmpstr (column->category, ==, category);
}

static void
test_columns (void)
{
  g_autoptr (MtTeam) usual = read_good (FULL);
  g_autoptr (MtTeam) own =
      read_good ("{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}],"
                 "\"calendars\":{\"columns\":[{\"name\":\"Ideas\",\"status\":\"NEEDS-ACTION\","
                 "\"category\":\"IDEA\"},{\"name\":\"Rest\"}]}}");

  g_assert_cmpuint (usual->columns->len, ==, 3);
  assert_column (usual, 0, "To do", "NEEDS-ACTION", NULL);
  assert_column (usual, 1, "Doing", "IN-PROCESS", NULL);
  assert_column (usual, 2, "Done", "COMPLETED", NULL);
  g_assert_cmpuint (own->columns->len, ==, 2);
  assert_column (own, 0, "Ideas", "NEEDS-ACTION", "IDEA");
  assert_column (own, 1, "Rest", NULL, NULL);
}

static void
test_shared_week (void)
{
  g_autoptr (MtTeam) team = read_good (
      "{\"version\":1,\"people\":["
      "{\"id\":\"a\",\"timezone\":\"UTC\",\"hours\":{\"mon\":[\"09:00-12:00\",\"13:00-17:00\"]}},"
      "{\"id\":\"b\",\"timezone\":\"UTC\",\"hours\":{\"tue\":[],\"mon\":[\"13:00-17:00\",\"09:00-"
      "12:00\"]}},"
      "{\"id\":\"c\",\"timezone\":\"UTC\"},"
      "{\"id\":\"d\",\"timezone\":\"UTC\",\"hours\":{\"mon\":[\"09:00-17:00\"],\"tue\":[\"09:00-17:"
      "00\"],"
      "\"wed\":[\"09:00-17:00\"],\"thu\":[\"09:00-17:00\"],\"fri\":[\"09:00-17:00\"]}}]}");

  g_assert_true (person_at (team, 0)->week == person_at (team, 1)->week);
  g_assert_true (person_at (team, 2)->week == person_at (team, 3)->week);
  g_assert_true (person_at (team, 0)->week != person_at (team, 2)->week);
}

static void
test_nobody (void)
{
  MtTeam *team;
  g_autofree char *said = fake_zones_read ("{\"version\":1,\"people\":[]}", -1, FALSE, &team);
  g_autoptr (MtTeam) owned = team;

  g_assert_cmpstr (said, ==,
                   "W t:1:23: the team has no people yet: add one with \"id\" and \"timezone\"");
  g_assert_nonnull (owned);
  g_assert_cmpuint (owned->people->len, ==, 0);
}

static void
test_many_people (void)
{
  g_autoptr (GString) json = g_string_new ("{\"version\":1,\"people\":[");
  g_autoptr (MtTeam) team = NULL;

  for (gint i = 0; i < 10000; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"p%d\",\"timezone\":\"Asia/Kolkata\",\"emails\":[\"p%d@"
                            "example.org\"],\"hours\":{\"mon\":[\"09:00-17:00\"]}}",
                            i > 0 ? ",\n" : "", i, i);
  g_string_append (json, "]}");
  g_test_timer_start ();
  team = read_good (json->str);
  g_test_minimized_result (g_test_timer_elapsed (), "10,000 people: %.3f s", g_test_timer_last ());
  g_assert_cmpuint (team->people->len, ==, 10000);
  g_assert_cmpstr (person_at (team, 9999)->id, ==, "p9999");
  g_assert_true (person_at (team, 0)->week == person_at (team, 9999)->week);
}

/* A row is put into the place it is about, so that its columns stay short: whole files begin with
 * '{', members of the team with '+', members of a person with '-'. */
typedef struct
{
  const char *name;
  const char *json;
  const char *said;
} BadRow;

static const BadRow bad_rows[] = {
  { "root-array", "[]", "E t:1:1: this must be an object, not an array" },
  { "no-version", "{\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}]}",
    "E t:1:1: \"version\" is missing here" },
  { "version-2", "{\"version\":2,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}]}",
    "E t:1:12: this is not version 1 of the team file, the only one this Meantime reads" },
  { "version-text", "{\"version\":\"1\",\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}]}",
    "E t:1:12: \"version\" must be a number, not a string" },
  { "no-people", "{\"version\":1}", "E t:1:1: \"people\" is missing here" },
  { "people-object", "{\"version\":1,\"people\":{}}",
    "E t:1:23: \"people\" must be an array, not an object" },
  { "person-text", "{\"version\":1,\"people\":[\"ana\"]}",
    "E t:1:24: this must be an object, not a string" },
  { "name-number", "+\"name\":1", "E t:2:8: \"name\" must be a string, not a number" },
  { "unknown-key", "+\"peple\":[]", "W t:2:1: \"peple\" means nothing here: did you mean people?" },
  { "unknown-far", "+\"xyzzy\":[]", "W t:2:1: \"xyzzy\" means nothing here" },
  { "id-missing", "{\"version\":1,\"people\":[{\"timezone\":\"UTC\"}]}",
    "E t:1:24: \"id\" is missing here" },
  { "id-upper", "{\"version\":1,\"people\":[{\"id\":\"Ana\",\"timezone\":\"UTC\"}]}",
    "E t:1:30: \"Ana\" is no id: write one of small letters a-z, digits, _ . and -" },
  { "id-empty", "{\"version\":1,\"people\":[{\"id\":\"\",\"timezone\":\"UTC\"}]}",
    "E t:1:30: \"\" is no id: write one of small letters a-z, digits, _ . and -" },
  { "id-number", "{\"version\":1,\"people\":[{\"id\":7,\"timezone\":\"UTC\"}]}",
    "E t:1:30: \"id\" must be a string, not a number" },
  { "id-twice",
    "{\"version\":1,\"people\":[\n{\"id\":\"ana\",\"timezone\":\"UTC\"},\n{\"id\":\"bo\","
    "\"timezone\":\"UTC\"},\n{\"id\":\"ana\",\"timezone\":\"UTC\"}]}",
    "E t:4:7: the id \"ana\" is that of the person in line 2: give this one another" },
  { "id-backup", "{\"version\":1,\"people\":[{\"id\":\"backup\",\"timezone\":\"UTC\"}]}",
    "W t:1:30: \"backup\" as an id cannot be told from the word in \"escalation\"" },
  { "key-twice", "-\"name\":\"A\",\"location\":\"B\",\"name\":\"C\"",
    "E t:2:27: \"name\" stands in line 2 already: keep one of the two" },
  { "person-key", "-\"emial\":[\"a@example.org\"]",
    "W t:2:1: \"emial\" means nothing here: did you mean emails?" },
  { "zone-missing", "{\"version\":1,\"people\":[{\"id\":\"a\"}]}",
    "E t:1:24: \"timezone\" is missing here" },
  { "zone-unknown", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"Europe/Madird\"}]}",
    "E t:1:45: \"Europe/Madird\" is no time zone: did you mean Europe/Madrid?" },
  { "zone-case", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"europe/berlin\"}]}",
    "E t:1:45: \"europe/berlin\" is no time zone: did you mean Europe/Berlin?" },
  { "zone-city", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"Berlin\"}]}",
    "E t:1:45: \"Berlin\" is no time zone: did you mean Europe/Berlin?" },
  { "zone-blank", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"America/New York\"}]}",
    "E t:1:45: \"America/New York\" is no time zone: did you mean America/New_York?" },
  { "zone-nonsense", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"Mars/Olympus\"}]}",
    "E t:1:45: \"Mars/Olympus\" is no time zone: write an IANA name such as Europe/Madrid" },
  { "zone-empty", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"\"}]}",
    "E t:1:45: \"\" is no time zone: write an IANA name such as Europe/Madrid" },
  { "zone-utc-1", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC+1\"}]}",
    "E t:1:45: \"UTC+1\" is an offset, which is wrong for half of the year wherever clocks change: "
    "write the zone of the place, such as Europe/Madrid" },
  { "zone-offset", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"+05:30\"}]}",
    "E t:1:45: \"+05:30\" is an offset, which is wrong for half of the year wherever clocks "
    "change: write the zone of the place, such as Europe/Madrid" },
  { "zone-etc", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"Etc/GMT+5\"}]}",
    "W t:1:45: \"Etc/GMT+5\" names no place, so it does not follow when the clocks of a place "
    "change: write the zone of the place, such as Europe/Madrid" },
  { "zone-cet", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"CET\"}]}",
    "W t:1:45: \"CET\" names no place, so it does not follow when the clocks of a place change: "
    "write the zone of the place, such as Europe/Madrid" },
  { "zone-localtime", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"localtime\"}]}",
    "E t:1:45: \"localtime\" is no time zone: write an IANA name such as Europe/Madrid" },
  { "zone-null", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":null}]}",
    "E t:1:45: \"timezone\" must be a string, not null" },
  { "zone-path", "{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"../../etc/passwd\"}]}",
    "E t:1:45: \"../../etc/passwd\" is no time zone: write an IANA name such as Europe/Madrid" },
  { "emails-text", "-\"emails\":\"a@example.org\"",
    "E t:2:10: \"emails\" must be an array, not a string" },
  { "email-number", "-\"emails\":[1]", "E t:2:11: this must be a string, not a number" },
  { "email-bad", "-\"emails\":[\"ana\",\"@x\",\"a b@c\",\"mailto:a@b\"]",
    "E t:2:11: \"ana\" is no e-mail address: write it as ana@example.org\n"
    "E t:2:17: \"@x\" is no e-mail address: write it as ana@example.org\n"
    "E t:2:22: \"a b@c\" is no e-mail address: write it as ana@example.org\n"
    "E t:2:30: \"mailto:a@b\" is no e-mail address: write it as ana@example.org" },
  { "email-shared",
    "{\"version\":1,\"people\":[\n{\"id\":\"a\",\"timezone\":\"UTC\",\"emails\":[\"a@example.org\","
    "\"A@example.org\"]},\n{\"id\":\"b\",\"timezone\":\"UTC\",\"emails\":[\"A@Example.org\"]}]}",
    "W t:3:38: \"A@Example.org\" is an address of the person in line 2 too: invitations cannot "
    "tell the two apart" },
  { "hours-text", "-\"hours\":\"9-5\"", "E t:2:9: \"hours\" must be an object, not a string" },
  { "hours-day-text", "-\"hours\":{\"mon\":\"09:00-17:00\"}",
    "E t:2:16: \"mon\" must be an array, not a string" },
  { "hours-9-25", "-\"hours\":{\"mon\":[\"9-25\"]}",
    "E t:2:17: \"9-25\" is no range of hours: write it as 09:00-17:00" },
  { "hours-9:00", "-\"hours\":{\"mon\":[\"9:00-17:00\"]}",
    "E t:2:17: \"9:00-17:00\" is no range of hours: write it as 09:00-17:00" },
  { "hours-25", "-\"hours\":{\"mon\":[\"09:00-25:00\"]}",
    "E t:2:17: \"09:00-25:00\": 25:00 is no time of day" },
  { "hours-minute", "-\"hours\":{\"mon\":[\"09:60-17:00\"]}",
    "E t:2:17: \"09:60-17:00\": 09:60 is no time of day" },
  { "hours-24-start", "-\"hours\":{\"mon\":[\"24:00-08:00\"]}",
    "E t:2:17: \"24:00-08:00\" begins at 24:00: write 00:00 of the next day" },
  { "hours-24:30", "-\"hours\":{\"mon\":[\"08:00-24:30\"]}",
    "E t:2:17: \"08:00-24:30\": 24:30 is no time of day" },
  { "hours-dash", "-\"hours\":{\"mon\":[\"09:00–17:00\"]}",
    "E t:2:17: \"09:00–17:00\" is no range of hours: write it as 09:00-17:00" },
  { "hours-weekday", "-\"hours\":{\"monday\":[\"09:00-17:00\"]}",
    "W t:2:10: \"monday\" means nothing here: did you mean mon?" },
  { "hours-number", "-\"hours\":{\"mon\":[9,17]}",
    "E t:2:17: this must be a string, not a number\n"
    "E t:2:19: this must be a string, not a number" },
  { "hours-overlap", "-\"hours\":{\"mon\":[\"12:00-17:00\",\"09:00-13:00\"]}",
    "W t:2:16: two ranges of this day overlap: they count once" },
  { "hours-several", "-\"hours\":{\"mon\":[\"9-25\"],\"tue\":[1],\n\"wed\":[\"9-25\"]}",
    "E t:2:17: \"9-25\" is no range of hours: write it as 09:00-17:00\n"
    "E t:2:32: this must be a string, not a number\n"
    "E t:3:8: \"9-25\" is no range of hours: write it as 09:00-17:00" },
  { "hours-day-twice", "-\"hours\":{\"mon\":[\"09:00-12:00\"],\"mon\":[\"13:00-17:00\"]}",
    "E t:2:32: \"mon\" stands in line 2 already: keep one of the two" },
  { "stretch-bad", "-\"stretch\":\"late\"",
    "E t:2:11: \"late\" is no range of hours: write it as 09:00-17:00" },
  { "stretch-array", "-\"stretch\":[\"07:00-20:00\"]",
    "E t:2:11: \"stretch\" must be a string, not an array" },
  { "exception-no-date", "-\"exceptions\":[{\"hours\":[]}]", "E t:2:15: \"date\" is missing here" },
  { "exception-no-hours", "-\"exceptions\":[{\"date\":\"2026-12-03\"}]",
    "E t:2:15: \"hours\" is missing here" },
  { "exception-bad-date", "-\"exceptions\":[{\"date\":\"2026-02-30\",\"hours\":[]}]",
    "E t:2:23: \"2026-02-30\" is no date: write it as 2026-12-24" },
  { "exception-twice",
    "-\"exceptions\":[{\"date\":\"2026-12-03\",\"hours\":[]},\n{\"date\":\"2026-12-03\",\"hours\":["
    "\"09:00-12:00\"]}]",
    "W t:3:1: line 2 has hours for this date already, and the first entry counts" },
  { "exception-key", "-\"exceptions\":[{\"date\":\"2026-12-03\",\"hour\":[]}]",
    "E t:2:15: \"hours\" is missing here\n"
    "W t:2:36: \"hour\" means nothing here: did you mean hours?" },
  { "away-order", "-\"away\":[{\"from\":\"2026-12-24\",\"to\":\"2026-12-23\"}]",
    "E t:2:35: \"to\" lies before \"from\": \"to\" is the last date of the two" },
  { "away-no-to", "-\"away\":[{\"from\":\"2026-12-24\"}]", "E t:2:9: \"to\" is missing here" },
  { "away-date", "-\"away\":[{\"from\":\"24.12.2026\",\"to\":\"2500-01-01\"}]",
    "E t:2:17: \"24.12.2026\" is no date: write it as 2026-12-24\n"
    "E t:2:35: \"2500-01-01\" is no date: write it as 2026-12-24" },
  { "away-text", "-\"away\":[\"2026-12-24\"]", "E t:2:9: this must be an object, not a string" },
  { "away-object", "-\"away\":{\"from\":\"2026-12-24\",\"to\":\"2026-12-24\"}",
    "E t:2:8: \"away\" must be an array, not an object" },
  { "travel-zone",
    "-\"travel\":[{\"from\":\"2026-12-24\",\"to\":\"2026-12-24\",\"timezone\":\"Nowhere\"}]",
    "E t:2:61: \"Nowhere\" is no time zone: write an IANA name such as Europe/Madrid" },
  { "travel-no-zone", "-\"travel\":[{\"from\":\"2026-12-24\",\"to\":\"2026-12-24\"}]",
    "E t:2:11: \"timezone\" is missing here" },
  { "travel-overlap",
    "-\"travel\":[{\"from\":\"2026-12-20\",\"to\":\"2026-12-24\",\"timezone\":\"UTC\"},\n{\"from\":"
    "\"2026-12-24\",\"to\":\"2026-12-26\",\"timezone\":\"Asia/"
    "Kolkata\"},\n{\"from\":\"2026-12-27\",\"to\":\"2026-12-28\",\"timezone\":\"UTC\"}]",
    "W t:3:1: overlaps with the travel in line 2, which is listed first and counts" },
  { "travel-inside",
    "-\"travel\":[{\"from\":\"2026-12-05\",\"to\":\"2026-12-06\",\"timezone\":\"UTC\"},\n{\"from\":"
    "\"2026-12-01\",\"to\":\"2026-12-30\",\"timezone\":\"Asia/"
    "Kolkata\"},\n{\"from\":\"2026-12-10\",\"to\":\"2026-12-11\",\"timezone\":\"UTC\"}]",
    "W t:3:1: overlaps with the travel in line 2, which is listed first and counts\n"
    "W t:4:1: overlaps with the travel in line 3, which is listed first and counts" },
  { "calendar-http", "-\"calendars\":[\"http://example.org/a.ics\"]",
    "E t:2:14: \"http://example.org/a.ics\" is not encrypted: write https" },
  { "calendar-loopback",
    "-\"calendars\":[\"http://localhost:5232/a/\",\"http://127.0.0.1:8000/\",\"http://[::1]/"
    "\",\"http://127.example.org/\"]",
    "E t:2:82: \"http://127.example.org/\" is not encrypted: write https" },
  { "calendar-absolute", "-\"calendars\":[\"/home/ana/a.ics\"]",
    "W t:2:14: \"/home/ana/a.ics\" is an absolute path, which others on the team will not have: "
    "write one relative to the team file" },
  { "calendar-parent", "-\"calendars\":[\"../a.ics\",\"a/../../b.ics\",\"a..b.ics\"]",
    "W t:2:14: \"../a.ics\" leaves the folder of the team file, so others on the team may not have "
    "it\n"
    "W t:2:25: \"a/../../b.ics\" leaves the folder of the team file, so others on the team may not "
    "have it" },
  { "calendar-home", "-\"calendars\":[\"~/a.ics\"]",
    "W t:2:14: \"~/a.ics\" begins with ~, which stands for nothing here: write a path relative to "
    "the team file" },
  { "calendar-webcal", "-\"calendars\":[\"webcal://example.org/a.ics\"]",
    "E t:2:14: \"webcal://example.org/a.ics\" begins with webcal: write https" },
  { "calendar-file", "-\"calendars\":[\"file:///a.ics\"]",
    "E t:2:14: \"file:///a.ics\" is a URL of a file: write its path relative to the team file" },
  { "calendar-colon", "-\"calendars\":[\"cal:work.ics\",\"file:a.ics\"]",
    "E t:2:29: \"file:a.ics\" is a URL of a file: write its path relative to the team file" },
  { "calendar-ftp", "-\"calendars\":[\"ftp://example.org/a.ics\"]",
    "E t:2:14: \"ftp://example.org/a.ics\" is not an https URL" },
  { "calendar-password", "-\"calendars\":[\"https://ana:secret@example.org/\"]",
    "E t:2:14: this URL carries a user name: take it out, accounts are each user's own" },
  { "calendar-no-host", "-\"calendars\":[\"https:///a.ics\"]",
    "E t:2:14: \"https:///a.ics\" names no server" },
  { "calendar-blank", "-\"calendars\":[\"https://example.org/a b.ics\"]",
    "E t:2:14: \"https://example.org/a b.ics\" is not a URL: write it as "
    "https://example.org/path" },
  { "calendar-empty", "-\"calendars\":[\"\"]",
    "E t:2:14: \"\" names nothing: write a URL or a path" },
  { "calendar-number", "-\"calendars\":[1]", "E t:2:14: this must be a string, not a number" },
  { "calendar-control", "-\"calendars\":[\"a\\u0007.ics\"]",
    "E t:2:14: \"a�.ics\" holds a control character" },
  { "holidays-text", "-\"holidays\":\"es.ics\"",
    "E t:2:12: \"holidays\" must be an array, not a string" },
  { "login-number", "-\"logins\":{\"redmine\":5}",
    "E t:2:21: \"redmine\" must be a string, not a number" },
  { "backup-self", "-\"backup\":\"a\"",
    "E t:2:10: nobody is their own backup: name somebody else" },
  { "backup-unknown", "-\"backup\":\"bo\"",
    "W t:2:10: nobody has the id \"bo\", so flags pass over it" },
  { "backup-number", "-\"backup\":1", "E t:2:10: \"backup\" must be a string, not a number" },
  { "call-http", "-\"call\":\"http://meet.example.org/a\"",
    "E t:2:8: \"http://meet.example.org/a\" is not encrypted: write https" },
  { "call-path", "-\"call\":\"room.html\"",
    "E t:2:8: \"room.html\" is not a URL: write it as https://example.org/path" },
  { "call-user", "-\"call\":\"https://a:b@meet.example.org/\"",
    "E t:2:8: this URL carries a user name: take it out, accounts are each user's own" },
  { "board-number", "+\"calendars\":{\"board\":1}",
    "E t:2:22: \"board\" must be a string, not a number" },
  { "board-http", "+\"calendars\":{\"board\":\"http://example.org/b/\"}",
    "E t:2:22: \"http://example.org/b/\" is not encrypted: write https" },
  { "calendars-key", "+\"calendars\":{\"jurnal\":\"j\"}",
    "W t:2:14: \"jurnal\" means nothing here: did you mean journal?" },
  { "column-status", "+\"calendars\":{\"columns\":[{\"name\":\"X\",\"status\":\"DONE\"}]}",
    "E t:2:46: \"DONE\" is no STATUS of a task: write NEEDS-ACTION, IN-PROCESS, COMPLETED or "
    "CANCELLED" },
  { "column-no-name", "+\"calendars\":{\"columns\":[{\"status\":\"COMPLETED\"},\"x\"]}",
    "E t:2:25: \"name\" is missing here\n"
    "E t:2:48: this must be an object, not a string" },
  { "boards",
    "+\"boards\":[{\"provider\":\"redmine\",\"url\":\"redmine\",\"urgent\":{\"labels\":\"urgent\","
    "\"x\":1}},7]",
    "E t:2:39: \"redmine\" is not a URL: write it as https://example.org/path\n"
    "E t:2:68: \"labels\" must be an array, not a string\n"
    "W t:2:77: \"x\" means nothing here\n"
    "E t:2:85: this must be an object, not a number" },
  { "within-bad", "+\"expectations\":{\"chat\":{\"within\":\"8\"}}",
    "E t:2:34: \"8\" is no length: write it as 8h, 30m or 1d12h, a day being 24 hours" },
  { "within-number", "+\"expectations\":{\"chat\":{\"within\":8}}",
    "E t:2:34: \"within\" must be a string, not a number" },
  { "within-missing", "+\"expectations\":{\"fax\":{}}", "E t:2:23: \"within\" is missing here" },
  { "counting-bad", "+\"expectations\":{\"chat\":{\"within\":\"8h\",\"counting\":\"workday\"}}",
    "E t:2:50: \"workday\" is not one of the values of \"counting\": working-hours, workdays, "
    "elapsed" },
  { "by-bad", "+\"expectations\":{\"update\":{\"by\":\"noon\"}}",
    "E t:2:32: \"noon\" is not one of the values of \"by\": end-of-day" },
  { "by-within", "+\"expectations\":{\"update\":{\"by\":\"end-of-day\",\"within\":\"8h\"}}",
    "W t:2:45: \"within\" has no effect in this expectation" },
  { "days-bad", "+\"expectations\":{\"update\":{\"days\":[\"mon\",\"Tue\",3]}}",
    "E t:2:41: \"Tue\" is no weekday: write mon, tue, wed, thu, fri, sat or sun\n"
    "E t:2:47: this must be a string, not a number" },
  { "days-useless", "+\"expectations\":{\"chat\":{\"within\":\"8h\",\"days\":[\"mon\"]}}",
    "W t:2:39: \"days\" has no effect in this expectation" },
  { "when-off-bad", "+\"expectations\":{\"urgent\":{\"when-off\":\"wake\"}}",
    "E t:2:38: \"wake\" is not one of the values of \"when-off\": wait, pass-on" },
  { "channel-text", "+\"expectations\":{\"chat\":\"8h\"}",
    "E t:2:24: \"chat\" must be an object, not a string" },
  { "channel-key", "+\"expectations\":{\"chat\":{\"witin\":\"8h\"}}",
    "W t:2:25: \"witin\" means nothing here: did you mean within?" },
  { "review-by", "+\"expectations\":{\"review-by\":\"soon\"}",
    "E t:2:29: \"soon\" is no date: write it as 2026-12-24" },
  { "escalation-unknown", "+\"escalation\":[\"backup\",\"ana\",1]",
    "W t:2:24: nobody has the id \"ana\", so flags pass over it\n"
    "E t:2:30: this must be a string, not a number" },
  { "escalation-text", "+\"escalation\":\"a\"",
    "E t:2:14: \"escalation\" must be an array, not a string" },
  { "link-scheme", "+\"links\":[{\"title\":\"x\",\"url\":\"javascript:alert(1)\"}]",
    "E t:2:29: \"javascript:alert(1)\" is no link that opens: only http, https and mailto do" },
  { "link-file", "+\"links\":[{\"title\":\"x\",\"url\":\"file:///etc/passwd\"}]",
    "E t:2:29: \"file:///etc/passwd\" is no link that opens: only http, https and mailto do" },
  { "link-plain", "+\"links\":[{\"title\":\"x\",\"url\":\"example.org\"}]",
    "E t:2:29: \"example.org\" is not a URL: write it as https://example.org/path" },
  { "link-missing", "+\"links\":[{\"title\":\"x\"}]", "E t:2:10: \"url\" is missing here" },
  { "link-good",
    "+\"links\":[{\"url\":\"http://example.org/\"},{\"url\":\"mailto:team@example.org\"}]", "" },
  { "link-nobody", "+\"links\":[{\"url\":\"mailto:\"}]", "E t:2:17: \"mailto:\" names nobody" },
  { "schema-key", "+\"$schema\":\"team.schema.json\"", "" },
  { "conflict",
    "{\"version\":1,\"people\":[\n<<<<<<< "
    "HEAD\n{\"id\":\"a\",\"timezone\":\"UTC\"}\n=======\n{\"id\":\"b\",\"timezone\":\"UTC\"}\n>>>>>"
    ">> b\n]}",
    "E t:2:1: a merge conflict is not resolved here (\"<<<<<<<\"): keep what is meant and delete "
    "the marker\n"
    "E t:4:1: a merge conflict is not resolved here (\"=======\"): keep what is meant and delete "
    "the marker\n"
    "E t:6:1: a merge conflict is not resolved here (\">>>>>>>\"): keep what is meant and delete "
    "the marker" },
  { "columns-in-characters",
    "-\"name\":\"\xc3\x81"
    "na \xf0\x9f\x98\x80"
    "\",\"nme\":\"x\"",
    "W t:2:16: \"nme\" means nothing here: did you mean name?" },
  { "escape-sequence", "+\"\\u001b[2J\\u202e\":1", "W t:2:1: \"�[2J�\" means nothing here" },
  { "syntax-and-schema", "{\"version\":1,,\"people\":[{\"id\":\"A\"}}}",
    "E t:1:14: one comma is enough: take this one out\n"
    "E t:1:35: a comma or ] should stand here" },
  { "mended-and-schema", "{\"version\":1,\"people\":[{\"id\":\"A\",\"timezone\":\"UTC\",},]}",
    "E t:1:30: \"A\" is no id: write one of small letters a-z, digits, _ . and -\n"
    "E t:1:50: no comma stands before }: take it out\n"
    "E t:1:52: no comma stands before ]: take it out" },
};

static const BadRow remote_rows[] = {
  { "good", "-\"calendars\":[\"a.ics\",\"https://example.org/a.ics\"]", "" },
  { "absolute", "-\"calendars\":[\"/etc/passwd\"]",
    "E t:2:14: \"/etc/passwd\" is a path of the machine that reads it: a team file from a server "
    "names only what lies below it" },
  { "parent", "-\"calendars\":[\"../a.ics\"]",
    "E t:2:14: \"../a.ics\" is a path of the machine that reads it: a team file from a server "
    "names only what lies below it" },
  { "home", "-\"holidays\":[\"~/a.ics\"]",
    "E t:2:13: \"~/a.ics\" is a path of the machine that reads it: a team file from a server names "
    "only what lies below it" },
  { "board", "+\"calendars\":{\"board\":\"/board\",\"journal\":\"a/../../j\"}",
    "E t:2:22: \"/board\" is a path of the machine that reads it: a team file from a server names "
    "only what lies below it\n"
    "E t:2:41: \"a/../../j\" is a path of the machine that reads it: a team file from a server "
    "names only what lies below it" },
  { "scheme", "-\"calendars\":[\"cal:work.ics\",\"file:/etc/passwd\",\"//example.org/a.ics\"]",
    "E t:2:14: \"cal:work.ics\" is not an https URL\n"
    "E t:2:29: \"file:/etc/passwd\" is a URL of a file: write its path relative to the team file\n"
    "E t:2:48: \"//example.org/a.ics\" is a path of the machine that reads it: a team file from a "
    "server names only what lies below it" },
  { "file", "-\"calendars\":[\"file:///etc/passwd\"]",
    "E t:2:14: \"file:///etc/passwd\" is a URL of a file: write its path relative to the team "
    "file" },
};

static char *
expand (const char *json)
{
  if (json[0] == '+')
    return g_strdup_printf ("{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\"}],\n%s}",
                            json + 1);
  if (json[0] == '-')
    return g_strdup_printf ("{\"version\":1,\"people\":[{\"id\":\"a\",\"timezone\":\"UTC\",\n%s}]}",
                            json + 1);
  return g_strdup (json);
}

static void
check_bad (const BadRow *row, gboolean remote)
{
  g_autofree char *json = expand (row->json);
  MtTeam *team;
  g_autofree char *said = fake_zones_read (json, -1, remote, &team);
  g_autoptr (MtTeam) owned = team;
  gboolean has_error = g_str_has_prefix (said, "E ") || strstr (said, "\nE ") != NULL;

  g_assert_cmpstr (said, ==, row->said);
  g_assert_cmpint (owned == NULL, ==, has_error);
}

static void
test_bad (gconstpointer data)
{
  check_bad (data, FALSE);
}

static void
test_remote (gconstpointer data)
{
  check_bad (data, TRUE);
}

static void
add_rows (const char *prefix, const BadRow *rows, gsize n_rows, GTestDataFunc test)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s%s", prefix, rows[i].name);

      g_test_add_data_func (path, &rows[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/team-file/person", test_person);
  g_test_add_func ("/team-file/hours", test_hours);
  g_test_add_func ("/team-file/absences", test_absences);
  g_test_add_func ("/team-file/team", test_team);
  g_test_add_func ("/team-file/update-days", test_update_days);
  g_test_add_func ("/team-file/columns", test_columns);
  g_test_add_func ("/team-file/shared-week", test_shared_week);
  g_test_add_func ("/team-file/nobody", test_nobody);
  g_test_add_func ("/team-file/many-people", test_many_people);
  add_rows ("/team-file/bad/", bad_rows, G_N_ELEMENTS (bad_rows), test_bad);
  add_rows ("/team-file/remote/", remote_rows, G_N_ELEMENTS (remote_rows), test_remote);
  return g_test_run ();
}
