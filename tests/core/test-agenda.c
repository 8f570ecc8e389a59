/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of agendas: busy types, lengths, events in two calendars, and packed bytes.
 */
#include "rows.h"

static MtPerson *
new_owner (MtTzdata *tzdata)
{
  g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, "Europe/Berlin");
  MtPerson *owner = fixture_person ("ana", zone, "mon-fri 09-17");

  g_strfreev (owner->emails);
  owner->emails = g_strsplit ("ana@example.org ana@home.example", " ", -1);
  return owner;
}

/* "status 1" numbers an enum; "att ADDRESS N" a PARTSTAT */
static void
set_field (MtItem *item, char **words)
{
  gint n = words[1] == NULL ? 0 : (gint) g_ascii_strtoll (words[1], NULL, 10);

  if (strcmp (words[0], "status") == 0)
    item->status = (MtStatus) n;
  else if (strcmp (words[0], "cdo") == 0)
    item->cdo = (MtCdo) n;
  else if (strcmp (words[0], "transparent") == 0)
    item->transparent = TRUE;
  else if (strcmp (words[0], "allday") == 0)
    item->start.kind = MT_TIME_DATE;
  else if (strcmp (words[0], "organizer") == 0)
    item->organizer = g_strdup (words[1]);
  else if (strcmp (words[0], "att") == 0)
    g_ptr_array_add (
        item->attendees,
        mt_attendee_new (words[1], NULL, (MtPartstat) g_ascii_strtoll (words[2], NULL, 10)));
  else
    g_assert_not_reached ();
}

static void
test_classify (gconstpointer data)
{
  enum
  {
    NONE = MT_PARTSTAT_NONE,
    DECLINED = MT_PARTSTAT_DECLINED,
  };
  static const struct
  {
    const char *fields, *categories;
    MtBusyType type;
  } rows[] = {
    { "", "", MT_BUSY },
    { "status 2", "", MT_BUSY },
    { "status 3", "FOCUS", MT_BUSY_FREE },
    { "transparent", "VACATION", MT_BUSY_FREE },
    { "cdo 1", "", MT_BUSY_FREE },
    { "cdo 5", "", MT_BUSY_FREE },
    { "cdo 2", "VACATION", MT_BUSY_TENTATIVE },
    { "cdo 3", "", MT_BUSY },
    { "cdo 4", "FOCUS", MT_BUSY_UNAVAILABLE },
    { "status 1", "LEAVE", MT_BUSY_TENTATIVE },
    { "status 1, cdo 1", "", MT_BUSY_FREE },
    { "", "Out of Office", MT_BUSY_UNAVAILABLE },
    { "", "vacation", MT_BUSY_UNAVAILABLE },
    { "", "x,Leave", MT_BUSY_UNAVAILABLE },
    { "", "Leaves", MT_BUSY },
    { "", "Focus", MT_BUSY_FOCUS },
    { "", "deep work", MT_BUSY_FOCUS },
    { "", "DEEP WORK,LEAVE", MT_BUSY_UNAVAILABLE },
    { "", "Focus time", MT_BUSY },
    { "allday", "", MT_BUSY_UNAVAILABLE },
    { "allday", "FOCUS", MT_BUSY_FOCUS },
    { "allday, transparent", "", MT_BUSY_FREE },
    { "allday, status 1", "", MT_BUSY_TENTATIVE },
    { "att ana@example.org 3", "", MT_BUSY_FREE },
    { "att ANA@Home.Example 3", "", MT_BUSY_FREE },
    { "att ana@example.org 5", "", MT_BUSY_FREE },
    { "att ana@example.org 4", "", MT_BUSY_TENTATIVE },
    { "att ana@example.org 1", "", MT_BUSY_TENTATIVE },
    { "att ana@example.org 2", "", MT_BUSY },
    { "att ana@example.org 6", "", MT_BUSY },
    { "att ana@example.org 0", "", MT_BUSY_TENTATIVE },
    { "att ana@example.org 0, organizer bo@example.org", "", MT_BUSY_TENTATIVE },
    { "att ana@example.org 0, organizer ANA@example.org", "", MT_BUSY },
    { "att ana@example.org 0, organizer ana@home.example", "", MT_BUSY },
    { "att ana@example.org 1, organizer ana@example.org", "", MT_BUSY_TENTATIVE },
    { "att bo@example.org 3", "", MT_BUSY },
    { "att bo@example.org 3, att ana@example.org 4", "", MT_BUSY_TENTATIVE },
    { "att ana@example.org 2, att ana@home.example 3", "", MT_BUSY },
    { "organizer ana@example.org", "", MT_BUSY },
  };
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtItem) item = mt_item_new (MT_ITEM_EVENT, "u");
      g_auto (GStrv) fields = g_strsplit (rows[i].fields, ", ", -1);

      item->start.kind = MT_TIME_INSTANT;
      g_strfreev (item->categories);
      item->categories = g_strsplit (rows[i].categories, ",", -1);
      for (char **field = fields; *field != NULL; field++)
        {
          g_auto (GStrv) words = g_strsplit (*field, " ", -1);

          if (**field != '\0')
            set_field (item, words);
        }
      g_test_message ("%s [%s]", rows[i].fields, rows[i].categories);
      g_assert_cmpstr (mt_busy_type_to_string (mt_busy_classify (item, owner)), ==,
                       mt_busy_type_to_string (rows[i].type));
    }
}

