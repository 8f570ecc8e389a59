/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Preloaded into a GTK program: says what the process had cost when its first frame was painted.
 * Appends one line to the file named by MT_FIRST_FRAME: microseconds of CPU, of wall time since the
 * start of the process, how many rows of people and cards of clocks that frame has, and the title
 * of the window.
 */
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <sys/resource.h>

/* Programs that this one starts are not measured. */
static void __attribute__ ((constructor)) forget_preload (void) { g_unsetenv ("LD_PRELOAD"); }

/* Microseconds since this process started, from the kernel's own books. */
static gint64
age_us (void)
{
  g_autofree char *stat = NULL;
  const char *after_name;
  g_auto (GStrv) fields = NULL;
  gint64 started_ticks;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL))
    return 0;
  after_name = strrchr (stat, ')');
  fields = g_strsplit (after_name + 2, " ", 0);
  started_ticks = g_ascii_strtoll (fields[19], NULL, 10);
  return g_get_monotonic_time () - started_ticks * (G_USEC_PER_SEC / 100);
}

/* How many widgets of a type below @widget are part of the frame. */
static guint
count_painted (GtkWidget *widget, const char *type)
{
  guint n = g_str_equal (G_OBJECT_TYPE_NAME (widget), type);

  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_height (widget) == 0)
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_painted (child, type);
  return n;
}

static void
after_paint_cb (GdkFrameClock *clock, GtkWidget *window)
{
  const char *path = g_getenv ("MT_FIRST_FRAME");
  struct rusage usage;
  FILE *file;

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
  getrusage (RUSAGE_SELF, &usage);
  file = fopen (path, "a");
  if (file == NULL)
    return;
  fprintf (file, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u %u %s\n",
           (gint64) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
               usage.ru_utime.tv_usec + usage.ru_stime.tv_usec,
           age_us (), count_painted (window, "MtPersonRow"), count_painted (window, "MtClockCard"),
           gtk_window_get_title (GTK_WINDOW (window)));
  fclose (file);
}

static void
map_cb (GtkWidget *window, gpointer user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_handlers_disconnect_by_func (window, map_cb, NULL);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (after_paint_cb), window, 0);
}

void gtk_window_present (GtkWindow *window);

void
gtk_window_present (GtkWindow *window)
{
  void (*real) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");

  if (g_getenv ("MT_FIRST_FRAME") != NULL && !gtk_widget_get_mapped (GTK_WIDGET (window)))
    g_signal_connect (window, "map", G_CALLBACK (map_cb), NULL);
  real (window);
}
