/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: what it does at the wish of menu and keys, and which keys those are.
 */
#include "config.h"

#include "ui/mt-application-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-places.h"
#include "ui/mt-shortcuts-window.h"

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  mt_application_open_sample (MT_APPLICATION (user_data));
}

static void
me_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MtApplication *self = MT_APPLICATION (user_data);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (GError) error = NULL;

  if (self->team_path == NULL)
    return;
  if (!mt_settings_set_me (self->settings, self->team_path, id, &error))
    g_printerr ("meantime: %s\n", error->message);
  mt_application_open_team (self, self->team_path, id);
}

/* Of the sample team nothing is kept. */
static void
count_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MtApplication *self = MT_APPLICATION (user_data);
  g_autoptr (MtIgnored) ignored = NULL;
  g_autoptr (GError) error = NULL;
  const char *person, *calendar;
  gboolean counts;

  g_variant_get (parameter, "(&s&sb)", &person, &calendar, &counts);
  if (self->team_path != NULL &&
      !mt_settings_set_counts (self->settings, self->team_path, person, calendar, counts, &error))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.tell", "s", error->message);
  else
    {
      ignored =
          mt_ignored_copy_with (mt_session_get_ignored (self->session), person, calendar, counts);
      mt_session_set_ignored (self->session, ignored);
    }
  mt_session_reload (self->session);
}

/* A path, and who of that team one is. */
static void
open_as_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MtApplication *self = MT_APPLICATION (user_data);
  const char *path = NULL, *id = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_get (parameter, "(&s&s)", &path, &id);
  if (!mt_settings_set_me (self->settings, path, id, &error))
    g_printerr ("meantime: %s\n", error->message);
  mt_application_open_team (self, path, id);
}

/* Of the sample team nothing is kept. */
static void
places_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MtApplication *self = MT_APPLICATION (user_data);
  const GPtrArray *places = mt_session_get_places (self->session);
  g_auto (GStrv) words = places != NULL ? mt_places_to_strv (places) : g_new0 (char *, 1);
  g_autoptr (GError) error = NULL;

  if (self->team_path != NULL && !mt_settings_set_places (self->settings, self->team_path,
                                                          (const char *const *) words, &error))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.tell", "s", error->message);
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (g_object_new (MT_TYPE_SHORTCUTS_WINDOW, "transient-for",
                                    MT_APPLICATION (user_data)->window, NULL));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const authors[] = { "The Meantime authors", NULL };

  gtk_show_about_dialog (
      MT_APPLICATION (user_data)->window, "program-name", _ ("Meantime"), "version",
      PACKAGE_VERSION, "logo-icon-name", APPLICATION_ID, "comments",
      _ ("One window for a team spread over time zones: who is working now, when you overlap, "
         "what is due."),
      "authors", authors, "license-type", GTK_LICENSE_GPL_3_0, "copyright",
      "© 2026 The Meantime authors",
      /* Translators: your names, one a line; they are shown in the About window. */
      "translator-credits", _ ("translator-credits"), NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

/**
 * mt_application_add_actions:
 * @self: the application
 *
 * Adds the actions of the application, and the keys of those of the window.
 */
void
mt_application_add_actions (MtApplication *self)
{
  static const GActionEntry entries[] = {
    { "demo", demo_action, NULL, NULL, NULL },
    { "me", me_action, "s", NULL, NULL },
    { "open-as", open_as_action, "(ss)", NULL, NULL },
    { "count-calendar", count_action, "(ssb)", NULL, NULL },
    { "keep-places", places_action, NULL, NULL, NULL },
    { "shortcuts", shortcuts_action, NULL, NULL, NULL },
    { "about", about_action, NULL, NULL, NULL },
    { "quit", quit_action, NULL, NULL, NULL },
  };
  static const struct
  {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.shortcuts", { "<Control>question" } },
    { "win.open", { "<Control>o" } },
    { "win.export", { "<Control>e" } },
    { "win.reload", { "<Control>r", "F5" } },
    { "win.copy-times", { "<Control><Shift>c" } },
    { "win.copy-overlap", { "<Control><Shift>o" } },
    { "win.now", { "<Alt>Home" } },
    { "win.choose-time", { "<Control>t" } },
    { "win.find", { "<Control>f" } },
    { "win.add-person", { "<Control><Shift>n" } },
    { "win.new-task", { "<Control>n" } },
    { "win.find-task", { "<Control><Shift>f" } },
    { "win.post-update", { "<Control>u" } },
    { "win.past-updates", { "<Control>h" } },
    { "win.go::people", { "<Alt>1" } },
    { "win.go::board", { "<Alt>2" } },
    { "win.go::updates", { "<Alt>3" } },
    { "win.problems", { "<Control><Shift>p" } },
    { "win.accounts", { "<Control><Shift>a" } },
    { "window.close", { "<Control>w" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].accels);
}