/* "2026-11-23" a date, "2026-11-23T09:00" floating, with a Z an instant, "" none */
static MtTime
read_time (const char *text)
{
  MtTime time = { MT_TIME_NONE, 0 };

  if (*text == '\0')
    return time;
  if (strlen (text) == 10)
    return (MtTime){ MT_TIME_DATE, fixture_date (text) };
  time.kind = g_str_has_suffix (text, "Z") ? MT_TIME_INSTANT : MT_TIME_FLOATING;
  time.value = fixture_instant (text);
  return time;
}

static MtItem *
new_event (const char *uid, const char *start, const char *end)
{
  MtItem *item = mt_item_new (MT_ITEM_EVENT, uid);

  item->start = read_time (start);
  item->end = read_time (end);
  item->length = *end == '\0' ? MT_LENGTH_DEFAULT : MT_LENGTH_END;
  g_array_append_val (item->starts, item->start);
  return item;
}

static void
assert_instances (const MtItem *item, const MtPerson *owner, const char *expected)
{
  g_autoptr (MtSpans) spans = mt_spans_new ();
  g_autofree char *text = NULL;

  mt_item_resolve (item, owner, spans);
  text = row_write_spans (spans);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_resolve (gconstpointer data)
{
  static const struct
  {
    const char *name, *start, *end;
    gint days; /* of a DURATION, with seconds; both 0: none */
    gint seconds;
    const char *instance; /* "": the first */
    const char *expected;
  } rows[] = {
    { "instant", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z", 0, 0, "",
      "2026-11-23T09:00/2026-11-23T10:00" },
    { "no length", "2026-11-23T09:00:00Z", "", 0, 0, "", "" },
    { "length nothing", "2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z", 0, 0, "", "" },
    { "length negative", "2026-11-23T09:00:00Z", "2026-11-23T08:00:00Z", 0, 0, "", "" },
    { "duration negative", "2026-11-23T09:00:00Z", "", 1, -90000, "", "" },
    { "floating", "2026-11-23T09:00", "2026-11-23T10:00", 0, 0, "",
      "2026-11-23T08:00/2026-11-23T09:00" },
    { "floating in New York", "2026-12-01T09:00", "2026-12-01T10:00", 0, 0, "",
      "2026-12-01T14:00/2026-12-01T15:00" },
    { "floating in a fold takes the first", "2026-10-25T02:30", "2026-10-25T02:45", 0, 0, "",
      "2026-10-25T00:30/2026-10-25T00:45" },
    { "floating in a gap moves forward", "2026-03-29T02:30", "2026-03-29T03:45", 0, 0, "",
      "2026-03-29T01:30/2026-03-29T01:45" },
    { "exact over a gap", "2026-03-28T12:00", "2026-03-29T12:00", 0, 0, "",
      "2026-03-28T11:00/2026-03-29T10:00" },
    { "exact again later", "2026-03-28T12:00", "2026-03-29T12:00", 0, 0, "2026-04-04T12:00",
      "2026-04-04T10:00/2026-04-05T09:00" },
    { "nominal over a gap", "2026-03-28T12:00", "", 1, 0, "", "2026-03-28T11:00/2026-03-29T10:00" },
    { "nominal and exact over a gap", "2026-03-28T12:00", "", 1, 3600, "",
      "2026-03-28T11:00/2026-03-29T11:00" },
    { "exact hours over a gap", "2026-03-28T12:00", "", 0, 86400, "",
      "2026-03-28T11:00/2026-03-29T11:00" },
    { "all day", "2026-11-23", "", 0, 0, "", "2026-11-22T23:00/2026-11-23T23:00" },
    { "all day over a fold", "2026-10-25", "", 0, 0, "", "2026-10-24T22:00/2026-10-25T23:00" },
    { "three days", "2026-11-23", "2026-11-26", 0, 0, "", "2026-11-22T23:00/2026-11-25T23:00" },
    { "three days again later", "2026-11-23", "2026-11-26", 0, 0, "2026-11-29",
      "2026-11-28T23:00/2026-12-02T05:00" },
    { "days backwards", "2026-11-23", "2026-11-22", 0, 0, "", "" },
    { "days that end at once", "2026-11-23", "2026-11-23", 0, 0, "", "" },
    { "two days as a duration", "2026-11-23", "", 2, 0, "", "2026-11-22T23:00/2026-11-24T23:00" },
    { "a day as hours", "2026-11-23", "", 0, 86400, "", "2026-11-22T23:00/2026-11-23T23:00" },
    { "all day on a trip", "2026-12-01", "", 0, 0, "", "2026-12-01T05:00/2026-12-02T05:00" },
    { "the day before a trip", "2026-11-30", "", 0, 0, "", "2026-11-29T23:00/2026-12-01T05:00" },
  };
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
  g_autoptr (MtZone) new_york = mt_tzdata_lookup ((MtTzdata *) data, "America/New_York");

  fixture_travel (owner, "2026-12-01", "2026-12-04", new_york);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtItem) item = new_event ("u", rows[i].start, rows[i].end);

      g_test_message ("%s", rows[i].name);
      if (rows[i].days != 0 || rows[i].seconds != 0)
        {
          item->length = MT_LENGTH_DURATION;
          item->nominal_days = rows[i].days;
          item->exact_s = rows[i].seconds;
        }
      if (*rows[i].instance != '\0')
        g_array_index (item->starts, MtTime, 0) = read_time (rows[i].instance);
      assert_instances (item, owner, rows[i].expected);
    }
}

