/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: command line, actions, and the one window. It composes session, clock and
 * settings.
 */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "core/mt-instant.h"
#include "service/mt-demo.h"
#include "service/mt-people-order.h"
#include "service/mt-settings.h"
#include "ui/mt-after-frame.h"
#include "ui/mt-application.h"
#include "ui/mt-render.h"
#include "ui/mt-sample.h"
#include "ui/mt-shortcuts-window.h"
#include "ui/mt-ui.h"
#include "ui/mt-window.h"

/* How long the window waits for its first content, so that the first frame is not an empty one. */
#define FIRST_FRAME_MS 250

struct _MtApplication
{
  AdwApplication parent_instance;

  MtTzdata *tzdata;      /* owned */
  MtClock *clock;        /* owned */
  MtSession *session;    /* owned */
  MtSettings *settings;  /* owned */
  MtSample *sample;      /* owned, nullable */
  GtkWindow *window;     /* unowned: GTK's list of toplevels has it; NULL once it is closed */
  GHashTable *told;      /* owned, lines: the problems that stand on standard error */
  GCancellable *opening; /* owned, nullable */
  char *team_path;       /* owned, nullable: of the user's own team that is open */
  guint first_frame_id;  /* source */
  guint signal_ids[2];   /* sources */

  gboolean demo;
  gboolean at_given;
  gint64 at;
  char *me;          /* owned, nullable: of the command line */
  char *render_path; /* owned, nullable */
  int status;
};

G_DEFINE_FINAL_TYPE (MtApplication, mt_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "team", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this team file"), N_ ("FILE") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample team"), NULL },
  { "me", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Who of the team you are"), N_ ("ID") },
  { "at", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Stand still at this time (RFC 3339)"),
    N_ ("TIME") },
  { "render", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and leave"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[TEAM-FILE]") },
  { NULL },
};

static void
present (MtApplication *self)
{
  g_clear_handle_id (&self->first_frame_id, g_source_remove);
  if (self->window != NULL)
    gtk_window_present (self->window);
}

static gboolean
first_frame_cb (gpointer user_data)
{
  MtApplication *self = MT_APPLICATION (user_data);

  self->first_frame_id = 0;
  present (self);
  return G_SOURCE_REMOVE;
}

static void
session_state_cb (MtApplication *self)
{
  int state = MT_SESSION_CLOSED;

  g_object_get (self->session, "state", &state, NULL);
  if (self->first_frame_id != 0 && state != MT_SESSION_LOADING && state != MT_SESSION_CLOSED)
    present (self);
}

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

/* What cannot be opened is told in the window; here only what was opened is remembered. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApplication) self = MT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!mt_session_open_finish (MT_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_printerr ("meantime: %s\n", error->message);
      return;
    }
  if (self->team_path != NULL &&
      !mt_settings_set_last_team (self->settings, self->team_path, &error))
    g_printerr ("meantime: %s\n", error->message);
}

static void
open_path (MtApplication *self, const char *path, const char *me, gboolean demo)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  mt_session_open_async (self->session, path, me, demo, self->opening, opened_cb,
                         g_object_ref (self));
}

/* `me` NULL: whoever it was the last time. */
static void
open_team (MtApplication *self, const char *path, const char *me)
{
  g_autofree char *remembered = me == NULL ? mt_settings_dup_me (self->settings, path) : NULL;

  g_free (self->team_path);
  self->team_path = g_strdup (path);
  open_path (self, path, me != NULL ? me : remembered, FALSE);
}

static void
sample_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApplication) self = MT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mt_sample_create_finish (self->sample, result, &error);

  if (path == NULL)
    {
      g_printerr ("meantime: %s\n", error->message);
      self->status = 1;
      present (self);
      return;
    }
  g_clear_pointer (&self->team_path, g_free);
  open_path (self, path, self->me != NULL ? self->me : MT_DEMO_ME, TRUE);
}

static void
open_sample (MtApplication *self)
{
  if (self->sample == NULL)
    self->sample = mt_sample_new ();
  mt_sample_create_async (self->sample, mt_clock_get_now (self->clock), sample_created_cb,
                          g_object_ref (self));
}

