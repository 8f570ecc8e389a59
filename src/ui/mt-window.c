/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: the dashboard. It places the sections and does what the menu says; all it shows comes
 * from the session.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/board/mt-board-section.h"
#include "ui/export/mt-export-dialog.h"
#include "ui/mt-after-frame.h"
#include "ui/mt-adaptive-bin.h"
#include "ui/mt-bottom-bar.h"
#include "ui/mt-failure-page.h"
#include "ui/mt-file-picker.h"
#include "ui/mt-problems-window.h"
#include "ui/mt-time-field.h"
#include "ui/mt-welcome-page.h"
#include "ui/mt-window.h"
#include "ui/updates/mt-updates-section.h"

struct _MtWindow
{
  AdwApplicationWindow parent_instance;

  MtSession *session; /* owned, nullable */
  char *page;         /* owned: which section is shown when narrow */
  gulong toplevel_handler;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  MtAdaptiveBin *adaptive;
  AdwWindowTitle *title;
  GtkWidget *title_button;
  GtkPopover *time_field; /* nullable: made when it is needed; a child of title_button */
  GtkWidget *team_name;
  GtkWidget *export_button;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GtkRevealer *trouble;
  GtkLabel *trouble_text;
  GtkWidget *people;
  GtkWidget *lower;
  GtkWidget *board;   /* nullable: unowned, of `lower` */
  GtkWidget *updates; /* likewise */
  AdwBin *welcome;    /* these three are filled when they are to be seen */
  AdwBin *failure;
  AdwBin *bottom_bar;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (MtWindow, mt_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_SESSION = 1,
  PROP_NARROW,
  PROP_PAGE,
  N_PROPS
};

enum
{
  OPEN_TEAM,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static int
get_state (MtWindow *self)
{
  int state = MT_SESSION_CLOSED;

  if (self->session != NULL)
    g_object_get (self->session, "state", &state, NULL);
  return state;
}

/* Wide, everything is in sight; narrow, the section chosen below. */
static void
update_panels (MtWindow *self)
{
  gboolean narrow = mt_adaptive_bin_get_narrow (self->adaptive);
  gboolean ready = get_state (self) == MT_SESSION_READY;
  gboolean board = !narrow || g_str_equal (self->page, "board");
  gboolean updates = !narrow || g_str_equal (self->page, "updates");

  gtk_widget_set_visible (self->people, !narrow || g_str_equal (self->page, "people"));
  gtk_widget_set_visible (self->lower, board || updates);
  if (self->board != NULL)
    {
      gtk_widget_set_visible (self->board, board);
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

/* Board and updates, which are read after the first frame, come after it. */
static void
add_lower (GtkWidget *window)
{
  MtWindow *self = MT_WINDOW (window);

  self->board =
      g_object_new (MT_TYPE_BOARD_SECTION, "session", self->session, "hexpand", TRUE, NULL);
  self->updates = g_object_new (MT_TYPE_UPDATES_SECTION, "session", self->session, NULL);
  gtk_box_append (GTK_BOX (self->lower), self->board);
  gtk_box_append (GTK_BOX (self->lower), self->updates);
  update_panels (self);
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

static void
update_title (MtWindow *self)
{
  g_autofree char *date = NULL, *summary = NULL;

  if (get_state (self) == MT_SESSION_READY)
    g_object_get (self->session, "date-text", &date, "summary", &summary, NULL);
  if (date != NULL && mt_adaptive_bin_get_narrow (self->adaptive))
    {
      g_free (date);
      date = dup_short_date (self->session);
    }
  adw_window_title_set_title (self->title, date != NULL ? date : _ ("Meantime"));
  adw_window_title_set_subtitle (self->title, summary != NULL ? summary : "");
  update_title_name (self, date, summary);
}

static void
make_welcome_cb (GtkWidget *widget, MtWindow *self)
{
  if (adw_bin_get_child (self->welcome) == NULL)
    adw_bin_set_child (self->welcome, g_object_new (MT_TYPE_WELCOME_PAGE, NULL));
}

static void
make_failure_cb (GtkWidget *widget, MtWindow *self)
{
  if (adw_bin_get_child (self->failure) == NULL)
    adw_bin_set_child (self->failure,
                       g_object_new (MT_TYPE_FAILURE_PAGE, "session", self->session, NULL));
}

static void
update_state (MtWindow *self)
{
  const char *const pages[] = {
    [MT_SESSION_CLOSED] = "welcome",
    [MT_SESSION_LOADING] = "loading",
    [MT_SESSION_READY] = "content",
    [MT_SESSION_ERROR] = "error",
  };
  int state = get_state (self);

  gtk_stack_set_visible_child_name (self->stack, pages[state]);
  /* A spinner out of sight would keep the frame clock running. */
  gtk_spinner_set_spinning (self->spinner, state == MT_SESSION_LOADING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-times", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-overlap", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.now", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.choose-time", state == MT_SESSION_READY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload", state != MT_SESSION_CLOSED);
  update_panels (self);
  update_title (self);
}

static void
update_trouble (MtWindow *self)
{
  g_autofree char *trouble = NULL;

  g_object_get (self->session, "trouble", &trouble, NULL);
  if (trouble != NULL && trouble[0] != '\0')
    gtk_label_set_label (self->trouble_text, trouble);
  gtk_revealer_set_reveal_child (self->trouble, trouble != NULL && trouble[0] != '\0');
}

static void
update_window_title (MtWindow *self)
{
  g_autofree char *team = NULL;

  g_object_get (self->session, "team-name", &team, NULL);
  gtk_window_set_title (GTK_WINDOW (self), team != NULL && team[0] != '\0' ? team : _ ("Meantime"));
}

static void
narrow_changed_cb (MtWindow *self)
{
  if (mt_adaptive_bin_get_narrow (self->adaptive))
    gtk_widget_add_css_class (GTK_WIDGET (self->adaptive), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->adaptive), "narrow");
  update_panels (self);
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
show_toast (MtWindow *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

/* X11 says that a window is minimised; Wayland, and GTK from 4.12 on, that it is suspended:
 * minimised or on another workspace. Source: GdkToplevelState */
#define TOPLEVEL_STATE_SUSPENDED (1 << 16)
#define UNSEEN_STATES (GDK_TOPLEVEL_STATE_MINIMIZED | TOPLEVEL_STATE_SUSPENDED)

/* A window that nobody sees lets the clock rest. */
static void
update_running (MtWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  gboolean seen = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (surface != NULL && GDK_IS_TOPLEVEL (surface) &&
      (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & UNSEEN_STATES) != 0)
    seen = FALSE;
  if (self->session != NULL)
    mt_clock_set_running (mt_session_get_clock (self->session), seen);
}

static void
mt_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mt_window_parent_class)->realize (widget);
  MT_WINDOW (widget)->toplevel_handler =
      g_signal_connect_swapped (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::state",
                                G_CALLBACK (update_running), widget);
}

static void
mt_window_unrealize (GtkWidget *widget)
{
  g_clear_signal_handler (&MT_WINDOW (widget)->toplevel_handler,
                          gtk_native_get_surface (GTK_NATIVE (widget)));
  GTK_WIDGET_CLASS (mt_window_parent_class)->unrealize (widget);
}

static void
mt_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mt_window_parent_class)->map (widget);
  update_running (MT_WINDOW (widget));
}

static void
mt_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mt_window_parent_class)->unmap (widget);
  update_running (MT_WINDOW (widget));
}

static void
team_picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtWindow) self = MT_WINDOW (user_data);
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);

  if (file != NULL)
    g_signal_emit (self, signals[OPEN_TEAM], 0, file);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Team files"));
  gtk_file_filter_add_suffix (filter, "json");
  mt_file_picker_open_async (GTK_WINDOW (widget), _ ("Open a Team File"), filter, team_picked_cb,
                             g_object_ref (widget));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *dialog = mt_export_dialog_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session);

  g_signal_connect_object (dialog, "exported", G_CALLBACK (show_toast), widget, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
copy (MtWindow *self, const char *text, const char *message)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  show_toast (self, message);
}

