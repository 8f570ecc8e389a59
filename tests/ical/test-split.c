/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The gates: what is given, what is named, what is no calendar.
 */
#include <string.h>

#include "ical/mt-ical-split.h"

#define EVENT(uid) "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTART:20261123T090000Z\r\nEND:VEVENT\r\n"
#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL "END:VCALENDAR\r\n"

typedef struct
{
  const char *name;
  const char *text;
  gssize length; /* -1: of the string */
  gboolean is_calendar;
  const char *uids;    /* of the objects, joined with a comma */
  const char *problem; /* part of the message of an ERROR, NULL: none */
} Row;

static const Row rows[] = {
  { "plain", HEAD EVENT ("a") EVENT ("b") TAIL, -1, TRUE, "a,b", NULL },
  { "lf-only", "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nEND:VTODO\nEND:VCALENDAR\n", -1, TRUE, "t",
    NULL },
  { "cr-only", "BEGIN:VCALENDAR\rBEGIN:VTODO\rUID:t\rEND:VTODO\rEND:VCALENDAR\r", -1, TRUE, "t",
    NULL },
  { "no last line end", HEAD EVENT ("a") "END:VCALENDAR", -1, TRUE, "a", NULL },
  { "lower case", "begin:vcalendar\nbegin:vevent\nuid:a\nend:vevent\nend:vcalendar\n", -1, TRUE,
    "a", NULL },
  { "byte order mark", "\xef\xbb\xbf" HEAD EVENT ("a") TAIL, -1, TRUE, "a", NULL },
  { "folded uid", HEAD "BEGIN:VEVENT\r\nUID:ab\r\n cd\r\n ef\r\nEND:VEVENT\r\n" TAIL, -1, TRUE,
    "abcdef", NULL },
  { "uid with parameter", HEAD "BEGIN:VEVENT\r\nUID;X-A=1:a\r\nEND:VEVENT\r\n" TAIL, -1, TRUE, "a",
    NULL },
  { "uid of an alarm is another",
    HEAD "BEGIN:VEVENT\r\nBEGIN:VALARM\r\nUID:alarm\r\nEND:VALARM\r\nUID:a\r\nEND:VEVENT\r\n" TAIL,
    -1, TRUE, "a", NULL },
  { "override and master are one object", HEAD EVENT ("a") EVENT ("b") EVENT ("a") TAIL, -1, TRUE,
    "a,b", NULL },
  { "no vcalendar around it", EVENT ("a"), -1, TRUE, "a", NULL },
  { "two calendars in a file", HEAD EVENT ("a") TAIL HEAD EVENT ("b") TAIL, -1, TRUE, "a,b", NULL },
  { "no components", HEAD TAIL, -1, TRUE, "", NULL },
  { "html", "<!DOCTYPE html><html><body>Sign in</body></html>", -1, FALSE, "", "web page" },
  { "json", "{\"error\": 404}", -1, FALSE, "", "no line says BEGIN" },
  { "empty", "", -1, FALSE, "", "empty" },
  { "blank", " \r\n\r\n", -1, FALSE, "", "empty" },
  { "nul bytes", HEAD "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:x\0y\r\nEND:VEVENT\r\n" TAIL,
    sizeof (HEAD "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:x\0y\r\nEND:VEVENT\r\n" TAIL) - 1, TRUE, "a",
    NULL },
  { "latin-1", HEAD "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:M\xfcller\r\nEND:VEVENT\r\n" TAIL, -1, TRUE,
    "a", NULL },
  { "latin-1 uid", HEAD "BEGIN:VEVENT\r\nUID:\xfc\r\nEND:VEVENT\r\n" TAIL, -1, TRUE, "\xc3\xbc",
    NULL },
  { "cut off in an event", HEAD EVENT ("a") "BEGIN:VEVENT\r\nUID:b\r\nDTSTA", -1, TRUE, "a",
    "middle of it" },
  { "cut off between events", HEAD EVENT ("a") EVENT ("b"), -1, TRUE, "a,b",
    "before END:VCALENDAR" },
  { "end is missing", HEAD "BEGIN:VEVENT\r\nUID:a\r\n" EVENT ("b") TAIL, -1, TRUE, "b",
    "no END line" },
  { "end of an alarm is missing",
    HEAD "BEGIN:VEVENT\r\nUID:a\r\nBEGIN:VALARM\r\nEND:VEVENT\r\n" EVENT ("b") TAIL, -1, TRUE, "b",
    "has no END" },
  { "end without begin",
    HEAD "BEGIN:VEVENT\r\nUID:a\r\nEND:VALARM\r\nEND:VEVENT\r\n" EVENT ("b") TAIL, -1, TRUE, "b",
    "without its BEGIN" },
  { "calendar ends in an event", HEAD "BEGIN:VEVENT\r\nUID:a\r\n" TAIL HEAD EVENT ("b") TAIL, -1,
    TRUE, "b", "has no END" },
  { "garbage between", HEAD EVENT ("a") "lorem ipsum\r\n" EVENT ("b") TAIL, -1, TRUE, "a,b", NULL },
  { "garbage before", "lorem ipsum\r\n" HEAD EVENT ("a") TAIL, -1, TRUE, "a", NULL },
};

