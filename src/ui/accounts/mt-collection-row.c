/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCollectionRow: one calendar of an account: whether it is used, whose it is, whether it counts.
 * What is chosen inside is made when the row is opened first: an account may have hundreds.
 */
#include "config.h"

#include "ui/accounts/mt-collection-row.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

struct _MtCollectionRow
{
  AdwExpanderRow parent_instance;

  MtSession *session; /* owned */
  char *url;          /* owned */
  char *name;         /* owned */
  char *facts;        /* owned: "Ana Ruiz · Events, tasks" */
  char *person_id;    /* owned, nullable */
  char *why;          /* owned */
  gboolean counts;
  MtCollectionHolds holds;
  gboolean filled;
  gboolean updating;
  GtkCheckButton *use;
  AdwComboRow *person;      /* nullable: until it is opened */
  GtkSwitch *counts_switch; /* likewise */
};

G_DEFINE_FINAL_TYPE (MtCollectionRow, mt_collection_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_USE = 1,
  PROP_COUNTS,
  PROP_PERSON_ID,
  PROP_WHY,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
get_use (MtCollectionRow *self)
{
  return gtk_check_button_get_active (self->use);
}

/* (transfer full) (nullable): the name of the person it is of. */
static char *
dup_person_name (MtCollectionRow *self)
{
  GListModel *people = mt_session_get_people (self->session);

  for (guint i = 0; self->person_id != NULL && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);
      char *name = NULL;

      if (!g_str_equal (mt_person_item_get_person (item)->id, self->person_id))
        continue;
      g_object_get (item, "name", &name, NULL);
      return name;
    }
  return NULL;
}

/* "Ana Ruiz · Events, tasks", and below "Busy times of Ana Ruiz: same e-mail address" */
static void
update_subtitle (MtCollectionRow *self)
{
  g_autofree char *person = dup_person_name (self), *of = NULL, *text = NULL;

  if (person == NULL || !get_use (self))
    of = g_strdup ("");
  else if (!self->counts)
    /* Translators: a calendar of a person that does not say when they are busy. */
    of = g_strdup_printf (_ ("Of %s, does not count as busy"), person);
  else
    /* Translators: a calendar that says when a person is busy. */
    of = g_strdup_printf (_ ("Busy times of %s"), person);
  text = g_strconcat (self->facts, of[0] != '\0' && self->facts[0] != '\0' ? "\n" : "", of,
                      of[0] != '\0' && self->why[0] != '\0' ? " · " : "",
                      of[0] != '\0' ? self->why : "", NULL);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
}

/* 0 is nobody; the people follow in the order of the file. */
static guint
find_position (MtCollectionRow *self)
{
  GListModel *people = mt_session_get_people (self->session);

  for (guint i = 0; self->person_id != NULL && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);

      if (g_str_equal (mt_person_item_get_person (item)->id, self->person_id))
        return i + 1;
    }
  return 0;
}

static void
update (MtCollectionRow *self)
{
  self->updating = TRUE;
  update_subtitle (self);
  if (self->person != NULL)
    {
      adw_combo_row_set_selected (self->person, find_position (self));
      gtk_switch_set_active (self->counts_switch, self->counts);
      gtk_widget_set_sensitive (
          gtk_widget_get_ancestor (GTK_WIDGET (self->counts_switch), ADW_TYPE_ACTION_ROW),
          self->person_id != NULL);
    }
  self->updating = FALSE;
}

static void
person_selected_cb (MtCollectionRow *self)
{
  GListModel *people = mt_session_get_people (self->session);
  const guint position = adw_combo_row_get_selected (self->person);
  g_autoptr (MtPersonItem) item =
      position > 0 ? g_list_model_get_item (people, position - 1) : NULL;

  if (self->updating)
    return;
  g_object_set (self, "person-id", item != NULL ? mt_person_item_get_person (item)->id : NULL,
                "why", "", NULL);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
counts_switched_cb (MtCollectionRow *self)
{
  if (self->updating || gtk_switch_get_active (self->counts_switch) == self->counts)
    return;
  g_object_set (self, "counts", gtk_switch_get_active (self->counts_switch), NULL);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static GListModel *
new_names (MtSession *session)
{
  GListModel *people = mt_session_get_people (session);
  GtkStringList *names = gtk_string_list_new (NULL);

  /* Translators: in a list of people whose calendar it may be. */
  gtk_string_list_append (names, _ ("Nobody on the Team"));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      gtk_string_list_append (names, name);
    }
  return G_LIST_MODEL (names);
}

static void
add_counts (MtCollectionRow *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Counts as Busy"), "subtitle",
                                 _ ("Its events make this person busy"), NULL);

  self->counts_switch = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counts_switch),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Counts as Busy"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->counts_switch));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->counts_switch));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_signal_connect_object (self->counts_switch, "notify::active", G_CALLBACK (counts_switched_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
