/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: files that are handed to it, by a drop or on the command line.
 */
#include "config.h"

#include "ui/mt-window-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-file-look.h"
#include "ui/files/mt-calendar-offer.h"
#include "ui/mt-message-window.h"

typedef struct
{
  MtWindow *window; /* owned */
  GFile *file;      /* owned */
} Looking;

static void
looking_free (Looking *looking)
{
  g_object_unref (looking->window);
  g_object_unref (looking->file);
  g_free (looking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looking, looking_free)

static char *
dup_shown_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *valid = g_utf8_make_valid (base != NULL ? base : "", -1);

  return mt_display_line (valid);
}

/* `why` is what to do. */
static void
say_not_opened (MtWindow *self, GFile *file, const char *why)
{
  g_autofree char *name = dup_shown_name (file);
  /* Translators: the name of a file. */
  g_autofree char *heading = g_strdup_printf (_ ("“%s” Is Not Opened"), name);

  mt_message_window_show (GTK_WINDOW (self), heading, why);
}

static void
offer (MtWindow *self, GFile *file, const MtFileLook *look)
{
  if (mt_window_get_state (self) == MT_SESSION_READY)
    gtk_window_present (mt_calendar_offer_new (GTK_WINDOW (self), self->session, file, look));
  else
    say_not_opened (self, file,
                    _ ("It is a calendar, and a calendar belongs to somebody on a team. Open the "
                       "team first, then this file once more."));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) looking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtFileLook) look = mt_file_look_finish (result, &error);

  if (!gtk_widget_get_realized (GTK_WIDGET (looking->window)))
    return;
  if (look == NULL)
    say_not_opened (looking->window, looking->file, error->message);
  else if (look->kind == MT_FILE_TEAM)
    g_signal_emit_by_name (looking->window, "open-team", looking->file);
  else if (look->kind == MT_FILE_CALENDAR)
    offer (looking->window, looking->file, look);
  else
    say_not_opened (looking->window, looking->file,
                    _ ("It is neither a team file (JSON with “people” in it) nor a calendar "
                       "(iCalendar, .ics), nor a folder with calendars in it."));
}

static void
look_at (MtWindow *self, GFile *file)
{
  Looking *looking = g_new0 (Looking, 1);

  looking->window = g_object_ref (self);
  looking->file = g_object_ref (file);
  mt_file_look_async (file, NULL, looked_cb, looking);
}

/**
 * mt_window_open_file:
 * @self: a window
 * @file: whatever it is
 *
 * Opens a team file, offers to make a calendar part of the team, and says of anything else that it
 * is not opened. While a team is being read, this waits for it.
 */
void
mt_window_open_file (MtWindow *self, GFile *file)
{
  if (mt_window_get_state (self) == MT_SESSION_LOADING ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_set_object (&self->waiting_file, file);
  else if (g_file_peek_path (file) == NULL)
    say_not_opened (self, file, _ ("It is not on this computer. Copy it here, and open the copy."));
  else
    look_at (self, file);
}

/**
 * mt_window_open_waiting:
 * @self: a window
 *
 * Opens the file that waited until the window is there and its team is read.
 */
void
mt_window_open_waiting (MtWindow *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->waiting_file);

  if (file != NULL)
    mt_window_open_file (self, file);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, MtWindow *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  mt_window_open_file (self, files->data);
  if (files->next != NULL)
    mt_window_show_toast (self, _ ("Only the first of these files is opened: drop one at a time"));
  return TRUE;
}

/**
 * mt_window_add_drop_target:
 * @window: a #MtWindow
 *
 * Lets files be dropped anywhere on the window, and opens the one that waits. An #MtAfterFrameFunc.
 */
void
mt_window_add_drop_target (GtkWidget *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), window);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
  mt_window_open_waiting (MT_WINDOW (window));
}
