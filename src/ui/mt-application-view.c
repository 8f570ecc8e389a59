/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: how the window was left, so that it comes back like that.
 */
#include "config.h"

#include "ui/mt-application-private.h"

#include "service/mt-people-order.h"
#include "ui/mt-window.h"

#define KEY_WIDTH "width"
#define KEY_HEIGHT "height"
#define KEY_MAXIMIZED "maximized"
#define KEY_PAGE "page"
#define KEY_HOURS "hours"

/* What a settings file written by hand may ask for. */
#define SIZE_MAX_PX 16384

/* The sample team touches no file of the user's, and a picture is of the size that is asked for. */
static gboolean
remembers (MtApplication *self)
{
  return !self->demo && self->render_path == NULL;
}

static gboolean
read_number (MtApplication *self, const char *key, guint64 min, guint64 max, int *number)
{
  g_autofree char *text = mt_settings_dup_view (self->settings, key);
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

/* GTK makes no window larger than the screen. */
static void
restore_size (MtApplication *self)
{
  int width, height, maximized;

  if (read_number (self, KEY_WIDTH, 1, SIZE_MAX_PX, &width) &&
      read_number (self, KEY_HEIGHT, 1, SIZE_MAX_PX, &height))
    gtk_window_set_default_size (self->window, width, height);
  if (read_number (self, KEY_MAXIMIZED, 1, 1, &maximized))
    gtk_window_maximize (self->window);
}

static void
order_changed_cb (MtApplication *self, GParamSpec *pspec, MtPeopleSection *people)
{
  g_autoptr (GError) error = NULL;
  guint order;

  g_object_get (people, "order", &order, NULL);
  if (!mt_settings_set_order (self->settings, mt_people_order_to_string (order), &error))
    g_printerr ("meantime: %s\n", error->message);
}

static void
restore_order (MtApplication *self)
{
  MtPeopleSection *people = mt_window_get_people (MT_WINDOW (self->window));
  g_autofree char *order = mt_settings_dup_order (self->settings);

  g_object_set (people, "order", mt_people_order_from_string (order), NULL);
  g_signal_connect_object (people, "notify::order", G_CALLBACK (order_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
close_request_cb (MtApplication *self)
{
  mt_application_save_view (self);
  return GDK_EVENT_PROPAGATE;
}

/**
 * mt_application_restore_view:
 * @self: the application, with a window that was not yet shown
 *
 * Makes the window as it was left, and sees to it that the settings say so the next time.
 */
void
mt_application_restore_view (MtApplication *self)
{
  g_autofree char *page = NULL;
  int hours;

  if (!remembers (self))
    return;
  restore_size (self);
  restore_order (self);
  page = mt_settings_dup_view (self->settings, KEY_PAGE);
  if (page != NULL)
    g_object_set (self->window, "page", page, NULL);
  if (read_number (self, KEY_HOURS, 48, 48, &hours))
    g_object_set (self->session, "axis-hours", hours, NULL);
  g_signal_connect_object (self->window, "close-request", G_CALLBACK (close_request_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * mt_application_save_view:
 * @self: the application, with a window
 *
 * Puts into the settings how the window is now.
 */
void
mt_application_save_view (MtApplication *self)
{
  g_autofree char *width_text = NULL, *height_text = NULL, *page = NULL;
  g_autoptr (GError) error = NULL;
  int width, height;
  guint hours;

  mt_application_keep_filter (self);
  if (!remembers (self))
    return;
  gtk_window_get_default_size (self->window, &width, &height);
  g_object_get (self->window, "page", &page, NULL);
  g_object_get (self->session, "axis-hours", &hours, NULL);
  width_text = g_strdup_printf ("%d", width);
  height_text = g_strdup_printf ("%d", height);
  if (!mt_settings_set_view (
          self->settings,
          (const char *const[]){ KEY_WIDTH, width_text, KEY_HEIGHT, height_text, KEY_MAXIMIZED,
                                 gtk_window_is_maximized (self->window) ? "1" : "", KEY_PAGE,
                                 g_str_equal (page, "people") ? "" : page, KEY_HOURS,
                                 hours == 48 ? "48" : "", NULL },
          &error))
    g_printerr ("meantime: %s\n", error->message);
}
