/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: what of it is in sight, and what the header says.
 */
#include "config.h"

#include "ui/mt-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/board/mt-board-section.h"
#include "ui/mt-bottom-bar.h"
#include "ui/updates/mt-updates-section.h"

/**
 * mt_window_get_state:
 * @self: a window
 *
 * Returns: the MtSessionState of its session; closed without one
 */
int
mt_window_get_state (MtWindow *self)
{
  int state = MT_SESSION_CLOSED;

  if (self->session != NULL)
    g_object_get (self->session, "state", &state, NULL);
  return state;
}

/**
 * mt_window_update_panels:
 * @self: a window
 *
 * Shows the sections there is room for: wide, everything is in sight; narrow, the one chosen below.
 */
void
mt_window_update_panels (MtWindow *self)
{
  gboolean narrow = mt_adaptive_bin_get_narrow (self->adaptive);
  gboolean ready = mt_window_get_state (self) == MT_SESSION_READY;
  gboolean board = !narrow || g_str_equal (self->page, "board");
  gboolean updates = !narrow || g_str_equal (self->page, "updates");

  gtk_widget_set_visible (self->people, !narrow || g_str_equal (self->page, "people"));
  gtk_widget_set_visible (self->lower, board || updates);
  if (self->board != NULL)
    {
      gtk_widget_set_visible (self->board, board);
      g_object_set (self->board, "narrow", narrow, NULL);
      gtk_widget_set_visible (self->updates, updates);
      gtk_widget_set_size_request (self->updates, narrow ? -1 : 330, -1);
      gtk_widget_set_hexpand (self->updates, narrow);
    }
  if (narrow && adw_bin_get_child (self->bottom_bar) == NULL)
    adw_bin_set_child (self->bottom_bar, g_object_new (MT_TYPE_BOTTOM_BAR, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->bottom_bar), narrow && ready);
  gtk_widget_set_visible (self->team_name, !narrow && ready);
  gtk_widget_set_visible (self->export_button, !narrow && ready);
}

/**
 * mt_window_set_page:
 * @self: a window
 * @page: "people", "board" or "updates"; nothing else is listened to
 *
 * Chooses the section that is shown while the window is narrow.
 */
void
mt_window_set_page (MtWindow *self, const char *page)
{
  const char *const pages[] = { "people", "board", "updates", NULL };

  if (page == NULL || !g_strv_contains (pages, page))
    return;
  g_free (self->page);
  self->page = g_strdup (page);
  mt_window_update_panels (self);
}

/**
 * mt_window_add_lower:
 * @window: a #MtWindow
 *
 * Adds board and updates, which are read after the first frame and come after it. An
 * #MtAfterFrameFunc.
 */
