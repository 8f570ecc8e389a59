/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdatesSection: whose update is due until when, and what was posted.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "service/mt-update-offer.h"
#include "ui/updates/mt-composer.h"
#include "ui/updates/mt-update-row.h"
#include "ui/updates/mt-updates-section.h"

struct _MtUpdatesSection
{
  GtkWidget parent_instance;

  MtSession *session;   /* owned, nullable */
  MtDraftStore *drafts; /* owned, nullable: of the team that is open */
  MtDate draft_day;     /* which date the draft that is offered is for */
  GtkWidget *draft;
  GtkLabel *draft_label;
};

G_DEFINE_FINAL_TYPE (MtUpdatesSection, mt_updates_section, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_UPDATES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
setup_cb (MtUpdatesSection *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, mt_update_row_new ());
}

static void
bind_cb (MtUpdatesSection *self, GtkListItem *item)
{
  mt_update_row_set_update (MT_UPDATE_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_cb (MtUpdatesSection *self, GtkListItem *item)
{
  mt_update_row_set_update (MT_UPDATE_ROW (gtk_list_item_get_child (item)), NULL);
}

/* What was posted is read and answered, what is mine is written; of others who owe one there is
 * more to know on their page. */
static void
activate_cb (MtUpdatesSection *self, guint position)
{
  g_autoptr (MtUpdateItem) update =
      g_list_model_get_item (mt_session_get_updates (self->session), position);
  const MtDue due = update != NULL ? mt_update_item_get_due (update) : (MtDue){ 0 };
  g_autoptr (MtPersonItem) person = NULL;
  g_autofree char *id = NULL;

  if (update == NULL)
    return;
  g_object_get (update, "person", &person, NULL);
  g_object_get (person, "id", &id, NULL);
  if (due.post != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.thread", "s", due.post->uid);
  else if (person == mt_session_get_me (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.post-update", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "person.open", "s", id);
}

static void
continue_cb (MtUpdatesSection *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *composer = mt_composer_new (parent, self->session);

  mt_composer_choose_day (MT_COMPOSER (composer), self->draft_day);
  gtk_window_present (composer);
}

/* The newest draft of an update: one that was typed before a crash is not to be looked for. */
static void
show_draft (MtUpdatesSection *self)
{
  g_auto (GStrv) keys =
      self->drafts != NULL ? mt_draft_store_dup_keys (self->drafts, MT_DRAFT_UPDATES) : NULL;
  guint n = keys != NULL ? g_strv_length (keys) : 0;
  gboolean found = n > 0 && mt_draft_key_read_update (keys[n - 1], &self->draft_day);
  g_autofree char *date = NULL, *text = NULL;

  gtk_widget_set_visible (self->draft, found);
  if (!found)
    return;
  date = mt_format_date (mt_session_get_format (self->session), self->draft_day);
  /* Translators: a date: "Draft for Tue 24 Nov, not posted". */
  text = g_strdup_printf (_ ("Draft for %s, not posted"), date);
  gtk_label_set_label (self->draft_label, text);
}

static void
watch_drafts (MtUpdatesSection *self)
{
  gboolean loading = FALSE;
  MtDraftStore *drafts;

  g_object_get (self->session, "loading", &loading, NULL);
  if (loading)
    return;
  drafts = mt_session_get_drafts (self->session);
  if (drafts == self->drafts)
    return;
  if (self->drafts != NULL)
    g_signal_handlers_disconnect_by_func (self->drafts, show_draft, self);
  g_set_object (&self->drafts, drafts);
  if (drafts != NULL)
    g_signal_connect_object (drafts, "changed", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED);
  show_draft (self);
}

static void
set_session (MtUpdatesSection *self, MtSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPDATES]);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (watch_drafts), self,
                           G_CONNECT_SWAPPED);
  watch_drafts (self);
}

static void
mt_updates_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtUpdatesSection *self = MT_UPDATES_SECTION (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_UPDATES:
      g_value_set_object (value,
                          self->session != NULL ? mt_session_get_updates (self->session) : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_updates_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtUpdatesSection *self = MT_UPDATES_SECTION (object);

  if (id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else
    set_session (self, g_value_get_object (value));
}

static void
mt_updates_section_dispose (GObject *object)
{
  MtUpdatesSection *self = MT_UPDATES_SECTION (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_UPDATES_SECTION);
  g_clear_object (&self->drafts);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_updates_section_parent_class)->dispose (object);
}

static void
mt_updates_section_class_init (MtUpdatesSectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_updates_section_dispose;
  object_class->get_property = mt_updates_section_get_property;
  object_class->set_property = mt_updates_section_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_UPDATES] = g_param_spec_object ("updates", NULL, NULL, G_TYPE_LIST_MODEL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-updates");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/updates/mt-updates-section.ui");
  gtk_widget_class_bind_template_child (widget_class, MtUpdatesSection, draft);
  gtk_widget_class_bind_template_child (widget_class, MtUpdatesSection, draft_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
mt_updates_section_init (MtUpdatesSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