static void
copy_times_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = mt_session_dup_times_text (MT_WINDOW (widget)->session);

  copy (MT_WINDOW (widget), text, _ ("Times copied"));
}

static void
copy_overlap_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = mt_session_dup_overlap_text (MT_WINDOW (widget)->session);

  copy (MT_WINDOW (widget), text, _ ("Overlap copied"));
}

static void
problems_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (mt_problems_window_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session));
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_session_reload (MT_WINDOW (widget)->session);
}

/* The people may be behind another section, or behind one of them. */
static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (!gtk_widget_get_mapped (self->people))
    {
      gtk_widget_activate_action (self->people, "person.close", NULL);
      g_object_set (self, "page", "people", NULL);
    }
  mt_people_section_find (MT_PEOPLE_SECTION (self->people));
}

static void
tell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_toast (MT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_session_follow_clock (MT_WINDOW (widget)->session);
}

static void
choose_time_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (self->time_field == NULL)
    {
      self->time_field = mt_time_field_new (self->session);
      gtk_widget_set_parent (GTK_WIDGET (self->time_field), self->title_button);
    }
  gtk_popover_popup (self->time_field);
}

/* Made when it is opened for the first time: the first frame does without. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, MT_WINDOW (user_data)->primary_menu);
}

static void
set_session (MtWindow *self, MtSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::trouble", G_CALLBACK (update_trouble), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::team-name", G_CALLBACK (update_window_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date-text", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::summary", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  mt_after_frame_add (GTK_WIDGET (self), add_lower);
  update_state (self);
  update_trouble (self);
  update_window_title (self);
}

static void
mt_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtWindow *self = MT_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      /* Bindings of the template ask before it is complete. */
      g_value_set_boolean (value,
                           self->adaptive != NULL && mt_adaptive_bin_get_narrow (self->adaptive));
      break;
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtWindow *self = MT_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      if (g_value_get_object (value) != NULL)
        set_session (self, g_value_get_object (value));
      break;
    case PROP_PAGE:
      g_free (self->page);
      self->page = g_value_dup_string (value);
      update_panels (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_window_dispose (GObject *object)
{
  MtWindow *self = MT_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->time_field != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->time_field)));
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_window_parent_class)->dispose (object);
}

