/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Files made into items of a collection, and items compared with what servers make of them.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "service/sync/mt-publish-items.h"
#include "service/sync/mt-publish-same.h"

#define WRAP(inside)                                                                               \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n" inside "END:VCALENDAR\r\n"
#define EVENT(uid, more)                                                                           \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260302T090000Z\r\n" more   \
  "END:VEVENT\r\n"

typedef struct
{
  char *folder;        /* owned */
  GPtrArray *problems; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("meantime-publish-XXXXXX", NULL);
  fixture->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->problems);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static GPtrArray *
read_items (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *items = mt_publish_items_read (path, fixture->problems, NULL, &error);

  g_assert_no_error (error);
  return items;
}

static const MtPublishItem *
find (const GPtrArray *items, const char *uid)
{
  for (guint i = 0; i < items->len; i++)
    {
      const MtPublishItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (item->uid, uid))
        return item;
    }
  g_error ("there is no %s", uid);
}

static char *
text_of (const MtPublishItem *item)
{
  gsize length;
  const char *text = g_bytes_get_data (item->bytes, &length);

  return g_strndup (text, length);
}

static void
test_a_file_of_one_is_sent_as_it_is (Fixture *fixture, gconstpointer data)
{
  static const char text[] = WRAP ("X-KEPT:yes\r\n" EVENT ("a", "X-MINE:1\r\n"));
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *sent = NULL;

  write_file (fixture, "My File.ics", text);
  items = read_items (fixture, "");
  g_assert_cmpuint (items->len, ==, 1);
  sent = text_of (g_ptr_array_index (items, 0));
  g_assert_cmpstr (sent, ==, text);
  g_assert_cmpstr (find (items, "a")->name, ==, "a.ics"); /* the space is not for every server */
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const char *made;

  write_file (fixture, "task-1@team.ics", WRAP (EVENT ("other uid", "")));
  write_file (fixture, "b.ics", WRAP (EVENT ("b", "") EVENT ("../../etc/passwd", "")));
  items = read_items (fixture, "");
  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpstr (find (items, "other uid")->name, ==, "task-1@team.ics");
  g_assert_cmpstr (find (items, "b")->name, ==, "b.ics");
  made = find (items, "../../etc/passwd")->name;
  g_assert_cmpuint (strlen (made), ==, 36);
  g_assert_cmpuint (strspn (made, "0123456789abcdef"), ==, 32);
  again = read_items (fixture, "");
  g_assert_cmpstr (find (again, "../../etc/passwd")->name, ==, made);
}

