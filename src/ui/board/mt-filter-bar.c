/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFilterBar: which cards of the board are shown: chips, choices, a search, and a way back to all.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-session.h"
#include "ui/board/mt-filter-bar.h"
#include "ui/board/mt-filter-menu.h"
#include "ui/mt-accessible.h"

/* No id of a person: what nobody has. */
#define NOBODY "="

/* How far a step of the wheel moves the chips. */
#define WHEEL_PX 60

struct _MtFilterBar
{
  GtkWidget parent_instance;

  MtSession *session;   /* owned, nullable */
  MtTaskFilter *filter; /* owned */
  gboolean narrow;
  gboolean setting; /* the widgets are being brought to the filter */

  GtkWidget *title;
  GtkWidget *chips;
  GtkWidget *mine;
  GtkWidget *waiting;
  GtkWidget *blocked;
  GtkWidget *overdue;
  GtkWidget *urgent;
  GtkMenuButton *person;
  GtkLabel *person_name;
  GtkMenuButton *label;
  GtkLabel *label_name;
  GtkWidget *clear;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (MtFilterBar, mt_filter_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_WORDS,
  PROP_NARROW,
  PROP_PERSON,
  PROP_LABEL,
  N_PROPS
};

enum
{
  LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
knows_me (MtFilterBar *self)
{
  return self->session != NULL && mt_session_get_me (self->session) != NULL;
}

/* (transfer full): the name of somebody on the team; their id once they are not. */
static char *
dup_person_name (MtFilterBar *self, const char *id)
{
  MtSnapshot *snapshot = self->session != NULL ? mt_session_get_snapshot (self->session) : NULL;
  const MtPerson *person = snapshot != NULL ? mt_team_find (snapshot->team, id) : NULL;

  return mt_display_line (person != NULL ? person->name : id);
}

static void
update_choice (GtkMenuButton *button,
               GtkLabel *label,
               const char *title,
               const char *chosen,
               gboolean on)
{
  g_autofree char *name = NULL;

  /* Translators: what a button chooses and what is chosen: "Whose tasks: Anybody". */
  name = g_strdup_printf (_ ("%s: %s"), title, chosen);
  gtk_label_set_label (label, chosen);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (button), "on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "on");
}

static void
update_choices (MtFilterBar *self)
{
  const char *person = self->filter->person;
  const char *label = self->filter->label;
  g_autofree char *name = NULL;
  g_autofree char *label_name = label != NULL ? mt_display_line (label) : NULL;

  if (person == NULL)
    name = g_strdup (_ ("Anybody"));
  else
    name = person[0] != '\0' ? dup_person_name (self, person) : g_strdup (_ ("Nobody"));
  update_choice (self->person, self->person_name, _ ("Whose tasks"), name, person != NULL);
  update_choice (self->label, self->label_name, _ ("Label"),
                 label != NULL ? label_name : _ ("Any Label"), label != NULL);
}

static void
update_chips (MtFilterBar *self)
{
  const struct
  {
    GtkWidget *chip;
    MtTaskFilterFlags flag;
  } chips[] = {
    { self->mine, MT_TASK_FILTER_MINE },       { self->waiting, MT_TASK_FILTER_WAITING },
    { self->blocked, MT_TASK_FILTER_BLOCKED }, { self->overdue, MT_TASK_FILTER_OVERDUE },
    { self->urgent, MT_TASK_FILTER_URGENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chips[i].chip),
                                  (self->filter->flags & chips[i].flag) != 0);
  gtk_widget_set_visible (self->mine, knows_me (self));
  gtk_widget_set_visible (self->waiting, knows_me (self));
}

/* Brings the widgets to the filter. */
static void
update (MtFilterBar *self)
{
  const char *text = self->filter->text != NULL ? self->filter->text : "";
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree char *shown = g_strstrip (g_strdup (typed));

  self->setting = TRUE;
  update_chips (self);
  update_choices (self);
  if (!g_str_equal (shown, text))
    gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  gtk_widget_set_visible (self->clear, !mt_task_filter_is_empty (self->filter));
  self->setting = FALSE;
}

static void
changed (MtFilterBar *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
toggled_cb (MtFilterBar *self, GtkToggleButton *chip)
{
  GtkWidget *const chips[] = { self->mine, self->waiting, self->blocked, self->overdue,
                               self->urgent };

  for (guint i = 0; !self->setting && i < G_N_ELEMENTS (chips); i++)
    if (chips[i] == GTK_WIDGET (chip))
      {
        self->filter->flags ^= 1u << i;
        changed (self);
        return;
      }
}

static void
text_cb (MtFilterBar *self)
{
  if (!self->setting &&
      mt_task_filter_set_text (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->text))))
    changed (self);
}

/* Escape empties the search, and leaves it when it is empty. */
static void
stop_cb (MtFilterBar *self)
{
  if (gtk_editable_get_text (GTK_EDITABLE (self->text))[0] != '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->text), "");
      text_cb (self);
    }
  else
    g_signal_emit (self, signals[LEFT], 0);
}

/* There is no room for a scrollbar: the wheel moves the chips. */
static gboolean
wheel_cb (MtFilterBar *self, double dx, double dy)
{
  GtkAdjustment *chips = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->chips));

  if (gtk_adjustment_get_upper (chips) <= gtk_adjustment_get_page_size (chips))
    return FALSE;
  gtk_adjustment_set_value (chips, gtk_adjustment_get_value (chips) + dy * WHEEL_PX);
  return TRUE;
}

static void
create_person_menu (GtkMenuButton *button, gpointer user_data)
{
  MtFilterBar *self = MT_FILTER_BAR (user_data);
  g_autoptr (GMenuModel) menu = mt_filter_menu_people (self->session);

  gtk_menu_button_set_menu_model (button, menu);
  mt_accessible_name_menu_of (button);
}

