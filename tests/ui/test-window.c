/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The window on the sample team: what it shows is what the session says, at once.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "service/mt-demo.h"
#include "service/mt-task-change.h"
#include "service/mt-writer.h"
#include "ui/board/mt-board-section.h"
#include "ui/export/mt-export-dialog.h"
#include "ui/mt-apply.h"
#include "ui/mt-bottom-bar.h"
#include "ui/mt-conflict-window.h"
#include "ui/mt-failure-page.h"
#include "ui/mt-message-window.h"
#include "ui/mt-section.h"
#include "ui/mt-ui.h"
#include "ui/mt-window.h"
#include "ui/people/mt-axis.h"
#include "ui/people/mt-person-page.h"
#include "ui/people/mt-person-row.h"

#define NOW 1795530120 /* 2026-11-24T14:22:00Z, a Tuesday */
#define TIMEOUT_S 40

typedef struct
{
  char *directory;
  MtTzdata *tzdata;
  MtSession *session;
  GtkWindow *window;
} Fixture;

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("%s: not within %d seconds", (const char *) user_data, TIMEOUT_S);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @done says so. */
static void
wait_for (gboolean (*done) (Fixture *), Fixture *fixture, const char *what)
{
  guint id = g_timeout_add_seconds (TIMEOUT_S, timeout_cb, (gpointer) what);

  while (!done (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static int
get_int (gpointer object, const char *name)
{
  int value;

  g_object_get (object, name, &value, NULL);
  return value;
}

static char *
dup_string (gpointer object, const char *name)
{
  char *value;

  g_object_get (object, name, &value, NULL);
  return value;
}

static gboolean
is_read (Fixture *fixture)
{
  gboolean loading;

  g_object_get (fixture->session, "loading", &loading, NULL);
  return !loading && get_int (fixture->session, "state") != MT_SESSION_CLOSED &&
         get_int (fixture->session, "state") != MT_SESSION_LOADING;
}

static gboolean
is_settled (Fixture *fixture)
{
  static guint frames;

  frames = (frames + 1) % 20;
  gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
  return frames == 0;
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (gpointer root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}

static gpointer
find (gpointer root, GType type)
{
  g_autoptr (GPtrArray) found = find_all (root, type);

  g_assert_cmpuint (found->len, >, 0);
  return found->pdata[0];
}

/* Whether a label says @text; with @drawn, one that is on the screen. */
static gboolean
has_label (gpointer root, const char *text, gboolean drawn)
{
  g_autoptr (GPtrArray) labels = find_all (root, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if ((!drawn || gtk_widget_get_mapped (labels->pdata[i])) &&
        strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
says (gpointer root, const char *text)
{
  return has_label (root, text, TRUE);
}

static gpointer
part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->window), MT_TYPE_WINDOW, name);
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (part (fixture, "stack"));
}

static void
set_up (Fixture *fixture, gconstpointer team)
{
  g_autoptr (MtClock) clock = mt_clock_new_fixed (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->directory = g_dir_make_tmp ("meantime-test-XXXXXX", &error);
  g_assert_no_error (error);
  if (team == NULL)
    path = mt_demo_create (fixture->directory, NOW, &error);
  else
    {
      path = g_build_filename (fixture->directory, "team.json", NULL);
      g_file_set_contents (path, team, -1, &error);
    }
  g_assert_no_error (error);
  fixture->tzdata = mt_tzdata_new (NULL);
  fixture->session = mt_session_new (fixture->tzdata, clock);
  fixture->window = g_object_ref (mt_window_new (NULL, fixture->session));
  gtk_window_present (fixture->window);
  g_assert_cmpstr (get_page (fixture), ==, "welcome");
  mt_session_open_async (fixture->session, path, MT_DEMO_ME, TRUE, NULL, NULL, NULL);
  wait_for (is_read, fixture, "the team");
  wait_for (is_settled, fixture, "frames");
}

static void
tear_down (Fixture *fixture, gconstpointer team)
{
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->window);
  g_object_unref (fixture->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  mt_tzdata_unref (fixture->tzdata);
  mt_demo_remove (fixture->directory);
  g_free (fixture->directory);
}

static guint
count (Fixture *fixture, GType type)
{
  g_autoptr (GPtrArray) found = find_all (fixture->window, type);

  return found->len;
}

/* Every person's row says what the session says of them; the time, where it is in sight. */
static void
assert_rows (Fixture *fixture)
{
  GListModel *people = mt_session_get_people (fixture->session);
  g_autoptr (GPtrArray) rows = find_all (fixture->window, MT_TYPE_PERSON_ROW);
  guint n_seen = 0;

  g_assert_cmpuint (g_list_model_get_n_items (people), >=, 8);
  g_assert_cmpuint (rows->len, ==, g_list_model_get_n_items (people));
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (people, i);
      g_autofree char *state = dup_string (person, "state-text");
      g_autofree char *yours = dup_string (person, "state-yours");
      g_autofree char *local = dup_string (person, "local");
      g_autofree char *name = dup_string (person, "name");

      g_assert_true (has_label (rows->pdata[i], name, FALSE));
      g_assert_true (has_label (rows->pdata[i], state, FALSE));
      g_assert_true (has_label (rows->pdata[i], yours, FALSE));
      if (!gtk_widget_get_mapped (rows->pdata[i]))
        continue;
      g_assert_true (has_label (rows->pdata[i], local, TRUE));
      n_seen++;
    }
  g_assert_cmpuint (n_seen, >=, 5);
}

static gboolean
says_time (Fixture *fixture, GPtrArray *rows, guint i)
{
  g_autoptr (MtPersonItem) person =
      g_list_model_get_item (mt_session_get_people (fixture->session), i);
  g_autofree char *local = dup_string (person, "local");

  return has_label (rows->pdata[i], local, TRUE);
}

/* The last row is in sight, and each that is says what time it is there. */
static gboolean
says_last_times (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = find_all (fixture->window, MT_TYPE_PERSON_ROW);

  for (guint i = 0; i + 1 < rows->len; i++)
    if (gtk_widget_get_mapped (rows->pdata[i]) && !says_time (fixture, rows, i))
      return FALSE;
  return says_time (fixture, rows, rows->len - 1);
}

static void
scroll_people_to_end (Fixture *fixture)
{
  GtkWidget *list = gtk_widget_get_ancestor (find (fixture->window, MT_TYPE_PERSON_ROW),
                                             GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
test_sections (Fixture *fixture, gconstpointer data)
{
  g_autofree char *date = dup_string (fixture->session, "date-text");
  g_autofree char *summary = dup_string (fixture->session, "summary");

  g_assert_cmpstr (get_page (fixture), ==, "content");
  g_assert_cmpuint (count (fixture, MT_TYPE_FAILURE_PAGE), ==, 0);
  g_assert_true (says (fixture->window, date));
  g_assert_true (says (fixture->window, summary));
  g_assert_true (says (fixture->window, "Honolulu"));
  g_assert_true (says (fixture->window, "posted"));
  g_assert_cmpint (get_int (fixture->session, "board-state"), ==, MT_SECTION_CONTENT);
  assert_rows (fixture);
}

/* No main loop runs between the choice and the look: all of it is in the next frame. Rows out of
 * sight take the time when they come into it. */
static void
test_choose (Fixture *fixture, gconstpointer data)
{
  for (gint64 at = NOW; at < NOW + 9 * 3600; at += 3600)
    {
      g_autofree char *date = NULL;

      mt_session_set_at (fixture->session, at);
      date = dup_string (fixture->session, "date-text");
      g_assert_true (says (fixture->window, date));
      assert_rows (fixture);
    }
  g_assert_false (says_last_times (fixture));
  scroll_people_to_end (fixture);
  wait_for (says_last_times, fixture, "the time in the rows that came into sight");
  assert_rows (fixture);
}

static void
test_slider (Fixture *fixture, gconstpointer data)
{
  GtkScale *scale = find (fixture->window, GTK_TYPE_SCALE);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (scale));
  MtSpan axis = mt_session_get_axis (fixture->session);

  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, (NOW - axis.start) / 60.0);
  g_assert_false (says (fixture->window, "Now"));

  gtk_adjustment_set_value (adjustment, 10 * 60 + 4);
  g_assert_cmpint (mt_session_get_at (fixture->session), ==, axis.start + 10 * 3600);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 600);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.now", NULL);
  g_assert_cmpint (mt_session_get_at (fixture->session), ==, NOW);
}

static gboolean
is_narrow (Fixture *fixture)
{
  gboolean narrow;

  g_object_get (fixture->window, "narrow", &narrow, NULL);
  return narrow;
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *board = find (fixture->window, MT_TYPE_BOARD_SECTION);
  GtkWidget *people = part (fixture, "people");

  g_assert_false (is_narrow (fixture));
  g_assert_true (gtk_widget_get_mapped (board) && gtk_widget_get_mapped (people));
  g_assert_cmpuint (count (fixture, MT_TYPE_BOTTOM_BAR), ==, 0);
  gtk_window_set_default_size (fixture->window, 360, 640);
  wait_for (is_narrow, fixture, "narrow");
  g_assert_true (gtk_widget_get_visible (people));
  g_assert_false (gtk_widget_get_visible (board));
  g_assert_true (gtk_widget_get_visible (find (fixture->window, MT_TYPE_BOTTOM_BAR)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "board");
  g_assert_false (gtk_widget_get_visible (people));
  g_assert_true (gtk_widget_get_visible (board));
  wait_for (is_settled, fixture, "frames");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
}

/* Beside the dashboard where there is room, else in its place; what it says follows the slider. */
static void
test_person (Fixture *fixture, gconstpointer data)
{
  GtkWidget *people = part (fixture, "people");
  MtPersonPage *page;
  gpointer replies;
  g_autofree char *before = NULL, *after = NULL;

  gtk_widget_activate_action (people, "person.open", "s", "yuki");
  wait_for (is_settled, fixture, "frames");
  page = find (fixture->window, MT_TYPE_PERSON_PAGE);
  g_assert_true (says (page, "Yuki Tanaka"));
  g_assert_true (says (page, "If You Write Now"));
  g_assert_true (gtk_widget_get_mapped (people));

  replies = g_list_model_get_item (
      mt_person_detail_get_lines (mt_person_page_get_detail (page), MT_DETAIL_REPLIES), 0);
  before = dup_string (replies, "value");
  g_assert_true (says (page, before));
  mt_session_set_at (fixture->session, NOW + 5 * 3600 + 900);
  after = dup_string (replies, "value");
  g_assert_cmpstr (before, !=, after);
  g_assert_true (says (page, after));
  g_object_unref (replies);

  gtk_window_set_default_size (fixture->window, 360, 640);
  wait_for (is_narrow, fixture, "narrow");
  wait_for (is_settled, fixture, "frames");
  g_assert_false (gtk_widget_get_mapped (people));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
  gtk_widget_activate_action (people, "person.close", NULL);
  wait_for (is_settled, fixture, "frames");
  g_assert_true (gtk_widget_get_mapped (people));
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = mt_export_dialog_new (fixture->window, fixture->session);
  guint n = g_list_model_get_n_items (mt_session_get_overlaps (fixture->session));
  g_autoptr (GPtrArray) rows = find_all (dialog, ADW_TYPE_ACTION_ROW);

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (rows->len, ==, n + 2);
  gtk_window_destroy (dialog);
}

static void
test_mirror (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtAxis) axis = mt_axis_new ();
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  MtSpan span = mt_session_get_axis (fixture->session);
  gint64 quarter = span.start + (span.end - span.start) / 4;

  g_object_set (axis, "session", fixture->session, NULL);
  g_assert_cmpfloat (mt_axis_get_x (axis, widget, quarter, 400), ==, 100);
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_RTL);
  g_assert_cmpfloat (mt_axis_get_x (axis, widget, quarter, 400), ==, 300);
}

/* The title of a task that is in sight, changed by what the widgets of the window use. */
static void
change_title (Fixture *fixture, const char *title)
{
  const GPtrArray *tasks = mt_session_get_snapshot (fixture->session)->tasks;
  g_autoptr (MtChange) change = NULL;
  guint i = 0;

  while (!says (fixture->window, ((MtTask *) tasks->pdata[i])->title))
    i++;
  change = mt_task_change_title (tasks->pdata[i], title, NOW, NULL);
  mt_apply_change (part (fixture, "people"), fixture->session, change, "Renamed <it>");
}

static gboolean
is_renamed (Fixture *fixture)
{
  return says (fixture->window, "New <b>title</b>") && says (fixture->window, "Renamed <it>");
}

static gboolean
is_undone (Fixture *fixture)
{
  return !says (fixture->window, "New <b>title</b>") &&
         says (fixture->window, "Undone: Renamed <it>");
}

static gboolean
is_redone (Fixture *fixture)
{
  return is_renamed (fixture) && !says (fixture->window, "Undone");
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  change_title (fixture, "New <b>title</b>");
  wait_for (is_renamed, fixture, "a change");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  wait_for (is_undone, fixture, "a change taken back");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  wait_for (is_redone, fixture, "a change made again");
}

/* (transfer none) (nullable) */
static gpointer
find_window_of (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static gpointer
find_message (void)
{
  return find_window_of (MT_TYPE_MESSAGE_WINDOW);
}

/* By a writer that is not the session's: that one would know what it has done itself. */
static void
write_as_somebody_else (MtChange *change)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtWriter) writer = mt_writer_new (tzdata);
  g_autoptr (GError) error = NULL;

  mt_writer_apply (writer, change, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_message (Fixture *fixture)
{
  return find_message () != NULL;
}

/* Nothing can be made of it: it is said, and not as if it were done. */
static void
test_change_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change =
      mt_change_new (MT_CHANGE_CREATE, MT_ITEM_TODO, "/nonexistent/board", "u");
  GtkWindow *message;

  change->href = g_strdup ("u.ics");
  mt_change_set (change, "SUMMARY", "x");
  mt_apply_change (part (fixture, "people"), fixture->session, change, "Added it");
  wait_for (has_message, fixture, "a message");
  message = find_message ();
  g_assert_true (says (message, "/nonexistent/board"));
  g_assert_false (says (fixture->window, "Added it"));
  gtk_window_destroy (message);
}

static gboolean
is_conflict_shown (Fixture *fixture)
{
  return find_window_of (MT_TYPE_CONFLICT_WINDOW) != NULL;
}

static gboolean
is_settled_after (Fixture *fixture)
{
  return is_read (fixture) && says (fixture->window, "Theirs");
}

static gboolean
has_mine (Fixture *fixture)
{
  return says (fixture->window, "My words");
}

/* Somebody else has written since: both sides are shown, and mine only comes when I say so. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  const GPtrArray *tasks = mt_session_get_snapshot (fixture->session)->tasks;
  g_autoptr (MtChange) theirs = NULL, mine = NULL;
  GtkWidget *dialog;
  guint i = 0;

  while (!says (fixture->window, ((MtTask *) tasks->pdata[i])->title))
    i++;
  theirs = mt_task_change_title (tasks->pdata[i], "Theirs", NOW, NULL);
  mine = mt_task_change_title (tasks->pdata[i], "My words", NOW, NULL);
  write_as_somebody_else (theirs);
  wait_for (is_settled_after, fixture, "theirs");

  mt_apply_change (part (fixture, "people"), fixture->session, mine, "Renamed");
  wait_for (is_conflict_shown, fixture, "both sides");
  dialog = find_window_of (MT_TYPE_CONFLICT_WINDOW);
  g_assert_true (says (dialog, "Now: Theirs"));
  g_assert_true (says (dialog, "Yours: My words"));
  g_assert_false (says (fixture->window, "My words"));
  g_signal_emit_by_name (dialog, "apply");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for (has_mine, fixture, "mine");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (get_int (fixture->session, "state"), ==, MT_SESSION_ERROR);
  g_assert_true (says (fixture->window, "Europe/Atlantis"));
  g_assert_true (says (fixture->window, "Open Another"));
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (get_int (fixture->session, "state"), ==, MT_SESSION_READY);
  g_assert_true (says (fixture->window, "Nobody Is on This Team Yet"));
  g_assert_true (says (fixture->window, "No board yet"));
}

static void
test_alone (Fixture *fixture, gconstpointer data)
{
  g_assert_true (says (fixture->window, "Ana"));
  g_assert_true (says (fixture->window, "Madrid"));
}

#define BROKEN                                                                                     \
  "{\"version\": 1, \"name\": \"B\", \"people\": [{\"id\": \"ana\", \"name\": \"Ana\", "           \
  "\"timezone\": \"Europe/Atlantis\"}]}"
#define EMPTY "{\"version\": 1, \"name\": \"E\", \"people\": []}"
#define ALONE                                                                                      \
  "{\"version\": 1, \"name\": \"A\", \"people\": [{\"id\": \"ana\", \"name\": \"Ana\", "           \
  "\"timezone\": \"Europe/Madrid\"}]}"

static void
add (const char *name, const char *team, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/window/", name, NULL);

  g_test_add (path, Fixture, team, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  /* with-display isolates: G_TEST_OPTION_ISOLATE_DIRS would hide the schemas that GTK needs. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  mt_ui_init ();
  add ("sections", NULL, test_sections);
  add ("choose", NULL, test_choose);
  add ("slider", NULL, test_slider);
  add ("narrow", NULL, test_narrow);
  add ("person", NULL, test_person);
  add ("export", NULL, test_export);
  add ("mirror", NULL, test_mirror);
  add ("change", NULL, test_change);
  add ("change-fails", NULL, test_change_fails);
  add ("conflict", NULL, test_conflict);
  add ("broken", BROKEN, test_broken);
  add ("empty", EMPTY, test_empty);
  add ("alone", ALONE, test_alone);
  return g_test_run ();
}