static void
open_team_cb (MtApplication *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    open_team (self, path, NULL);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApplication) self = MT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!mt_render_finish (result, &error))
    {
      g_printerr ("meantime: %s\n", error->message);
      self->status = 1;
    }
  g_application_quit (G_APPLICATION (self));
}

/* What was put off for the first frame's sake. */
static void
first_frame_painted_cb (GtkWidget *window)
{
  MtApplication *self = MT_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));

  gtk_window_set_default_icon_name (APPLICATION_ID);
  if (self != NULL)
    mt_session_release (self->session);
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

/* The sample team touches no file of the user's. */
static void
remember_order (MtApplication *self)
{
  MtPeopleSection *people = mt_window_get_people (MT_WINDOW (self->window));
  g_autofree char *order = NULL;

  if (self->demo)
    return;
  order = mt_settings_dup_order (self->settings);
  g_object_set (people, "order", mt_people_order_from_string (order), NULL);
  g_signal_connect_object (people, "notify::order", G_CALLBACK (order_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
create_window (MtApplication *self)
{
  self->window = mt_window_new (GTK_APPLICATION (self), self->session);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  remember_order (self);
  g_signal_connect_object (self->window, "open-team", G_CALLBACK (open_team_cb), self,
                           G_CONNECT_SWAPPED);
  mt_after_frame_add (GTK_WIDGET (self->window), first_frame_painted_cb);
  if (self->render_path == NULL)
    return;
  gtk_window_present (self->window);
  mt_render_async (self->window, self->session, self->render_path, rendered_cb,
                   g_object_ref (self));
}

/* Opens what the command line names, else the team opened last, else nothing: the welcome page. */
static void
open_wanted (MtApplication *self, const char *path, const char *me)
{
  g_autofree char *last =
      path == NULL && !self->demo ? mt_settings_dup_last_team (self->settings) : NULL;

  if (self->demo)
    open_sample (self);
  else if (path != NULL || last != NULL)
    open_team (self, path != NULL ? path : last, me);
}

static void
show_window (MtApplication *self, gboolean opens)
{
  if (self->window == NULL)
    create_window (self);
  if (opens && self->first_frame_id == 0 && !gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    self->first_frame_id = g_timeout_add (FIRST_FRAME_MS, first_frame_cb, self);
  else if (self->first_frame_id == 0)
    present (self);
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
  file = g_application_command_line_create_file_for_arg (command_line, name);
  return g_file_get_path (file);
}

static int
mt_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  MtApplication *self = MT_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree char *path = dup_wanted_path (command_line);
  const char *me = NULL;
  gboolean first = self->window == NULL;

  g_variant_dict_lookup (dict, "me", "&s", &me);
  if (first || path != NULL)
    open_wanted (self, path, me);
  show_window (self, self->demo || self->team_path != NULL);
  return 0;
}

static void
mt_application_activate (GApplication *application)
{
  MtApplication *self = MT_APPLICATION (application);

  if (self->window == NULL)
    open_wanted (self, NULL, NULL);
  show_window (self, self->demo || self->team_path != NULL);
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

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_sample (MT_APPLICATION (user_data));
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
  open_team (self, self->team_path, id);
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

/* The sample team goes with the program, however it is ended. */
static gboolean
terminated_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void
add_actions (MtApplication *self)
{
  static const GActionEntry entries[] = {
    { "demo", demo_action, NULL, NULL, NULL },
    { "me", me_action, "s", NULL, NULL },
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
    { "window.close", { "<Control>w" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].accels);
}

static void
mt_application_startup (GApplication *application)
{
  MtApplication *self = MT_APPLICATION (application);

  G_APPLICATION_CLASS (mt_application_parent_class)->startup (application);
  mt_ui_init ();
  add_actions (self);
  self->signal_ids[0] = g_unix_signal_add (SIGTERM, terminated_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, terminated_cb, self);
  self->tzdata = mt_tzdata_new (NULL);
  self->clock = self->at_given ? mt_clock_new_fixed (self->at) : mt_clock_new ();
  self->session = mt_session_new (self->tzdata, self->clock);
  self->settings = mt_settings_new (NULL);
  mt_session_hold (self->session);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (session_state_cb), self,
                           G_CONNECT_SWAPPED);
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
    gtk_window_destroy (self->window);
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
