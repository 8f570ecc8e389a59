/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHint: one line below the clocks, there only while it has something to say.
 */
#include "config.h"

#include "service/mt-session.h"
#include "ui/mt-hint.h"
#include "ui/mt-who.h"

struct _MtHint
{
  GtkWidget parent_instance;

  MtSession *session;    /* owned, nullable */
  GtkWidget *next_start; /* when the header has no room for it */
  GtkWidget *change;     /* of clocks, that matters to the overlap */
  GtkWidget *zone_hint;
  gboolean narrow;
  GtkWidget *journey; /* adds a journey, when the clocks differ */
  GtkWidget *who;     /* nullable: made when it is needed, for a drop-down is costly */
};

G_DEFINE_FINAL_TYPE (MtHint, mt_hint, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Whether I may be on a journey that the team file does not know of. */
static gboolean
is_elsewhere (MtHint *self)
{
  const gint64 at = mt_session_get_at (self->session);
  g_autoptr (MtZone) here = mt_tzdata_dup_local (mt_session_get_tzdata (self->session));

  return mt_session_get_me (self->session) != NULL && mt_session_can_edit_team (self->session) &&
         mt_zone_offset_at (here, at) !=
             mt_zone_offset_at (mt_session_get_viewer_zone (self->session), at);
}

static void
update (MtHint *self)
{
  g_autofree char *hint = NULL, *next = NULL, *change = NULL;
  GListModel *people = mt_session_get_people (self->session);
  gboolean nobody =
      mt_session_get_me (self->session) == NULL && g_list_model_get_n_items (people) > 0;
  gboolean says, starts, changes;

  g_object_get (self->session, "zone-hint", &hint, "next-start-text", &next, "change-text", &change,
                NULL);
  starts = self->narrow && next != NULL && next[0] != '\0';
  changes = change != NULL && change[0] != '\0';
  gtk_label_set_label (GTK_LABEL (self->next_start), starts ? next : "");
  gtk_widget_set_visible (self->next_start, starts);
  gtk_label_set_label (GTK_LABEL (self->change), changes ? change : "");
  gtk_widget_set_tooltip_text (self->change, changes ? change : NULL);
  gtk_widget_set_visible (self->change, changes);
  says = hint != NULL && hint[0] != '\0';
  gtk_label_set_label (GTK_LABEL (self->zone_hint), says ? hint : "");
  gtk_widget_set_visible (self->zone_hint, says);
  gtk_widget_set_visible (self->journey, says && is_elsewhere (self));
  if (nobody && self->who == NULL)
    {
      self->who = mt_who_new (people);
      gtk_widget_set_parent (self->who, GTK_WIDGET (self));
    }
  if (self->who != NULL)
    gtk_widget_set_visible (self->who, nobody);
  gtk_widget_set_visible (GTK_WIDGET (self), says || nobody || starts || changes);
}

static void
set_session (MtHint *self, MtSession *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::zone-hint", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::next-start-text", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::change-text", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
set_narrow (MtHint *self, gboolean narrow)
{
  self->narrow = narrow;
  if (self->session != NULL)
    update (self);
}

static void
mt_hint_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtHint *self = MT_HINT (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_hint_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    set_session (MT_HINT (object), g_value_get_object (value));
  else if (id == PROP_NARROW)
    set_narrow (MT_HINT (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_hint_dispose (GObject *object)
{
  MtHint *self = MT_HINT (object);
  GtkWidget *child;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, update, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_HINT);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_hint_parent_class)->dispose (object);
}

static void
mt_hint_class_init (MtHintClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_hint_dispose;
  object_class->get_property = mt_hint_get_property;
  object_class->set_property = mt_hint_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-hint");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, MtHint, zone_hint);
  gtk_widget_class_bind_template_child (widget_class, MtHint, next_start);
  gtk_widget_class_bind_template_child (widget_class, MtHint, change);
  gtk_widget_class_bind_template_child (widget_class, MtHint, journey);
}

static void
mt_hint_init (MtHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