typedef struct
{
  GPtrArray *objects;
  GPtrArray *problems;
} Result;

static void
split (Result *result, const char *text, gsize length, gboolean *is_calendar)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  result->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  result->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  *is_calendar = mt_ical_split (bytes, "test.ics", result->objects, result->problems);
}

static void
result_clear (Result *result)
{
  g_ptr_array_unref (result->objects);
  g_ptr_array_unref (result->problems);
}

static const MtIcalObject *
object_at (const Result *result, guint i)
{
  return g_ptr_array_index (result->objects, i);
}

static const char *
text_at (const Result *result, guint i)
{
  return g_bytes_get_data (object_at (result, i)->text, NULL);
}

static const char *
first_error (const Result *result)
{
  for (guint i = 0; i < result->problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (result->problems, i);

      if (problem->severity == MT_SEVERITY_ERROR)
        return problem->message;
    }
  return NULL;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GString) uids = g_string_new (NULL);
  gboolean is_calendar;
  Result result;

  split (&result, row->text, row->length < 0 ? strlen (row->text) : (gsize) row->length,
         &is_calendar);
  for (guint i = 0; i < result.objects->len; i++)
    {
      gsize length;
      const char *text = g_bytes_get_data (object_at (&result, i)->text, &length);

      g_string_append_printf (uids, "%s%s", i > 0 ? "," : "", object_at (&result, i)->uid);
      g_assert_true (g_utf8_validate_len (text, length, NULL));
    }
  g_assert_cmpint (is_calendar, ==, row->is_calendar);
  g_assert_cmpstr (uids->str, ==, row->uids);
  if (row->problem)
    {
      g_assert_nonnull (first_error (&result));
      g_assert_nonnull (strstr (first_error (&result), row->problem));
    }
  else
    g_assert_cmpstr (first_error (&result), ==, NULL);
  result_clear (&result);
}

static void
test_utf16 (void)
{
  const char *text = HEAD "BEGIN:VEVENT\r\nUID:\xc3\xa4\r\nEND:VEVENT\r\n" TAIL;
  static const char *const charsets[] = { "UTF-16", "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length;
      g_autofree char *wide = g_convert (text, -1, charsets[i], "UTF-8", NULL, &length, NULL);
      gboolean is_calendar;
      Result result;

      split (&result, wide, length, &is_calendar);
      g_assert_true (is_calendar);
      g_assert_cmpuint (result.objects->len, ==, 1);
      g_assert_cmpstr (object_at (&result, 0)->uid, ==, "\xc3\xa4");
      result_clear (&result);
    }
}

/* A fold may stand in the middle of a character: only unfolded text can be judged. */
static void
test_fold_in_character (void)
{
  const char *text =
      HEAD "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:M\xc3\r\n \xbcller\r\nEND:VEVENT\r\n" TAIL;
  gboolean is_calendar;
  Result result;

  split (&result, text, strlen (text), &is_calendar);
  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_nonnull (g_strstr_len (text_at (&result, 0),
                                  g_bytes_get_size (object_at (&result, 0)->text),
                                  "SUMMARY:M\xc3\xbcller"));
  result_clear (&result);
}

static void
test_places (void)
{
  const char *text = HEAD EVENT ("a") EVENT ("b") TAIL;
  gboolean is_calendar;
  Result result;

  split (&result, text, strlen (text), &is_calendar);
  g_assert_cmpuint (object_at (&result, 1)->line, ==, 7);
  g_assert_cmpuint (object_at (&result, 1)->offset, ==, strlen (HEAD EVENT ("a")));
  g_assert_cmpuint (object_at (&result, 1)->length, ==, strlen (EVENT ("b")));
  g_assert_cmpstr (object_at (&result, 1)->file, ==, "test.ics");
  g_assert_cmpint (object_at (&result, 1)->kinds, ==, MT_ICAL_HAS_EVENT);
  result_clear (&result);
}

static void
test_uid_made_up (void)
{
  const char *text = HEAD "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n" TAIL;
  gboolean is_calendar;
  Result first, second;

  split (&first, text, strlen (text), &is_calendar);
  split (&second, text, strlen (text), &is_calendar);
  g_assert_true (g_str_has_prefix (object_at (&first, 0)->uid, "no-uid-"));
  g_assert_cmpstr (object_at (&first, 0)->uid, ==, object_at (&second, 0)->uid);
  result_clear (&first);
  result_clear (&second);
}