static void
test_periods (gconstpointer data)
{
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
  g_autoptr (MtItem) item = new_event ("u", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
  MtPeriod good = { read_time ("2026-11-24T09:00"), read_time ("2026-11-24T12:00"), MT_BUSY };
  MtPeriod bad = { read_time ("2026-11-25T09:00"), read_time ("2026-11-25T09:00"), MT_BUSY };
  MtPeriod none = { read_time (""), read_time ("2026-11-25T09:00"), MT_BUSY };

  g_array_append_val (item->periods, good);
  g_array_append_val (item->periods, bad);
  g_array_append_val (item->periods, none);
  assert_instances (item, owner,
                    "2026-11-23T09:00/2026-11-23T10:00 2026-11-24T08:00/2026-11-24T11:00");
  g_assert_cmpint (mt_time_resolve (none.start, owner), ==, G_MININT64);
}

static MtSpan
november (void)
{
  return (MtSpan){ fixture_instant ("2026-11-01T00:00"), fixture_instant ("2026-12-01T00:00") };
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
}

static char *
write_agenda (const MtAgenda *agenda)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < agenda->spans->len; i++)
    {
      const MtBusySpan *span = &g_array_index (agenda->spans, MtBusySpan, i);
      g_autofree char *start = row_write_instant (span->start);
      g_autofree char *end = row_write_instant (span->end);

      g_string_append_printf (text, "%s%s %s/%s", i > 0 ? ", " : "",
                              mt_busy_type_to_string (span->type), start + 5, end + 5);
    }
  return g_string_free (text, FALSE);
}

/* Nights and weekends that a server tells as absences, for somebody in Berlin (UTC+1), Monday to
 * Friday from nine to five. */
