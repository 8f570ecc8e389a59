/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: the command line and the life of the program. It composes session, clock and
 * settings; what it opens, its window and its actions stand in rooms of their own.
 */
#include "config.h"

#include "ui/mt-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "core/mt-instant.h"
#include "service/mt-file-look.h"
#include "ui/mt-ui.h"
#include "ui/mt-window.h"

G_DEFINE_FINAL_TYPE (MtApplication, mt_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "team", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this team file"), N_ ("FILE") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample team"), NULL },
  { "me", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Who of the team you are"), N_ ("ID") },
  { "at", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Stand still at this time (RFC 3339)"),
    N_ ("TIME") },
  { "render", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and leave"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE]") },
  { NULL },
};

/* Each problem once: a reading that repeats would otherwise repeat them all. */
static void
problems_changed_cb (MtApplication *self, guint position, guint removed, guint added)
{
  GListModel *problems = mt_session_get_problems (self->session);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) problem = g_list_model_get_item (problems, i);
      g_autofree char *where = NULL, *message = NULL, *line = NULL;

      g_object_get (problem, "where", &where, "message", &message, NULL);
      line = g_strdup_printf ("meantime: %s: %s", where, message);
      if (g_hash_table_add (self->told, g_strdup (line)))
        g_printerr ("%s\n", line);
    }
}

static char *
dup_wanted_path (GApplicationCommandLine *command_line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  const char *name = NULL;
  g_autofree const char **names = NULL;
  g_autoptr (GFile) file = NULL;

  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &names))
    name = names[0];
  g_variant_dict_lookup (dict, "team", "^&ay", &name);
  if (name == NULL)
    return NULL;
  /* A team file of a server: read from what was synced of it. */
  if (strstr (name, "://") != NULL)
    return g_strdup (name);
  file = g_application_command_line_create_file_for_arg (command_line, name);
  return g_file_get_path (file);
}

/* The window asks what it is to be for the team that is open. */
static void
open_calendar (MtApplication *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  mt_window_open_file (MT_WINDOW (self->window), file);
}

static int
mt_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  MtApplication *self = MT_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree char *path = dup_wanted_path (command_line);
  const char *me = NULL;
  gboolean first = self->window == NULL, is_calendar;

  g_variant_dict_lookup (dict, "me", "&s", &me);
  is_calendar = path != NULL && mt_file_look_is_calendar_name (path);
  if (first || (path != NULL && !is_calendar))
    mt_application_open_wanted (self, is_calendar ? NULL : path, me);
  mt_application_show_window (self, self->demo || self->team_path != NULL);
  if (is_calendar)
    open_calendar (self, path);
  return 0;
}

static void
mt_application_activate (GApplication *application)
{
  MtApplication *self = MT_APPLICATION (application);

  if (self->window == NULL)
    mt_application_open_wanted (self, NULL, NULL);
  mt_application_show_window (self, self->demo || self->team_path != NULL);
}

/* Says what is wrong with the command line; (transfer full) `message`. */
static int
refuse (char *message)
{
  g_printerr ("%s\n", message);
  g_free (message);
  return 2;
}

/* A sample team or a standing clock must not take over the window of every day. */
static int
mt_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  MtApplication *self = MT_APPLICATION (application);
  const char *at = NULL, *team = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("meantime %s\n", PACKAGE_VERSION);
      return 0;
    }
  g_variant_dict_lookup (dict, "team", "^&ay", &team);
  g_variant_dict_lookup (dict, "at", "&s", &at);
  g_variant_dict_lookup (dict, "render", "^ay", &self->render_path);
  g_variant_dict_lookup (dict, "me", "s", &self->me);
  self->demo = g_variant_dict_contains (dict, "demo");
  self->at_given = at != NULL;
  if (self->demo && (team != NULL || g_variant_dict_contains (dict, G_OPTION_REMAINING)))
    return refuse (g_strdup (
        _ ("meantime: --demo: it opens the sample team; leave it out to open a team file")));
  if (at != NULL && !mt_instant_parse (at, &self->at))
    return refuse (g_strdup_printf (
        _ ("meantime: --at: “%s” is no time; write it like 2026-11-24T14:22:00Z"), at));
  if (self->demo || self->at_given || self->render_path != NULL)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* The sample team goes with the program, however it is ended. */
static gboolean
terminated_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void
mt_application_startup (GApplication *application)
{
  MtApplication *self = MT_APPLICATION (application);

  G_APPLICATION_CLASS (mt_application_parent_class)->startup (application);
  mt_ui_init ();
  mt_application_add_actions (self);
  self->signal_ids[0] = g_unix_signal_add (SIGTERM, terminated_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, terminated_cb, self);
  self->tzdata = mt_tzdata_new (NULL);
  self->clock = self->at_given ? mt_clock_new_fixed (self->at) : mt_clock_new ();
  self->session = mt_session_new (self->tzdata, self->clock);
  self->settings = mt_settings_new (NULL);
  mt_session_hold (self->session);
  /* After the window, which is shown with what it has to show, not with what it had before. */
  g_signal_connect_object (self->session, "notify::state",
                           G_CALLBACK (mt_application_session_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (mt_session_get_problems (self->session), "items-changed",
                           G_CALLBACK (problems_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
mt_application_shutdown (GApplication *application)
{
  MtApplication *self = MT_APPLICATION (application);

  g_cancellable_cancel (self->opening);
  g_clear_handle_id (&self->first_frame_id, g_source_remove);
  g_clear_handle_id (&self->signal_ids[0], g_source_remove);
  g_clear_handle_id (&self->signal_ids[1], g_source_remove);
  if (self->window != NULL)
    {
      mt_application_save_view (self);
      gtk_window_destroy (self->window);
    }
  g_clear_pointer (&self->sample, mt_sample_free);
  G_APPLICATION_CLASS (mt_application_parent_class)->shutdown (application);
}

static void
mt_application_finalize (GObject *object)
{
  MtApplication *self = MT_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_hash_table_unref (self->told);
  g_clear_object (&self->opening);
  g_clear_object (&self->sync);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->tzdata, mt_tzdata_unref);
  g_free (self->team_path);
  g_free (self->me);
  g_free (self->render_path);
  G_OBJECT_CLASS (mt_application_parent_class)->finalize (object);
}

static void
mt_application_class_init (MtApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = mt_application_finalize;
  application_class->startup = mt_application_startup;
  application_class->shutdown = mt_application_shutdown;
  application_class->activate = mt_application_activate;
  application_class->command_line = mt_application_command_line;
  application_class->handle_local_options = mt_application_handle_local_options;
}

static void
mt_application_init (MtApplication *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("A dashboard for teams spread over time zones."));
}

/**
 * mt_application_new:
 *
 * Makes the application; run it with g_application_run().
 *
 * Returns: (transfer full): the application
 */
MtApplication *
mt_application_new (void)
{
  return g_object_new (MT_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}

/**
 * mt_application_run:
 * @self: the application
 * @argc: of main()
 * @argv: of main()
 *
 * Runs it until its window is closed.
 *
 * Returns: the exit status: 0 done, 1 it failed, 2 the command line is wrong
 */
int
mt_application_run (MtApplication *self, int argc, char **argv)
{
  int status = g_application_run (G_APPLICATION (self), argc, argv);

  return status != 0 ? status : self->status;
}