static void
test_attachment_dropped (void)
{
  g_autofree char *filling = g_strnfill (3 * 1024 * 1024, 'A');
  g_autofree char *text =
      g_strconcat (HEAD "BEGIN:VEVENT\r\nUID:a\r\nATTACH;VALUE=BINARY;ENCODING=BASE64:", filling,
                   "\r\n ", filling, "\r\nSUMMARY:kept\r\nEND:VEVENT\r\n" TAIL, NULL);
  gboolean is_calendar;
  Result result;

  split (&result, text, strlen (text), &is_calendar);
  g_assert_cmpuint (result.objects->len, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (object_at (&result, 0)->text), <, 200);
  g_assert_nonnull (strstr (text_at (&result, 0), "SUMMARY:kept"));
  g_assert_nonnull (strstr (text_at (&result, 0), "ATTACH:"));
  result_clear (&result);
}

/* Whoever wants the times alone gets no books, and every other line as it stands. */
static void
test_times (void)
{
  static const char text[] =
      HEAD "BEGIN:VEVENT\r\nUID:a\r\nDESCRIPTION;LANGUAGE=en:long\r\n and longer\r\n\tstill\r\n"
           "description:again\r\nDTSTART:20260302T090000Z\r\nCOMMENT:no\r\n"
           "X-ALT-DESC;FMTTYPE=text/html:<b>\r\nDESCRIPTIONS:kept\r\nCOMMENTED;X=1:\r\n kept\r\n"
           "X-ALT-DESCENT:kept\r\nEND:VEVENT\r\n" TAIL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) objects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  gsize n;
  const char *kept;

  g_assert_true (mt_ical_split_times (bytes, "test.ics", objects, problems));
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (objects->len, ==, 1);
  kept = g_bytes_get_data (((MtIcalObject *) objects->pdata[0])->text, &n);
  g_assert_cmpmem (kept, n,
                   "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260302T090000Z\r\nDESCRIPTIONS:kept\r\n"
                   "COMMENTED;X=1:\r\n kept\r\nX-ALT-DESCENT:kept\r\nEND:VEVENT\r\n",
                   strlen ("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260302T090000Z\r\n"
                           "DESCRIPTIONS:kept\r\nCOMMENTED;X=1:\r\n kept\r\n"
                           "X-ALT-DESCENT:kept\r\nEND:VEVENT\r\n"));
}

static void
append_times (GString *text, const char *line, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (text, line);
}

/* One event too big in some way, between two that are not. */
static char *
with_big_event (const char *before, const char *line, guint n, const char *after)
{
  GString *text = g_string_new (HEAD EVENT ("a") "BEGIN:VEVENT\r\nUID:big\r\n");

  g_string_append (text, before);
  append_times (text, line, n);
  g_string_append (text, after);
  g_string_append (text, "END:VEVENT\r\n" EVENT ("b") TAIL);
  return g_string_free (text, FALSE);
}

static void
assert_only_big_is_left_out (const char *text, const char *why)
{
  gboolean is_calendar;
  Result result;

  split (&result, text, strlen (text), &is_calendar);
  g_assert_true (is_calendar);
  g_assert_cmpuint (result.objects->len, ==, 2);
  g_assert_cmpstr (object_at (&result, 0)->uid, ==, "a");
  g_assert_cmpstr (object_at (&result, 1)->uid, ==, "b");
  g_assert_nonnull (strstr (first_error (&result), why));
  g_assert_cmpstr (((MtProblem *) g_ptr_array_index (result.problems, 0))->item, ==, "big");
  g_assert_cmpuint (((MtProblem *) g_ptr_array_index (result.problems, 0))->line, ==, 7);
  result_clear (&result);
}

static void
test_limits (void)
{
  g_autofree char *filling = g_strnfill (MT_ICAL_MAX_LINE + 10, 'x');
  g_autofree char *folded = g_strnfill (1000, 'x');
  g_autofree char *long_line = g_strconcat ("DESCRIPTION:", folded, "\r\n", NULL);
  g_autofree char *line = with_big_event ("DESCRIPTION:", filling, 1, "\r\n");
  g_autofree char *size = with_big_event ("", long_line, 9000, "");
  g_autofree char *depth = NULL;
  g_autofree char *properties = with_big_event ("", "X-A:b\r\n", MT_ICAL_MAX_PROPERTIES + 1, "");
  g_autofree char *attendees =
      with_big_event ("", "ATTENDEE:mailto:a@b\r\n", MT_ICAL_MAX_ATTENDEES + 1, "");
  g_autoptr (GString) deep = g_string_new (NULL);

  assert_only_big_is_left_out (line, "longer than 1 MiB");
  assert_only_big_is_left_out (size, "larger than 8 MiB");
  assert_only_big_is_left_out (properties, "10,000 properties");
  assert_only_big_is_left_out (attendees, "1,000 attendees");
  append_times (deep, "END:X-A\r\n", 16);
  depth = with_big_event ("", "BEGIN:X-A\r\n", 16, deep->str);
  assert_only_big_is_left_out (depth, "deeper than 16");
}