static void
create_label_menu (GtkMenuButton *button, gpointer user_data)
{
  MtFilterBar *self = MT_FILTER_BAR (user_data);
  g_autoptr (GMenuModel) menu = mt_filter_menu_labels (self->session, self->filter->label);

  gtk_menu_button_set_menu_model (button, menu);
  mt_accessible_name_menu_of (button);
}

static void
place (MtFilterBar *self, GtkWidget *child, int column, int row, int span)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  g_object_set (gtk_layout_manager_get_layout_child (layout, child), "column", column, "row", row,
                "column-span", span, NULL);
}

/* Wide, all is in one line; narrow, the chips have one of their own. */
static void
set_narrow (MtFilterBar *self, gboolean narrow)
{
  self->narrow = narrow;
  place (self, self->chips, narrow ? 0 : 1, narrow ? 1 : 0, narrow ? 3 : 1);
  place (self, self->text, narrow ? 1 : 3, 0, 1);
  gtk_widget_set_hexpand (self->text, narrow);
}

static void
set_session (MtFilterBar *self, MtSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, update, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  /* Who is me, and what people are called, is known once the team is. */
  g_signal_connect_object (session, "notify::team-name", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
set_words (MtFilterBar *self, const char *const *words)
{
  mt_task_filter_free (self->filter);
  self->filter = mt_task_filter_new_from_strv (words);
  changed (self);
}

static void
set_person (MtFilterBar *self, const char *id)
{
  const char *wanted = id;

  if (g_strcmp0 (id, NOBODY) == 0)
    wanted = "";
  else if (id != NULL && id[0] == '\0')
    wanted = NULL;
  if (mt_task_filter_set_person (self->filter, wanted))
    changed (self);
}

static void
mt_filter_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtFilterBar *self = MT_FILTER_BAR (object);
  const char *person = self->filter->person;
  const char *label = self->filter->label;

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_WORDS:
      g_value_take_boxed (value, mt_task_filter_to_strv (self->filter));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PERSON:
      /* States of actions, which know no NULL. */
      g_value_set_string (value, person == NULL ? "" : person[0] == '\0' ? NOBODY : person);
      break;
    case PROP_LABEL:
      g_value_set_string (value, label != NULL ? label : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_filter_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtFilterBar *self = MT_FILTER_BAR (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_WORDS:
      set_words (self, g_value_get_boxed (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_PERSON:
      set_person (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      if (mt_task_filter_set_label (self->filter, g_value_get_string (value)))
        changed (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
mt_filter_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MT_FILTER_BAR (widget)->text);
}

static void
mt_filter_bar_dispose (GObject *object)
{
  MtFilterBar *self = MT_FILTER_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_FILTER_BAR);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_filter_bar_parent_class)->dispose (object);
}

static void
mt_filter_bar_finalize (GObject *object)
{
  mt_task_filter_free (MT_FILTER_BAR (object)->filter);
  G_OBJECT_CLASS (mt_filter_bar_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION, flags);
  properties[PROP_WORDS] =
      g_param_spec_boxed ("words", NULL, NULL, G_TYPE_STRV, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_PERSON] =
      g_param_spec_string ("person", NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LEFT] = g_signal_new ("left", MT_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/board/mt-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, title);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, mine);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, waiting);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, blocked);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, overdue);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, urgent);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, person);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, person_name);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, label);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, label_name);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, clear);
  gtk_widget_class_bind_template_child (widget_class, MtFilterBar, text);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, wheel_cb);
  gtk_widget_class_bind_template_callback (widget_class, mt_filter_bar_clear);
}

static void
mt_filter_bar_class_init (MtFilterBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_filter_bar_dispose;
  object_class->finalize = mt_filter_bar_finalize;
  object_class->get_property = mt_filter_bar_get_property;
  object_class->set_property = mt_filter_bar_set_property;
  widget_class->grab_focus = mt_filter_bar_grab_focus;
  install_properties (object_class);
  gtk_widget_class_set_css_name (widget_class, "mt-filter-bar");
  gtk_widget_class_install_property_action (widget_class, "filter.person", "person");
  gtk_widget_class_install_property_action (widget_class, "filter.label", "label");
  bind_template (widget_class);
}

static void
mt_filter_bar_init (MtFilterBar *self)
{
  self->filter = mt_task_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->person, create_person_menu, self, NULL);
  gtk_menu_button_set_create_popup_func (self->label, create_label_menu, self, NULL);
  update (self);
}

/**
 * mt_filter_bar_get_filter:
 * @self: a bar
 *
 * Returns: (transfer none): which cards are shown; it changes with the property `words`
 */
const MtTaskFilter *
mt_filter_bar_get_filter (MtFilterBar *self)
{
  return self->filter;
}

/**
 * mt_filter_bar_clear:
 * @self: a bar
 *
 * Shows all cards again.
 */
void
mt_filter_bar_clear (MtFilterBar *self)
{
  /* The button that did it goes away: its focus must not be lost with it. */
  if (gtk_widget_is_focus (self->clear))
    gtk_widget_grab_focus (self->text);
  mt_task_filter_clear (self->filter);
  changed (self);
}

/**
 * mt_filter_bar_set_shown:
 * @self: a bar
 * @n_shown: how many cards pass the filter
 * @n_tasks: of how many
 *
 * Says so where it is heard and pointed at: the columns show their own numbers.
 */
void
mt_filter_bar_set_shown (MtFilterBar *self, guint n_shown, guint n_tasks)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u of %u task is shown", "%u of %u tasks are shown", n_tasks), n_shown, n_tasks);

  gtk_widget_set_tooltip_text (self->clear, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}
