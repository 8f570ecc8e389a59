/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncButton: how the connection to the servers is, in the header. Calm while all is well: an
 * icon alone, which never moves; what wants attention is said in words where there is room.
 */
#include "config.h"

#include "ui/accounts/mt-sync-button.h"

#include <glib/gi18n-lib.h>

#include "service/mt-session.h"
#include "ui/accounts/mt-sync-popover.h"
#include "ui/mt-accessible.h"

/* What is over sooner is not shown as work: the header would flicker each time. */
#define PATIENCE_MS 1200

struct _MtSyncButton
{
  GtkWidget parent_instance;

  MtSession *session; /* owned, nullable */
  MtSync *sync;       /* owned, nullable */
  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *label;
  gboolean narrow;
  gboolean patient; /* work is under way that is not shown yet */
  guint patience;   /* source */
  MtSyncState shown;
};

G_DEFINE_FINAL_TYPE (MtSyncButton, mt_sync_button, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_SYNC,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *icon;
  const char *css_class; /* nullable */
} looks[] = {
  [MT_SYNC_NONE] = { "object-select-symbolic", NULL },
  [MT_SYNC_OK] = { "object-select-symbolic", NULL },
  [MT_SYNC_WORKING] = { "view-refresh-symbolic", NULL },
  [MT_SYNC_OFFLINE] = { "network-offline-symbolic", NULL },
  [MT_SYNC_TROUBLE] = { "dialog-warning-symbolic", "attention" },
  [MT_SYNC_WAITING] = { "document-send-symbolic", NULL },
};

/* "Syncing: 37 %" while the first sync runs, else what the service says. */
static char *
dup_label (MtSyncButton *self, MtSyncState state)
{
  g_autofree char *text = NULL;
  double progress;
  guint n_conflicts;

  g_object_get (self->sync, "state-text", &text, "progress", &progress, "n-conflicts", &n_conflicts,
                NULL);
  if (n_conflicts > 0)
    return g_strdup_printf (ngettext ("%u change needs you", "%u changes need you", n_conflicts),
                            n_conflicts);
  if (state == MT_SYNC_WORKING && progress >= 0)
    /* Translators: in the header, how much of a first sync is done. */
    return g_strdup_printf (_ ("Syncing: %.0f %%"), progress * 100);
  return g_steal_pointer (&text);
}

static void
update_words (MtSyncButton *self, MtSyncState state, guint n_conflicts)
{
  g_autofree char *words = dup_label (self, state);
  g_autofree char *detail = NULL, *name = NULL, *tip = NULL;
  const gboolean calm = n_conflicts == 0 && (state == MT_SYNC_OK || state == MT_SYNC_NONE);
  double progress;

  g_object_get (self->sync, "detail-text", &detail, "progress", &progress, NULL);
  if (detail == NULL)
    detail = g_strdup ("");
  gtk_label_set_label (self->label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->label),
                          !self->narrow && !calm && (state != MT_SYNC_WORKING || progress >= 0));
  tip = g_strconcat (words, detail[0] != '\0' ? "\n" : "", detail, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tip);
  /* Translators: the name of the button in the header that says how the connection is. */
  name = g_strdup_printf (_ ("Connection: %s"), words);
  mt_accessible_name_inner (GTK_WIDGET (self->button), GTK_TYPE_TOGGLE_BUTTON, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

/* Of each by itself: the popover would inherit what the button has. */
static void
set_look (GtkWidget *widget, const char *css_class)
{
  if (css_class != NULL)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, "attention");
}

static void
show_state (MtSyncButton *self, MtSyncState state)
{
  guint n_conflicts;

  g_object_get (self->sync, "n-conflicts", &n_conflicts, NULL);
  if (n_conflicts > 0 && state != MT_SYNC_WORKING)
    state = MT_SYNC_TROUBLE;
  set_look (GTK_WIDGET (self->icon), looks[state].css_class);
  set_look (GTK_WIDGET (self->label), looks[state].css_class);
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  self->shown = state;
  update_words (self, state, n_conflicts);
}

static gboolean
patience_over_cb (gpointer user_data)
{
  MtSyncButton *self = MT_SYNC_BUTTON (user_data);

  self->patience = 0;
  self->patient = FALSE;
  show_state (self, mt_sync_get_state (self->sync));
  return G_SOURCE_REMOVE;
}

static void
update (MtSyncButton *self)
{
  const MtSyncState state = self->sync != NULL ? mt_sync_get_state (self->sync) : MT_SYNC_NONE;
  const gboolean demo = self->session != NULL && mt_session_is_demo (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self), state != MT_SYNC_NONE && !demo);
  if (state == MT_SYNC_NONE)
    return;
  if (state == MT_SYNC_WORKING && self->shown != MT_SYNC_WORKING && self->shown != MT_SYNC_NONE)
    {
      if (self->patience == 0)
        self->patience = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
      return;
    }
  g_clear_handle_id (&self->patience, g_source_remove);
  show_state (self, state);
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  MtSyncButton *self = MT_SYNC_BUTTON (user_data);

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, mt_sync_popover_new (self->session, self->sync));
}

static void
set_sync (MtSyncButton *self, MtSync *sync)
{
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_menu_button_set_popover (self->button, NULL);
  if (sync != NULL)
    g_signal_connect_object (sync, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
set_session (MtSyncButton *self, MtSession *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
mt_sync_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtSyncButton *self = MT_SYNC_BUTTON (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_SYNC:
      g_value_set_object (value, self->sync);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_sync_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtSyncButton *self = MT_SYNC_BUTTON (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_SYNC:
      set_sync (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_sync_button_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (MT_SYNC_BUTTON (widget)->button), orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

/* Half a word says nothing: where there is no room for all of them, the icon stands alone. */
static void
mt_sync_button_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtSyncButton *self = MT_SYNC_BUTTON (widget);
  int natural;

  gtk_widget_measure (GTK_WIDGET (self->button), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural,
                      NULL, NULL);
  gtk_widget_set_child_visible (GTK_WIDGET (self->label), width >= natural);
  gtk_widget_allocate (GTK_WIDGET (self->button), width, height, baseline, NULL);
}

static void
mt_sync_button_dispose (GObject *object)
{
  MtSyncButton *self = MT_SYNC_BUTTON (object);
  GtkWidget *child;

  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_SYNC_BUTTON);
  g_clear_object (&self->sync);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_sync_button_parent_class)->dispose (object);
}

static void
mt_sync_button_class_init (MtSyncButtonClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_sync_button_dispose;
  object_class->get_property = mt_sync_button_get_property;
  object_class->set_property = mt_sync_button_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION, flags);
  properties[PROP_SYNC] = g_param_spec_object ("sync", NULL, NULL, MT_TYPE_SYNC, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  widget_class->measure = mt_sync_button_measure;
  widget_class->size_allocate = mt_sync_button_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "mt-sync-button");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/accounts/mt-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, MtSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, MtSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, MtSyncButton, label);
}

static void
mt_sync_button_init (MtSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
}

/**
 * mt_sync_button_popup:
 * @self: the button
 *
 * Shows each source, if there is any.
 */
void
mt_sync_button_popup (MtSyncButton *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_menu_button_popup (self->button);
}