static void
test_too_many_components (void)
{
  g_autoptr (GString) text = g_string_new (HEAD EVENT ("a"));
  gboolean is_calendar;
  Result result;

  append_times (text, EVENT ("big"), MT_ICAL_MAX_COMPONENTS + 1);
  g_string_append (text, EVENT ("b") TAIL);
  split (&result, text->str, text->len, &is_calendar);
  g_assert_cmpuint (result.objects->len, ==, 2);
  g_assert_nonnull (strstr (first_error (&result), "10,000 components"));
  result_clear (&result);
}

static void
test_file_too_large (void)
{
  g_autofree char *filling = g_strnfill (MT_ICAL_MAX_FILE + 1, '\n');
  gboolean is_calendar;
  Result result;

  split (&result, filling, MT_ICAL_MAX_FILE + 1, &is_calendar);
  g_assert_false (is_calendar);
  g_assert_nonnull (strstr (first_error (&result), "32 MiB"));
  result_clear (&result);
}

/* Real exports hold 27,000 events: no cap but the one on bytes. */
static void
test_many_objects (void)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  gboolean is_calendar;
  Result result;

  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u\r\nEND:VEVENT\r\n", i);
  g_string_append (text, TAIL);
  split (&result, text->str, text->len, &is_calendar);
  g_assert_cmpuint (result.objects->len, ==, 40000);
  g_assert_cmpuint (result.problems->len, ==, 0);
  result_clear (&result);
}

/* Twenty thousand broken items are not twenty thousand lines of problems. */
static void
test_problems_bounded (void)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  gboolean is_calendar;
  Result result;

  append_times (text, "BEGIN:VEVENT\r\nUID:a\r\n", 20000);
  g_string_append (text, TAIL);
  split (&result, text->str, text->len, &is_calendar);
  g_assert_cmpuint (result.problems->len, <=, 103);
  g_assert_nonnull (strstr (
      ((MtProblem *) g_ptr_array_index (result.problems, result.problems->len - 1))->message,
      "19900 more"));
  result_clear (&result);
}

static void
test_merge (void)
{
  g_autoptr (GBytes) one =
      g_bytes_new_static (EVENT ("a") EVENT ("b"), strlen (EVENT ("a") EVENT ("b")));
  g_autoptr (GBytes) two =
      g_bytes_new_static (EVENT ("c") EVENT ("a"), strlen (EVENT ("c") EVENT ("a")));
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  mt_ical_split (one, "1.ics", objects, problems);
  mt_ical_split (two, "2.ics", objects, problems);
  g_assert_cmpuint (objects->len, ==, 4);
  mt_ical_objects_merge (objects, problems);
  g_assert_cmpuint (objects->len, ==, 3);
  g_assert_cmpstr (((MtIcalObject *) objects->pdata[0])->uid, ==, "a");
  g_assert_cmpuint (((MtIcalObject *) objects->pdata[0])->n, ==, 2);
  g_assert_cmpstr (((MtIcalObject *) objects->pdata[1])->uid, ==, "b");
  g_assert_cmpstr (((MtIcalObject *) objects->pdata[2])->uid, ==, "c");
}

/* Ten thousand files of one UID are joined in linear time. */
static void
test_merge_many (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (EVENT ("a"), strlen (EVENT ("a")));
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  for (guint i = 0; i < MT_ICAL_MAX_COMPONENTS + 2; i++)
    mt_ical_split (bytes, "a.ics", objects, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  mt_ical_objects_merge (objects, problems);
  g_assert_cmpuint (objects->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_cmpuint (g_bytes_get_size (((MtIcalObject *) objects->pdata[0])->text), ==,
                    MT_ICAL_MAX_COMPONENTS * strlen (EVENT ("a")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/split/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/split/utf-16", test_utf16);
  g_test_add_func ("/split/fold in a character", test_fold_in_character);
  g_test_add_func ("/split/places", test_places);
  g_test_add_func ("/split/uid made up", test_uid_made_up);
  g_test_add_func ("/split/attachment dropped", test_attachment_dropped);
  g_test_add_func ("/split/times", test_times);
  g_test_add_func ("/split/limits", test_limits);
  g_test_add_func ("/split/too many components", test_too_many_components);
  g_test_add_func ("/split/file too large", test_file_too_large);
  g_test_add_func ("/split/many objects", test_many_objects);
  g_test_add_func ("/split/problems bounded", test_problems_bounded);
  g_test_add_func ("/split/merge", test_merge);
  g_test_add_func ("/split/merge many", test_merge_many);
  return g_test_run ();
}