add_person (MtCollectionRow *self)
{
  g_autoptr (GListModel) names = new_names (self->session);

  self->updating = TRUE;
  self->person =
      g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Whose It Is"), "model", names, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->person));
  add_counts (self);
  update (self);
  g_signal_connect_object (self->person, "notify::selected", G_CALLBACK (person_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
team_activated_cb (MtCollectionRow *self)
{
  const char *use = (self->holds & MT_COLLECTION_EVENTS) != 0  ? "busy"
                    : (self->holds & MT_COLLECTION_TASKS) != 0 ? "board"
                                                               : "updates";

  gtk_widget_activate_action (GTK_WIDGET (self), "accounts.offer", "(sss)", self->url, self->name,
                              use);
}

/* What is said here is the user's alone; what all of the team is to have stands in its file. */
static void
add_team (MtCollectionRow *self)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Use for the Whole Team…"), "subtitle",
                    _ ("Names it in the team file"), "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  g_signal_connect_object (row, "activated", G_CALLBACK (team_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* Said of somebody only while there is somebody, and a calendar with busy times. */
static gboolean
is_choosable (MtCollectionRow *self)
{
  return (self->holds & MT_COLLECTION_EVENTS) != 0 &&
         g_list_model_get_n_items (mt_session_get_people (self->session)) > 0;
}

static void
add_address (MtCollectionRow *self)
{
  g_autofree char *shown = mt_display_line (self->url);
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("Address"), "subtitle",
                    shown, "activatable", FALSE, "subtitle-lines", 0, NULL);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
expanded_cb (MtCollectionRow *self)
{
  if (self->filled || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  self->filled = TRUE;
  if (is_choosable (self))
    add_person (self);
  if (mt_session_can_edit_team (self->session))
    add_team (self);
  add_address (self);
}

static void
use_toggled_cb (MtCollectionRow *self)
{
  const gboolean chosen = !self->updating;

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USE]);
  if (chosen)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
mt_collection_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtCollectionRow *self = MT_COLLECTION_ROW (object);

  switch (id)
    {
    case PROP_USE:
      g_value_set_boolean (value, get_use (self));
      break;
    case PROP_COUNTS:
      g_value_set_boolean (value, self->counts);
      break;
    case PROP_PERSON_ID:
      g_value_set_string (value, self->person_id);
      break;
    case PROP_WHY:
      g_value_set_string (value, self->why);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_string (char **field, const GValue *value)
{
  g_free (*field);
  *field = g_value_dup_string (value);
}

static void
mt_collection_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtCollectionRow *self = MT_COLLECTION_ROW (object);

  switch (id)
    {
    case PROP_USE:
      self->updating = TRUE;
      gtk_check_button_set_active (self->use, g_value_get_boolean (value));
      self->updating = FALSE;
      break;
    case PROP_COUNTS:
      self->counts = g_value_get_boolean (value);
      break;
    case PROP_PERSON_ID:
      set_string (&self->person_id, value);
      break;
    case PROP_WHY:
      g_free (self->why);
      self->why = g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->session != NULL)
    update (self);
}

static void
mt_collection_row_dispose (GObject *object)
{
  g_clear_object (&MT_COLLECTION_ROW (object)->session);
  G_OBJECT_CLASS (mt_collection_row_parent_class)->dispose (object);
}

static void
mt_collection_row_finalize (GObject *object)
{
  MtCollectionRow *self = MT_COLLECTION_ROW (object);

  g_free (self->url);
  g_free (self->name);
  g_free (self->facts);
  g_free (self->person_id);
  g_free (self->why);
  G_OBJECT_CLASS (mt_collection_row_parent_class)->finalize (object);
}

static void
mt_collection_row_class_init (MtCollectionRowClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_collection_row_dispose;
  object_class->finalize = mt_collection_row_finalize;
  object_class->get_property = mt_collection_row_get_property;
  object_class->set_property = mt_collection_row_set_property;
  properties[PROP_USE] = g_param_spec_boolean ("use", NULL, NULL, FALSE, flags);
  properties[PROP_COUNTS] = g_param_spec_boolean ("counts", NULL, NULL, FALSE, flags);
  properties[PROP_PERSON_ID] = g_param_spec_string ("person-id", NULL, NULL, NULL, flags);
  properties[PROP_WHY] = g_param_spec_string ("why", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] = g_signal_new ("chosen", MT_TYPE_COLLECTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
mt_collection_row_init (MtCollectionRow *self)
{
  self->why = g_strdup ("");
  g_object_set (self, "use-markup", FALSE, NULL);
  self->use = g_object_new (GTK_TYPE_CHECK_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->use));
}

/**
 * mt_collection_row_new:
 * @session: whose people are offered
 * @url: of the calendar
 * @name: of the calendar, fit to show
 * @facts: whose it is on the server and what it holds, fit to show
 * @holds: what it can hold
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
mt_collection_row_new (MtSession *session,
                       const char *url,
                       const char *name,
                       const char *facts,
                       MtCollectionHolds holds)
{
  MtCollectionRow *self = g_object_new (MT_TYPE_COLLECTION_ROW, NULL);
  g_autofree char *label = NULL;

  self->session = g_object_ref (session);
  self->name = g_strdup (name);
  self->facts = g_strdup (facts);
  self->url = g_strdup (url);
  self->holds = holds;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  /* Translators: a check box: the calendar is kept up to date here. */
  label = g_strdup_printf (_ ("Use %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (self->use, "toggled", G_CALLBACK (use_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  update (self);
  return GTK_WIDGET (self);
}