static void
mt_window_finalize (GObject *object)
{
  g_free (MT_WINDOW (object)->page);
  G_OBJECT_CLASS (mt_window_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "people",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_TEAM] = g_signal_new ("open-team", MT_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.copy-times", NULL, copy_times_action);
  gtk_widget_class_install_action (widget_class, "win.copy-overlap", NULL, copy_overlap_action);
  gtk_widget_class_install_action (widget_class, "win.problems", NULL, problems_action);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "win.choose-time", NULL, choose_time_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_property_action (widget_class, "win.page", "page");
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, adaptive);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, title_button);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, team_name);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, people);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, lower);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, MtWindow, failure);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_welcome_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_failure_cb);
}

static void
mt_window_class_init (MtWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_window_dispose;
  object_class->finalize = mt_window_finalize;
  object_class->get_property = mt_window_get_property;
  object_class->set_property = mt_window_set_property;
  widget_class->realize = mt_window_realize;
  widget_class->unrealize = mt_window_unrealize;
  widget_class->map = mt_window_map;
  widget_class->unmap = mt_window_unmap;
  install_properties (object_class);
  install_actions (widget_class);
  bind_template (widget_class);
}

static void
mt_window_init (MtWindow *self)
{
  self->page = g_strdup ("people");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  update_state (self);
}

/**
 * mt_window_new:
 * @application: the application
 * @session: what it shows
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
mt_window_new (GtkApplication *application, MtSession *session)
{
  return g_object_new (MT_TYPE_WINDOW, "application", application, "session", session, NULL);
}

/**
 * mt_window_get_people:
 * @self: a window
 *
 * Returns: (transfer none): the section of the people
 */
MtPeopleSection *
mt_window_get_people (MtWindow *self)
{
  return MT_PEOPLE_SECTION (self->people);
}