void
mt_window_add_lower (GtkWidget *window)
{
  MtWindow *self = MT_WINDOW (window);

  self->board =
      g_object_new (MT_TYPE_BOARD_SECTION, "session", self->session, "hexpand", TRUE, NULL);
  g_object_bind_property (self, "board-filter", self->board, "filter",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  self->updates = g_object_new (MT_TYPE_UPDATES_SECTION, "session", self->session, NULL);
  gtk_box_append (GTK_BOX (self->lower), self->board);
  gtk_box_append (GTK_BOX (self->lower), self->updates);
  mt_window_update_panels (self);
}

/* "Tue 24 Nov, 15:22": the date that fits a narrow window. */
static char *
dup_short_date (MtSession *session)
{
  gint64 at = mt_session_get_at (session);
  gint64 wall = at + mt_zone_offset_at (mt_session_get_viewer_zone (session), at);
  g_autofree char *date = mt_format_date (mt_session_get_format (session), mt_date_of_wall (wall));
  g_autofree char *time = mt_session_format_time (session, at);

  /* Translators: a date and a time: "Tue 24 Nov, 15:22". */
  return g_strdup_printf (_ ("%s, %s"), date, time);
}

/* The button that the title is, for those who hear it. */
static void
update_title_name (MtWindow *self, const char *date, const char *summary)
{
  g_autofree char *name = NULL;

  /* Translators: a date and what the header says of it: "Tuesday 24 November, 15:22. 4 of 9
   * working". */
  name = date != NULL ? g_strdup_printf (_ ("%s. %s"), date, summary) : g_strdup (_ ("Meantime"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Who works and overlaps, and who starts next where there is room; else that is said below. */
static char *
dup_summary (MtWindow *self)
{
  g_autofree char *summary = NULL, *next = NULL;

  g_object_get (self->session, "summary", &summary, "next-start-text", &next, NULL);
  if (mt_adaptive_bin_get_narrow (self->adaptive) || next == NULL || next[0] == '\0')
    return g_steal_pointer (&summary);
  /* Translators: what the header sums up, and who starts next. */
  return g_strdup_printf (C_ ("header", "%s · %s"), summary, next);
}

/**
 * mt_window_update_title:
 * @self: a window
 *
 * Tells in the header which time is shown and who works then.
 */
void
mt_window_update_title (MtWindow *self)
{
  g_autofree char *date = NULL, *summary = NULL;

  if (mt_window_get_state (self) == MT_SESSION_READY)
    {
      g_object_get (self->session, "date-text", &date, NULL);
      summary = dup_summary (self);
    }
  if (date != NULL && mt_adaptive_bin_get_narrow (self->adaptive))
    {
      g_free (date);
      date = dup_short_date (self->session);
    }
  adw_window_title_set_title (self->title, date != NULL ? date : _ ("Meantime"));
  adw_window_title_set_subtitle (self->title, summary != NULL ? summary : "");
  update_title_name (self, date, summary);
}

/**
 * mt_window_update_state:
 * @self: a window
 *
 * Shows the page of the session's state, and allows what can be done in it.
 */
void
mt_window_update_state (MtWindow *self)
{
  const char *const pages[] = {
    [MT_SESSION_CLOSED] = "welcome",
    [MT_SESSION_LOADING] = "loading",
    [MT_SESSION_READY] = "content",
    [MT_SESSION_ERROR] = "error",
  };
  int state = mt_window_get_state (self);

  if (state == MT_SESSION_LOADING)
    mt_history_clear (self->history);
  gtk_stack_set_visible_child_name (self->stack, pages[state]);
  /* A spinner out of sight would keep the frame clock running. */
  gtk_spinner_set_spinning (self->spinner, state == MT_SESSION_LOADING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-times", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-overlap", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-task", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find-task", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.post-update", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.past-updates", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.thread", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.now", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.choose-time", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload", state != MT_SESSION_CLOSED);
  mt_window_update_people (self);
  mt_window_update_sync (self);
  mt_window_update_panels (self);
  mt_window_update_title (self);
  if (state != MT_SESSION_LOADING && gtk_widget_get_mapped (GTK_WIDGET (self)))
    mt_window_open_waiting (self);
}

/**
 * mt_window_update_trouble:
 * @self: a window
 *
 * Shows what could not be read, while there is such a thing.
 */
void
mt_window_update_trouble (MtWindow *self)
{
  g_autofree char *trouble = NULL;

  g_object_get (self->session, "trouble", &trouble, NULL);
  if (trouble != NULL && trouble[0] != '\0')
    {
      gtk_label_set_label (self->trouble_text, trouble);
      /* Until then not even its size is asked for, with its fonts. */
      gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
    }
  gtk_revealer_set_reveal_child (self->trouble, trouble != NULL && trouble[0] != '\0');
}

/**
 * mt_window_update_name:
 * @self: a window
 *
 * Names the window after the team.
 */
void
mt_window_update_name (MtWindow *self)
{
  g_autofree char *team = NULL;

  g_object_get (self->session, "team-name", &team, NULL);
  gtk_window_set_title (GTK_WINDOW (self), team != NULL && team[0] != '\0' ? team : _ ("Meantime"));
}