static void
test_a_file_of_many_is_taken_apart (Fixture *fixture, gconstpointer data)
{
  static const char zone[] =
      "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
      "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
  g_autofree char *text = g_strconcat (
      "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:PUBLISH\n", zone,
      EVENT ("series", "RRULE:FREQ=DAILY\r\n"), EVENT ("single", ""),
      EVENT ("series", "RECURRENCE-ID:20260303T090000Z\r\nSUMMARY:moved\r\n"),
      "BEGIN:VEVENT\nUID:zoned\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Here:20260302T090000\n"
      "END:VEVENT\nEND:VCALENDAR\n",
      NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *series = NULL;
  g_autofree char *zoned = NULL;

  write_file (fixture, "all.ics", text);
  items = read_items (fixture, "all.ics");
  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  series = text_of (find (items, "series"));
  zoned = text_of (find (items, "zoned"));
  g_assert_nonnull (strstr (series, "RRULE:FREQ=DAILY"));
  g_assert_nonnull (strstr (series, "SUMMARY:moved"));
  g_assert_null (strstr (series, "UID:single"));
  g_assert_null (strstr (series, "METHOD"));
  g_assert_null (strstr (series, "VTIMEZONE"));
  g_assert_nonnull (strstr (zoned, "TZID:Here\r\n"));
  g_assert_true (g_str_has_prefix (zoned, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  for (const char *p = strchr (zoned, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    g_assert_cmpint (p[-1], ==, '\r');
}

static void
test_what_has_no_uid_gets_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  write_file (fixture, "a.ics",
              WRAP ("BEGIN:VTODO\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:no uid\r\nEND:VTODO\r\n"));
  items = read_items (fixture, "");
  g_assert_cmpuint (items->len, ==, 1);
  text = text_of (g_ptr_array_index (items, 0));
  line = g_strdup_printf ("BEGIN:VTODO\r\nUID:%s\r\n",
                          ((MtPublishItem *) g_ptr_array_index (items, 0))->uid);
  g_assert_nonnull (strstr (text, line));
}

static void
test_bad_ones_are_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing = g_build_filename (fixture->folder, "nothing", NULL);

  write_file (fixture, "a.ics", WRAP (EVENT ("twice", "SUMMARY:first\r\n")));
  write_file (fixture, "b.ics", WRAP (EVENT ("twice", "SUMMARY:second\r\n")));
  write_file (fixture, "c.ics", "no calendar at all");
  items = read_items (fixture, "");
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpuint (fixture->problems->len, ==, 2);
  g_assert_null (mt_publish_items_read (nothing, fixture->problems, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_a_journal_entry_as_an_event (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GBytes) event = NULL;
  g_autofree char *text = NULL;

  write_file (fixture, "j.ics",
              WRAP ("BEGIN:VJOURNAL\r\nUID:j\r\nDTSTAMP:20260101T000000Z\r\nSTATUS:FINAL\r\n"
                    "DTSTART;VALUE=DATE:20260302\r\nCATEGORIES:UPDATE\r\nDESCRIPTION:long\r\n"
                    " er STATUS:FINAL\r\nX-KEPT:1\r\nEND:VJOURNAL\r\n"));
  items = read_items (fixture, "");
  event = mt_publish_item_as_event (find (items, "j"));
  text = g_strndup (g_bytes_get_data (event, NULL), g_bytes_get_size (event));
  g_assert_cmpstr (
      text, ==,
      WRAP ("BEGIN:VEVENT\r\nTRANSP:TRANSPARENT\r\nUID:j\r\nDTSTAMP:20260101T000000Z\r\n"
            "DTSTART;VALUE=DATE:20260302\r\nCATEGORIES:UPDATE\r\nDESCRIPTION:long\r\n"
            " er STATUS:FINAL\r\nX-KEPT:1\r\nEND:VEVENT\r\n"));
}

static void
test_what_is_not_escaped_is (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *text = NULL;

  write_file (fixture, "a.ics",
              WRAP (EVENT ("a", "SUMMARY;X=\"a,b:c\":one, two; thr\r\n ee \\ four \\, \\n\r\n"
                                "LOCATION:right\\, and fol\r\n\tded\r\n"
                                "CATEGORIES:x,y\r\nRRULE:FREQ=DAILY;COUNT=2\r\n")));
  items = read_items (fixture, "");
  text = text_of (find (items, "a"));
  g_assert_cmpstr (text, ==,
                   WRAP (EVENT ("a", "SUMMARY;X=\"a,b:c\":one\\, two\\; three \\\\ four \\, \\n\r\n"
                                     "LOCATION:right\\, and fol\r\n\tded\r\n"
                                     "CATEGORIES:x,y\r\nRRULE:FREQ=DAILY;COUNT=2\r\n")));
}

static const struct
{
  const char *name;
  const char *ours;
  const char *theirs;
  gboolean same;
} same_rows[] = {
  { "the same bytes", WRAP (EVENT ("a", "")), WRAP (EVENT ("a", "")), TRUE },
  { "another order of lines", WRAP (EVENT ("a", "SUMMARY:x\r\nLOCATION:y\r\n")),
    WRAP ("BEGIN:VEVENT\nLOCATION:y\nDTSTART:20260302T090000Z\nUID:a\nSUMMARY:x\nEND:VEVENT\n"),
    TRUE },
  { "folded elsewhere", WRAP (EVENT ("a", "SUMMARY:a long\r\n er text\r\n")),
    WRAP (EVENT ("a", "SUMMARY:a lon\r\n\tger text\r\n")), TRUE },
  { "escaped otherwise", WRAP (EVENT ("a", "DESCRIPTION:a\\, b\\Nc; d\r\n")),
    WRAP (EVENT ("a", "DESCRIPTION:a, b\\nc\\; d\r\n")), TRUE },
  { "parts of a rule in another order", WRAP (EVENT ("a", "RRULE:FREQ=DAILY;COUNT=3\r\n")),
    WRAP (EVENT ("a", "RRULE:COUNT=3;FREQ=DAILY\r\n")), TRUE },
  { "another rule", WRAP (EVENT ("a", "RRULE:FREQ=DAILY;COUNT=3\r\n")),
    WRAP (EVENT ("a", "RRULE:FREQ=DAILY;COUNT=4\r\n")), FALSE },
  { "lists in one line or several", WRAP (EVENT ("a", "CATEGORIES:A,B\r\n")),
    WRAP (EVENT ("a", "CATEGORIES:B\r\nCATEGORIES:A\r\n")), TRUE },
  { "a category more", WRAP (EVENT ("a", "CATEGORIES:A\r\n")),
    WRAP (EVENT ("a", "CATEGORIES:A,B\r\n")), FALSE },
  { "parameters in another order and case",
    WRAP (EVENT ("a", "ATTENDEE;CN=\"Ana\";ROLE=CHAIR:mailto:a@x\r\n")),
    WRAP (EVENT ("a", "attendee;ROLE=CHAIR;cn=Ana;SCHEDULE-STATUS=2.0:mailto:a@x\r\n")), TRUE },
  { "another parameter", WRAP (EVENT ("a", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x\r\n")),
    WRAP (EVENT ("a", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@x\r\n")), FALSE },
  { "a colon within quotes", WRAP (EVENT ("a", "ATTENDEE;CN=\"a:b\":mailto:a@x\r\n")),
    WRAP (EVENT ("a", "ATTENDEE;CN=\"a:c\":mailto:a@x\r\n")), FALSE },
  { "notes of the server", WRAP (EVENT ("a", "")),
    WRAP ("X-WR-CALNAME:x\r\n" EVENT ("a", "X-NOTE:1\r\nSEQUENCE:0\r\nLAST-MODIFIED:x\r\n")),
    TRUE },
  { "a note of ours that is lost", WRAP (EVENT ("a", "X-NOTE:1\r\n")), WRAP (EVENT ("a", "")),
    FALSE },
  { "a time zone of the server", WRAP (EVENT ("a", "")),
    WRAP ("BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nRRULE:x\r\nEND:STANDARD\r\n"
          "END:VTIMEZONE\r\n" EVENT ("a", "")),
    TRUE },
  { "another text", WRAP (EVENT ("a", "SUMMARY:x\r\n")), WRAP (EVENT ("a", "SUMMARY:y\r\n")),
    FALSE },
  { "a line more", WRAP (EVENT ("a", "")), WRAP (EVENT ("a", "STATUS:CANCELLED\r\n")), FALSE },
  { "a line less", WRAP (EVENT ("a", "STATUS:CANCELLED\r\n")), WRAP (EVENT ("a", "")), FALSE },
  { "a line twice", WRAP (EVENT ("a", "COMMENT:x\r\n")),
    WRAP (EVENT ("a", "COMMENT:x\r\nCOMMENT:x\r\n")), FALSE },
  { "an instance that was moved",
    WRAP (EVENT ("a", "RRULE:FREQ=DAILY\r\n") EVENT ("a", "RECURRENCE-ID:1\r\nSUMMARY:x\r\n")),
    WRAP (EVENT ("a", "RECURRENCE-ID:2\r\nSUMMARY:x\r\n") EVENT ("a", "RRULE:FREQ=DAILY\r\n")),
    FALSE },
  { "instances in another order",
    WRAP (EVENT ("a", "RRULE:FREQ=DAILY\r\n") EVENT ("a", "RECURRENCE-ID:1\r\nSUMMARY:x\r\n")),
    WRAP (EVENT ("a", "RECURRENCE-ID:1\r\nSUMMARY:x\r\n") EVENT ("a", "RRULE:FREQ=DAILY\r\n")),
    TRUE },
  { "an alarm of another event",
    WRAP (EVENT ("a", "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n")),
    WRAP (EVENT ("a", "TRIGGER:-PT5M\r\n")), FALSE },
  { "nothing", WRAP (EVENT ("a", "")), "", FALSE },
  { "a web page", WRAP (EVENT ("a", "")), "<html>X-A: (b)/</html>", FALSE },
  { "ends too often", WRAP (EVENT ("a", "")), "END:X\nEND:VCALENDAR\nEND:VEVENT\n", FALSE },
};

static void
test_same (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) ours = g_bytes_new (same_rows[row].ours, strlen (same_rows[row].ours));
  g_autoptr (GBytes) theirs = g_bytes_new (same_rows[row].theirs, strlen (same_rows[row].theirs));

  g_assert_cmpint (mt_publish_same (ours, theirs), ==, same_rows[row].same);
}

static void
test_find_uid (void)
{
  static const struct
  {
    const char *text;
    const char *uid;
  } rows[] = { { WRAP (EVENT ("a", "")), "a" },
               { "BEGIN:VEVENT\nuid;X=\"a:b\":lo\n ng\n", "long" },
               { "SUMMARY:UID:x\n", NULL },
               { "", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (rows[i].text, strlen (rows[i].text));
      g_autofree char *uid = mt_publish_find_uid (bytes);

      g_assert_cmpstr (uid, ==, rows[i].uid);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/publish/items/one", test_a_file_of_one_is_sent_as_it_is },
    { "/publish/items/names", test_names },
    { "/publish/items/many", test_a_file_of_many_is_taken_apart },
    { "/publish/items/no-uid", test_what_has_no_uid_gets_one },
    { "/publish/items/bad", test_bad_ones_are_named },
    { "/publish/items/not-escaped", test_what_is_not_escaped_is },
    { "/publish/items/journal-as-event", test_a_journal_entry_as_an_event },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (same_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/publish/same/%s", same_rows[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_same);
    }
  g_test_add_func ("/publish/find-uid", test_find_uid);
  return g_test_run ();
}