static const struct
{
  const char *name;
  const char *start;
  const char *end;
  MtBusyType type;
  gboolean told;
  gboolean kept;
} absences[] = {
  { "night", "2026-11-23T16:00:00Z", "2026-11-24T08:00:00Z", MT_BUSY_UNAVAILABLE, TRUE, FALSE },
  { "weekend", "2026-11-27T16:00:00Z", "2026-11-30T08:00:00Z", MT_BUSY_UNAVAILABLE, TRUE, FALSE },
  { "half a night", "2026-11-23T23:00:00Z", "2026-11-24T08:00:00Z", MT_BUSY_UNAVAILABLE, TRUE,
    FALSE },
  { "a minute of the morning", "2026-11-23T16:00:00Z", "2026-11-24T08:01:00Z", MT_BUSY_UNAVAILABLE,
    TRUE, TRUE },
  { "an afternoon", "2026-11-23T12:00:00Z", "2026-11-23T16:00:00Z", MT_BUSY_UNAVAILABLE, TRUE,
    TRUE },
  { "a month", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", MT_BUSY_UNAVAILABLE, TRUE, TRUE },
  { "busy at night", "2026-11-23T20:00:00Z", "2026-11-23T21:00:00Z", MT_BUSY, TRUE, TRUE },
  { "a night of their own calendar", "2026-11-23T16:00:00Z", "2026-11-24T08:00:00Z",
    MT_BUSY_UNAVAILABLE, FALSE, TRUE },
};

static void
test_told (gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (absences); i++)
    {
      g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
      g_autoptr (GPtrArray) events = new_items ();
      g_autoptr (MtAgenda) agenda = NULL;
      MtItem *freebusy = mt_item_new (MT_ITEM_FREEBUSY, "fb");
      const MtPeriod period = { read_time (absences[i].start), read_time (absences[i].end),
                                absences[i].type };

      g_test_message ("%s", absences[i].name);
      freebusy->told = absences[i].told;
      g_array_append_val (freebusy->periods, period);
      g_ptr_array_add (events, freebusy);
      agenda = mt_agenda_new (owner, november (), events, NULL, MT_MARK_OK, 0);
      g_assert_cmpuint (agenda->spans->len, ==, absences[i].kept);
      g_assert_cmpuint (agenda->reasons->len, ==, absences[i].kept);
      if (absences[i].kept)
        {
          const MtBusySpan *span = &g_array_index (agenda->spans, MtBusySpan, 0);

          g_assert_cmpint (span->start, ==, period.start.value);
          g_assert_cmpint (span->end, ==, period.end.value);
        }
    }
}

