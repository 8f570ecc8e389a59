/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a frame costs while 5,000 cards and 200 people are scrolled, and how long the main thread is
 * held when that board is read: the window itself, of which every frame and every turn of the main
 * loop is timed. A frame has 16 ms.
 *
 * CPU time of this thread alone: others of a busy machine must not count.
 */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <time.h>

#include "service/mt-session.h"
#include "ui/mt-ui.h"
#include "ui/mt-window.h"

#define PEOPLE 200
#define CARDS 5000
#define STEPS 120
#define STEP_PX 90
#define NOW 1795530120 /* Tuesday 2026-11-24 */

static gint64
get_cpu_us (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (gint64) spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static void
write_team (const char *folder)
{
  static const char *const zones[] = { "Pacific/Honolulu", "America/New_York", "Europe/Madrid",
                                       "Asia/Kolkata", "Pacific/Auckland" };
  g_autoptr (GString) text = g_string_new ("{ \"version\": 1, \"name\": \"Sample\", \"people\": [");
  g_autofree char *path = g_build_filename (folder, "team.json", NULL);

  for (guint i = 0; i < PEOPLE; i++)
    g_string_append_printf (text,
                            "%s{ \"id\": \"p%u\", \"name\": \"Person %u\", \"timezone\": \"%s\","
                            " \"emails\": [\"p%u@example.org\"] }",
                            i > 0 ? "," : "", i, i, zones[i % G_N_ELEMENTS (zones)], i);
  g_string_append (text, "], \"calendars\": { \"board\": \"board.ics\" } }");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
write_board (const char *folder)
{
  static const char *const statuses[] = { "NEEDS-ACTION", "IN-PROCESS", "COMPLETED" };
  g_autoptr (GString) text =
      g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\n");
  g_autofree char *path = g_build_filename (folder, "board.ics", NULL);

  for (guint i = 0; i < CARDS; i++)
    g_string_append_printf (
        text,
        "BEGIN:VTODO\r\nUID:t%u\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Card number %u, with a "
        "title that takes two lines\r\nSTATUS:%s\r\nDUE;VALUE=DATE:202611%02u\r\nPRIORITY:%u\r\n"
        "CATEGORIES:docs,%s\r\nATTENDEE:mailto:p%u@example.org\r\nDESCRIPTION:Words about it\r\n"
        "END:VTODO\r\n",
        i, i, statuses[i % 3], 1 + i % 30, i % 9 + 1, i % 7 == 0 ? "BLOCKED" : "web", i % PEOPLE);
  g_string_append (text, "END:VCALENDAR\r\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

/* The first widget of that type that can be seen, below @widget. */
static GtkWidget *
find (GtkWidget *widget, const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *) a;
  const gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
tell (const char *what, GArray *took_us, gint64 budget_us)
{
  gint64 median, most;

  g_array_sort (took_us, compare);
  median = g_array_index (took_us, gint64, took_us->len / 2);
  most = g_array_index (took_us, gint64, took_us->len - 1);
  g_print ("%s: %.2f ms CPU (median of %u), %.2f ms at most", what, median / 1e3, took_us->len,
           most / 1e3);
  if (budget_us > 0)
    g_print (" (budget %.0f: %s)", budget_us / 1e3, most <= budget_us ? "kept" : "MISSED");
  g_print ("\n");
}

/* What the frames of a window cost, and the turns of the main loop without them. */
typedef struct
{
  GArray *frames_us;
  GArray *turns_us;
  gint64 began_us;
  gint64 painted_us; /* of the turn under way */
} Books;

static void
paint_begins_cb (GdkFrameClock *clock, Books *books)
{
  books->began_us = get_cpu_us ();
}

static void
paint_ends_cb (GdkFrameClock *clock, Books *books)
{
  gint64 took = get_cpu_us () - books->began_us;

  g_array_append_val (books->frames_us, took);
  books->painted_us += took;
}

/* Turns the main loop, each turn timed, until nothing is left to do. */
static void
settle (Books *books, gboolean (*is_done) (gpointer), gpointer data)
{
  const gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint quiet = 0;

  while (quiet < 30 && g_get_monotonic_time () < deadline)
    {
      const gint64 before = get_cpu_us ();
      gint64 took;

      books->painted_us = 0;
      if (!g_main_context_iteration (NULL, FALSE))
        {
          g_usleep (2000);
          quiet += is_done (data);
          continue;
        }
      took = get_cpu_us () - before - books->painted_us;
      quiet = 0;
      g_array_append_val (books->turns_us, took);
    }
}

static gboolean
is_closed (gpointer data)
{
  return TRUE;
}

static gboolean
is_read (gpointer session)
{
  gboolean loading = TRUE;

  g_object_get (session, "loading", &loading, NULL);
  return !loading;
}

typedef struct
{
  GtkAdjustment *adjustment;
  GArray *own_us; /* a frame's filling of rows: our own code */
  gint64 bind_began_us;
  gint64 bound_us;
  guint step;
} Scroll;

/* Before the handlers of the list's own factory. */
static gboolean
bind_begins_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  ((Scroll *) data)->bind_began_us = get_cpu_us ();
  return TRUE;
}

/* And after them. */
static void
bind_ends_cb (GtkListItemFactory *factory, GtkListItem *item, Scroll *scroll)
{
  scroll->bound_us += get_cpu_us () - scroll->bind_began_us;
}

static void
frame_ends_cb (GdkFrameClock *clock, Scroll *scroll)
{
  g_array_append_val (scroll->own_us, scroll->bound_us);
  scroll->bound_us = 0;
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *scroll = data;

  if (scroll->step++ >= STEPS)
    return G_SOURCE_REMOVE;
  gtk_adjustment_set_value (scroll->adjustment,
                            gtk_adjustment_get_value (scroll->adjustment) + STEP_PX);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_scrolled (gpointer data)
{
  return ((Scroll *) data)->step > STEPS;
}

static void
scroll (GtkWidget *window, Books *books, const char *within, const char *what)
{
  GtkWidget *section = find (window, within);
  GtkWidget *list = section != NULL ? find (section, "GtkListView") : NULL;
  GtkListItemFactory *factory = gtk_list_view_get_factory (GTK_LIST_VIEW (list));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  const guint bind = g_signal_lookup ("bind", GTK_TYPE_SIGNAL_LIST_ITEM_FACTORY);
  Scroll state = { .own_us = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  const gulong hook = g_signal_add_emission_hook (bind, 0, bind_begins_cb, &state, NULL);

  g_array_set_size (books->frames_us, 0);
  state.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  g_signal_connect_after (factory, "bind", G_CALLBACK (bind_ends_cb), &state);
  g_signal_connect (clock, "after-paint", G_CALLBACK (frame_ends_cb), &state);
  gtk_widget_add_tick_callback (window, scroll_cb, &state, NULL);
  settle (books, is_scrolled, &state);
  g_signal_remove_emission_hook (bind, hook);
  g_signal_handlers_disconnect_by_data (factory, &state);
  g_signal_handlers_disconnect_by_data (clock, &state);
  g_assert_cmpfloat (gtk_adjustment_get_value (state.adjustment), >, STEP_PX);
  tell (what, books->frames_us, 0);
  tell ("  of it filling rows, our own code", state.own_us, 16000);
  g_array_unref (state.own_us);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (mt_session_open_finish (MT_SESSION (source), result, NULL));
}

static void
run (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "team.json", NULL);
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtClock) now = mt_clock_new_fixed (NOW);
  g_autoptr (MtSession) session = mt_session_new (tzdata, now);
  Books books = { .frames_us = g_array_new (FALSE, FALSE, sizeof (gint64)),
                  .turns_us = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  GtkWindow *window = mt_window_new (NULL, session);
  GdkFrameClock *clock;

  gtk_window_present (window);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (paint_begins_cb), &books);
  g_signal_connect (clock, "after-paint", G_CALLBACK (paint_ends_cb), &books);
  settle (&books, is_closed, NULL);
  g_array_set_size (books.frames_us, 0);
  g_array_set_size (books.turns_us, 0);
  mt_session_open_async (session, path, "p0", TRUE, NULL, opened_cb, NULL);
  settle (&books, is_read, session);
  tell ("a turn of the main loop while 5,000 cards are read and shown", books.turns_us, 8000);
  tell ("a frame meanwhile", books.frames_us, 0);
  scroll (GTK_WIDGET (window), &books, "MtPeopleSection", "a frame while 200 people are scrolled");
  scroll (GTK_WIDGET (window), &books, "MtBoardColumn", "a frame while 5,000 cards are scrolled");
  g_signal_handlers_disconnect_by_data (clock, &books);
  gtk_window_destroy (window);
  g_array_unref (books.frames_us);
  g_array_unref (books.turns_us);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("meantime-bench-XXXXXX", NULL);
  static const char *const files[] = { "team.json", "board.ics" };

  adw_init ();
  mt_ui_init ();
  write_team (folder);
  write_board (folder);
  run (folder);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  return 0;
}
