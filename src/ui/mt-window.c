/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: the dashboard. It holds the sections; what is in sight and what the menu does is said
 * in rooms of their own. All it shows comes from the session.
 */
#include "config.h"

#include "ui/mt-window-private.h"

#include "ui/mt-accessible.h"
#include "ui/mt-after-frame.h"
#include "ui/mt-failure-page.h"
#include "ui/mt-welcome-page.h"

G_DEFINE_FINAL_TYPE (MtWindow, mt_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_SESSION = 1,
  PROP_NARROW,
  PROP_PAGE,
  PROP_BOARD_FILTER,
  N_PROPS
};

enum
{
  OPEN_TEAM,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
narrow_changed_cb (MtWindow *self)
{
  if (mt_adaptive_bin_get_narrow (self->adaptive))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->adaptive), "narrow");
      gtk_widget_add_css_class (self->title_button, "tight");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->adaptive), "narrow");
      gtk_widget_remove_css_class (self->title_button, "tight");
    }
  mt_window_update_panels (self);
  mt_window_update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
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
  if (self->sync != NULL)
    mt_sync_set_visible (self->sync, seen);
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

/* Made when it is opened for the first time: the first frame does without. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  gtk_menu_button_set_menu_model (button, MT_WINDOW (user_data)->primary_menu);
  mt_accessible_name_menu_of (button);
}

static void
set_session (MtWindow *self, MtSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (mt_window_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::trouble", G_CALLBACK (mt_window_update_trouble), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::team-name", G_CALLBACK (mt_window_update_name), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date-text", G_CALLBACK (mt_window_update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::summary", G_CALLBACK (mt_window_update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::next-start-text", G_CALLBACK (mt_window_update_title),
                           self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  mt_after_frame_add (GTK_WIDGET (self), mt_window_add_lower);
  mt_after_frame_add (GTK_WIDGET (self), mt_window_add_drop_target);
  mt_window_update_state (self);
  mt_window_update_trouble (self);
  mt_window_update_name (self);
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
    case PROP_BOARD_FILTER:
      g_value_set_boxed (value, self->filter);
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
      mt_window_set_page (self, g_value_get_string (value));
      break;
    case PROP_BOARD_FILTER:
      g_strfreev (self->filter);
      self->filter = g_value_dup_boxed (value);
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
  g_clear_handle_id (&self->toast_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_WINDOW);
  g_clear_weak_pointer (&self->password);
  g_clear_object (&self->sync);
  g_clear_object (&self->session);
  g_clear_object (&self->waiting_file);
  G_OBJECT_CLASS (mt_window_parent_class)->dispose (object);
}

static void
mt_window_finalize (GObject *object)
{
  MtWindow *self = MT_WINDOW (object);

  mt_history_free (self->history);
  g_free (self->page);
  g_strfreev (self->filter);
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
  properties[PROP_BOARD_FILTER] = g_param_spec_boxed ("board-filter", NULL, NULL, G_TYPE_STRV,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_TEAM] = g_signal_new ("open-team", MT_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
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
  gtk_widget_class_bind_template_child (widget_class, MtWindow, sync_button);
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
  mt_window_install_actions (widget_class);
  bind_template (widget_class);
}

static void
mt_window_init (MtWindow *self)
{
  self->page = g_strdup ("people");
  self->history = mt_history_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  mt_window_update_state (self);
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
 * mt_window_set_sync:
 * @self: a window
 * @sync: how its team is kept up to date with servers
 *
 * Shows in the header how the connection is, and lets accounts be added; once in the life of @self.
 */
void
mt_window_set_sync (MtWindow *self, MtSync *sync)
{
  g_return_if_fail (self->sync == NULL);

  self->sync = g_object_ref (sync);
  g_object_set (self->sync_button, "sync", sync, NULL);
  update_running (self);
  mt_window_update_sync (self);
  mt_window_follow_sync (self);
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

/**
 * mt_window_get_history:
 * @self: a window
 *
 * Returns: (transfer none): what was changed in it
 */
MtHistory *
mt_window_get_history (MtWindow *self)
{
  return self->history;
}