static void
test_merge (gconstpointer data)
{
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
  g_autoptr (GPtrArray) events = new_items ();
  g_autoptr (MtAgenda) agenda = NULL;
  g_autofree char *text = NULL;
  MtItem *focus = new_event ("f", "2026-11-23T09:00:00Z", "2026-11-23T12:00:00Z");
  MtItem *freebusy = mt_item_new (MT_ITEM_FREEBUSY, "fb");
  MtItem *task = new_event ("t", "2026-11-28T09:00:00Z", "2026-11-28T12:00:00Z");
  MtPeriod tentative = { read_time ("2026-11-24T09:00:00Z"), read_time ("2026-11-24T10:00:00Z"),
                         MT_BUSY_TENTATIVE };
  MtPeriod nothing = { read_time ("2026-11-25T09:00:00Z"), read_time ("2026-11-25T10:00:00Z"),
                       MT_BUSY_FREE };

  g_strfreev (focus->categories);
  focus->categories = g_strsplit ("FOCUS", ",", -1);
  g_array_append_val (freebusy->periods, tentative);
  g_array_append_val (freebusy->periods, nothing);
  task->kind = MT_ITEM_TODO;
  g_ptr_array_add (events, new_event ("b", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"));
  g_ptr_array_add (events, new_event ("a", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"));
  g_ptr_array_add (events, new_event ("in", "2026-10-31T23:00:00Z", "2026-11-01T01:00:00Z"));
  g_ptr_array_add (events, new_event ("out", "2026-11-30T23:00:00Z", "2026-12-03T01:00:00Z"));
  g_ptr_array_add (events, new_event ("far", "2026-12-03T23:00:00Z", "2026-12-04T01:00:00Z"));
  g_ptr_array_add (events, focus);
  g_ptr_array_add (events, freebusy);
  g_ptr_array_add (events, task);
  g_ptr_array_add (events, new_event ("d", "2026-11-26", ""));
  agenda = mt_agenda_new (owner, november (), events, NULL, MT_MARK_OK, 0);
  text = write_agenda (agenda);
  g_assert_cmpstr (text, ==,
                   "BUSY 11-01T00:00/11-01T01:00, BUSY 11-23T09:00/11-23T11:00, FOCUS "
                   "11-23T09:00/11-23T12:00, BUSY-TENTATIVE 11-24T09:00/11-24T10:00, "
                   "BUSY-UNAVAILABLE 11-25T23:00/11-26T23:00, BUSY 11-30T23:00/12-01T00:00");
  g_assert_cmpuint (agenda->busy->n, ==, 3);
  g_assert_cmpuint (agenda->unavailable->n, ==, 1);
  g_assert_cmpuint (agenda->focus->n, ==, 1);
  g_assert_cmpuint (agenda->tentative->n, ==, 1);
  g_assert_cmpuint (agenda->reasons->len, ==, 7);
  g_assert_cmpint (agenda->mark, ==, MT_MARK_OK);
}

static void
add_copy (GPtrArray *events, const char *uid, gint source, const char *start, const char *end)
{
  MtItem *item = new_event (uid, start, end);

  item->source = source;
  item->summary = g_strdup (uid);
  g_ptr_array_add (events, item);
}

static void
test_uid_in_two_calendars (gconstpointer data)
{
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
  g_autoptr (GPtrArray) events = new_items ();
  g_autoptr (MtAgenda) agenda = NULL;
  g_autofree char *text = NULL;

  add_copy (events, "x", 1, "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
  add_copy (events, "x", 0, "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z");
  add_copy (events, "x", 0, "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
  add_copy (events, "y", 1, "2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
  agenda = mt_agenda_new (owner, november (), events, NULL, MT_MARK_OK, 0);
  text = write_agenda (agenda);
  g_assert_cmpstr (text, ==,
                   "BUSY 11-24T09:00/11-24T10:00, BUSY 11-25T09:00/11-25T10:00, BUSY "
                   "11-26T09:00/11-26T10:00");
}

static void
test_marks (gconstpointer data)
{
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
  g_autoptr (GPtrArray) events = new_items ();
  g_autoptr (MtAgenda) partial = NULL;
  g_autoptr (MtAgenda) cut = NULL;
  g_autoptr (MtAgenda) unknown = NULL;
  MtItem *item = new_event ("x", "2026-11-23T09:00:00Z", "");

  g_ptr_array_add (events, item);
  item->zone_unknown = TRUE;
  partial = mt_agenda_new (owner, november (), events, NULL, MT_MARK_OK, 0);
  item->cut = TRUE;
  cut = mt_agenda_new (owner, november (), events, NULL, MT_MARK_OK, 0);
  unknown = mt_agenda_new (owner, november (), events, NULL, MT_MARK_UNKNOWN, 0);
  g_assert_cmpstr (mt_mark_to_string (partial->mark), ==, "partial");
  g_assert_cmpstr (mt_mark_to_string (cut->mark), ==, "cut");
  g_assert_cmpstr (mt_mark_to_string (unknown->mark), ==, "unknown");
  g_assert_cmpint (mt_mark_worst (MT_MARK_STALE, MT_MARK_CUT), ==, MT_MARK_STALE);
}

static void
test_holidays (gconstpointer data)
{
  g_autoptr (MtPerson) owner = new_owner ((MtTzdata *) data);
  g_autoptr (GPtrArray) holidays = new_items ();
  g_autoptr (MtAgenda) agenda = NULL;
  MtItem *transparent = new_event ("a", "2026-11-23", "");
  MtItem *cancelled = new_event ("b", "2026-11-24", "");
  MtItem *timed = new_event ("c", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
  MtDate first = fixture_date ("2026-11-26");

  transparent->transparent = TRUE;
  cancelled->status = MT_STATUS_CANCELLED;
  g_ptr_array_add (holidays, transparent);
  g_ptr_array_add (holidays, cancelled);
  g_ptr_array_add (holidays, timed);
  g_ptr_array_add (holidays, new_event ("d", "2026-11-27", "2026-11-29"));
  g_ptr_array_add (holidays, new_event ("e", "2026-11-26", "2026-11-28"));
  g_ptr_array_add (holidays, new_event ("f", "1990-01-01", "2026-11-02"));
  g_ptr_array_add (holidays, new_event ("g", "2026-12-04", ""));
  agenda = mt_agenda_new (owner, november (), NULL, holidays, MT_MARK_NONE, 0);
  g_assert_cmpuint (agenda->spans->len, ==, 0);
  g_assert_true (mt_agenda_is_holiday (agenda, fixture_date ("2026-11-23")));
  g_assert_false (mt_agenda_is_holiday (agenda, fixture_date ("2026-11-24")));
  g_assert_false (mt_agenda_is_holiday (agenda, fixture_date ("2026-11-25")));
  for (MtDate date = first; date < first + 3; date++)
    g_assert_true (mt_agenda_is_holiday (agenda, date));
  g_assert_false (mt_agenda_is_holiday (agenda, first + 3));
  g_assert_true (mt_agenda_is_holiday (agenda, fixture_date ("2026-10-31")));
  g_assert_true (mt_agenda_is_holiday (agenda, fixture_date ("2026-11-01")));
  g_assert_cmpuint (agenda->holidays->len, ==, 1 + 3 + 3); /* clipped near the window */
}

static MtAgenda *
new_full_agenda (MtTzdata *tzdata)
{
  g_autoptr (MtPerson) owner = new_owner (tzdata);
  g_autoptr (GPtrArray) events = new_items ();
  g_autoptr (GPtrArray) holidays = new_items ();

  add_copy (events, "Besprechung \xc3\xa4", 0, "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
  add_copy (events, "away", 1, "2026-11-24", "2026-11-26");
  g_array_append_val (((MtItem *) g_ptr_array_index (events, 0))->starts,
                      ((MtTime){ MT_TIME_INSTANT, fixture_instant ("2026-11-27T09:00") }));
  g_ptr_array_add (events,
                   new_event ("no summary", "2026-11-28T09:00:00Z", "2026-11-28T09:30:00Z"));
  g_ptr_array_add (holidays, new_event ("d", "2026-11-27", "2026-11-29"));
  return mt_agenda_new (owner, november (), events, holidays, MT_MARK_STALE, 12345);
}

static void
assert_same (const MtAgenda *a, const MtAgenda *b)
{
  g_autofree char *x = write_agenda (a);
  g_autofree char *y = write_agenda (b);

  g_assert_cmpstr (x, ==, y);
  g_assert_cmpmem (&a->window, sizeof (MtSpan), &b->window, sizeof (MtSpan));
  g_assert_cmpint (a->mark, ==, b->mark);
  g_assert_cmpint (a->stale_since, ==, b->stale_since);
  g_assert_cmpmem (a->holidays->data, a->holidays->len * sizeof (MtDate), b->holidays->data,
                   b->holidays->len * sizeof (MtDate));
  g_assert_cmpuint (a->reasons->len, ==, b->reasons->len);
  for (guint i = 0; i < a->reasons->len; i++)
    {
      const MtReason *one = &g_array_index (a->reasons, MtReason, i);
      const MtReason *other = &g_array_index (b->reasons, MtReason, i);

      g_assert_cmpint (one->start, ==, other->start);
      g_assert_cmpint (one->end, ==, other->end);
      g_assert_cmpint (one->type, ==, other->type);
      g_assert_cmpint (one->holiday, ==, other->holiday);
      g_assert_cmpint (one->source, ==, other->source);
      g_assert_cmpstr (one->summary, ==, other->summary);
    }
}

static void
test_pack (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtAgenda) agenda = new_full_agenda ((MtTzdata *) data);
  g_autoptr (GBytes) bytes = mt_agenda_pack (agenda);
  g_autoptr (MtAgenda) back = mt_agenda_unpack (bytes, &error);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (MtAgenda) empty = mt_agenda_new_empty (november (), MT_MARK_NONE);
  g_autoptr (GBytes) empty_bytes = mt_agenda_pack (empty);
  g_autoptr (MtAgenda) empty_back = mt_agenda_unpack (empty_bytes, NULL);

  g_assert_no_error (error);
  assert_same (agenda, back);
  g_assert_cmpuint (back->busy->n, ==, agenda->busy->n);
  g_assert_cmpuint (back->unavailable->n, ==, 1);
  again = mt_agenda_pack (back);
  g_assert_true (g_bytes_equal (bytes, again));
  assert_same (empty, empty_back);
}

static void
assert_corrupt (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  g_assert_null (mt_agenda_unpack (bytes, &error));
  g_assert_true (error != NULL && error->domain == MT_AGENDA_ERROR);
}

static void
test_damage_is_found (gconstpointer data)
{
  g_autoptr (MtAgenda) agenda = new_full_agenda ((MtTzdata *) data);
  g_autoptr (GBytes) bytes = mt_agenda_pack (agenda);
  gsize size;
  const guint8 *good = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *copy = g_malloc (size + 1);

  memcpy (copy, good, size);
  copy[size] = 0;
  assert_corrupt (copy, size + 1);
  for (gsize i = 0; i < size; i++)
    {
      assert_corrupt (copy, i);
      for (guint bit = 0; bit < 8; bit++)
        {
          copy[i] ^= (guint8) (1 << bit);
          assert_corrupt (copy, size);
          copy[i] ^= (guint8) (1 << bit);
        }
    }
}

/* The checksum of the format, once more: what it covers must hold without it too. */
static void
seal (guint8 *bytes, gsize size)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  gsize i = 0;

  for (size -= 8; i + 8 <= size; i += 8)
    {
      guint64 word;

      memcpy (&word, bytes + i, 8);
      hash = (hash ^ GUINT64_FROM_LE (word)) * G_GUINT64_CONSTANT (0x100000001b3);
      hash ^= hash >> 32;
    }
  for (; i < size; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  hash = GUINT64_TO_LE (hash);
  memcpy (bytes + size, &hash, 8);
}

static void
test_forgery_is_checked (gconstpointer data)
{
  g_autoptr (MtAgenda) agenda = new_full_agenda ((MtTzdata *) data);
  g_autoptr (GBytes) bytes = mt_agenda_pack (agenda);
  gsize size;
  const guint8 *good = g_bytes_get_data (bytes, &size);
  guint refused = 0;

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree guint8 *copy = g_memdup2 (good, size);
      g_autoptr (GBytes) forged = NULL;
      g_autoptr (MtAgenda) back = NULL;

      for (gint n = g_test_rand_int_range (1, 4); n > 0; n--)
        copy[g_test_rand_int_range (0, (gint32) size - 8)] = (guint8) g_test_rand_int ();
      seal (copy, size);
      forged = g_bytes_new (copy, size);
      back = mt_agenda_unpack (forged, NULL);
      refused += back == NULL;
      for (guint i = 0; back != NULL && i < back->spans->len; i++)
        {
          const MtBusySpan *span = &g_array_index (back->spans, MtBusySpan, i);

          g_assert_cmpint (back->window.start, <=, span->start);
          g_assert_cmpint (span->start, <, span->end);
          g_assert_cmpint (span->end, <=, back->window.end);
        }
    }
  g_assert_cmpuint (refused, >, 10000);
  g_assert_cmpuint (refused, <, 20000);
}

int
main (int argc, char **argv)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/agenda/classify", tzdata, test_classify);
  g_test_add_data_func ("/agenda/resolve", tzdata, test_resolve);
  g_test_add_data_func ("/agenda/periods", tzdata, test_periods);
  g_test_add_data_func ("/agenda/merge", tzdata, test_merge);
  g_test_add_data_func ("/agenda/told", tzdata, test_told);
  g_test_add_data_func ("/agenda/uid-in-two-calendars", tzdata, test_uid_in_two_calendars);
  g_test_add_data_func ("/agenda/marks", tzdata, test_marks);
  g_test_add_data_func ("/agenda/holidays", tzdata, test_holidays);
  g_test_add_data_func ("/agenda/pack", tzdata, test_pack);
  g_test_add_data_func ("/agenda/damage-is-found", tzdata, test_damage_is_found);
  g_test_add_data_func ("/agenda/forgery-is-checked", tzdata, test_forgery_is_checked);
  return g_test_run ();
}
