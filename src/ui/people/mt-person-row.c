/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonRow: one person. Wide, the track stands beside the name and takes the row's whole height,
 * so that what runs through all rows is unbroken; narrow, it stands below.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-avatar.h"
#include "ui/mt-paint.h"
#include "ui/people/mt-person-row.h"
#include "ui/people/mt-person-track.h"

#define AVATAR_SIZE 32
#define GAP 10
#define PADDING 4
#define NARROW_TRACK_HEIGHT 20

struct _MtPersonRow
{
  GtkWidget parent_instance;

  MtAxis *axis;         /* owned */
  MtPersonItem *person; /* owned, nullable */
  GtkWidget *title;     /* nullable: until the row is the first of a group */
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *state;
  GtkWidget *warning;
  GtkWidget *track;
  gboolean walking; /* the cursor of the track is named instead of the state */
  gboolean stale;   /* the time changed while it was out of sight */
  guint refresh_id; /* a tick */
};

G_DEFINE_FINAL_TYPE (MtPersonRow, mt_person_row, GTK_TYPE_WIDGET)

static int
natural_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* Of the title of the group that begins with this row. */
static int
title_height (MtPersonRow *self)
{
  return self->title != NULL && gtk_widget_get_visible (self->title) ? natural_height (self->title)
                                                                     : 0;
}

static int
text_height (MtPersonRow *self)
{
  return MAX (AVATAR_SIZE, natural_height (self->name) + natural_height (self->state));
}

static void
mt_person_row_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  MtPersonRow *self = MT_PERSON_ROW (widget);
  gboolean narrow = mt_axis_get_narrow (self->axis);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 280;
      *natural = narrow ? 360 : 800;
      return;
    }
  *minimum = *natural = title_height (self) + text_height (self) + 2 * PADDING +
                        (narrow ? NARROW_TRACK_HEIGHT + PADDING + 2 : 0);
}

/* Places a child from the row's start, whichever side that is. */
static void
place (GtkWidget *row, GtkWidget *child, int start, int y, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;
  int x = rtl ? gtk_widget_get_width (row) - start - width : start;

  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, MAX (0, width), height }, -1);
}

static void
place_text (MtPersonRow *self, int top, int end)
{
  GtkWidget *row = GTK_WIDGET (self);
  int start = MT_AXIS_PADDING + AVATAR_SIZE + GAP, height = text_height (self);
  int name_height = natural_height (self->name), state_height = natural_height (self->state);
  int y = top + PADDING + (height - name_height - state_height) / 2, icon = 0;

  place (row, self->avatar, MT_AXIS_PADDING, top + PADDING + (height - AVATAR_SIZE) / 2,
         AVATAR_SIZE, AVATAR_SIZE);
  if (gtk_widget_should_layout (self->warning))
    {
      icon = natural_width (self->warning) + 6;
      place (row, self->warning, end - icon + 2, top + PADDING, icon - 6, height);
    }
  place (row, self->name, start, y, end - icon - start, name_height);
  place (row, self->state, start, y + name_height, end - icon - start, state_height);
}

static void
mt_person_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtPersonRow *self = MT_PERSON_ROW (widget);
  int x, track_width, text = text_height (self), top = title_height (self);

  if (top > 0)
    gtk_widget_size_allocate (self->title, &(GtkAllocation){ 0, 0, width, top }, -1);
  mt_axis_get_track (self->axis, widget, width, &x, &track_width);
  if (mt_axis_get_narrow (self->axis))
    {
      place_text (self, top, width - MT_AXIS_PADDING);
      gtk_widget_size_allocate (
          self->track,
          &(GtkAllocation){ x, top + 2 * PADDING + text, track_width, NARROW_TRACK_HEIGHT }, -1);
      return;
    }
  place_text (self, top,
              gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - x - track_width - GAP
                                                                    : x - GAP);
  gtk_widget_size_allocate (self->track, &(GtkAllocation){ x, top, track_width, height - top }, -1);
}

static void
set_text (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

/* The name bold, what follows smaller and paler. */
static PangoAttrList *
new_name_attributes (guint name_length)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  PangoAttribute *pale = pango_attr_foreground_alpha_new (G_MAXUINT16 * 0.74);
  PangoAttribute *small = pango_attr_scale_new (MT_PAINT_SMALL);

  bold->end_index = pale->start_index = small->start_index = name_length;
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, pale);
  pango_attr_list_insert (attributes, small);
  return attributes;
}

static void
update_name (MtPersonRow *self)
{
  g_autofree char *name = NULL, *place_name = NULL, *local = NULL, *day = NULL, *text = NULL;
  PangoAttrList *attributes;

  g_object_get (self->person, "name", &name, "place", &place_name, "local", &local, "local-day",
                &day, NULL);
  if (mt_person_item_get_chosen (self->person))
    {
      g_autofree char *plain = g_steal_pointer (&name);

      name = g_strconcat ("✓ ", plain, NULL);
    }
  text = g_strdup_printf ("%s  %s %s%s%s", name, place_name, local, day[0] != '\0' ? " " : "", day);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->name)), text) == 0)
    return;
  attributes = new_name_attributes (strlen (name));
  gtk_label_set_label (GTK_LABEL (self->name), text);
  gtk_label_set_attributes (GTK_LABEL (self->name), attributes);
  pango_attr_list_unref (attributes);
}

static char *
dup_state (MtPersonRow *self, const char *separator)
{
  g_autofree char *state = NULL, *yours = NULL, *why = NULL;
  GString *text;

  g_object_get (self->person, "state-text", &state, "state-yours", &yours, "why", &why, NULL);
  text = g_string_new (state);
  if (yours != NULL && yours[0] != '\0')
    g_string_append_printf (text, "%s%s", separator, yours);
  if (why != NULL && why[0] != '\0' && strstr (text->str, why) == NULL)
    g_string_append_printf (text, "%s%s", separator, why);
  return g_string_free (text, FALSE);
}

/* The row's name for those who hear it: "Ana Ruiz, Madrid, Working until 18:00, your 18:00". */
static void
update_accessible_label (MtPersonRow *self)
{
  g_autofree char *name = NULL, *place_name = NULL, *state = dup_state (self, ", "), *label = NULL;

  const char *group = title_height (self) > 0 ? gtk_label_get_label (GTK_LABEL (self->title)) : "";

  g_object_get (self->person, "name", &name, "place", &place_name, NULL);
  label = g_strdup_printf ("%s%s%s, %s, %s%s%s", group, group[0] != '\0' ? ": " : "", name,
                           place_name, state, mt_person_item_get_chosen (self->person) ? ", " : "",
                           /* Translators: said of a person whose overlap is shown. */
                           mt_person_item_get_chosen (self->person) ? _ ("chosen") : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* What is wrong with their calendars, and with the servers those are on. */
static char *
dup_mark (MtPersonRow *self)
{
  g_autofree char *mark = NULL, *trouble = NULL;

  g_object_get (self->person, "mark-text", &mark, "trouble-text", &trouble, NULL);
  if (trouble[0] == '\0' || strstr (mark, trouble) != NULL)
    return g_steal_pointer (&mark);
  return mark[0] != '\0' ? g_strconcat (mark, "\n", trouble, NULL) : g_steal_pointer (&trouble);
}

/* Their whole day in words, and what is wrong with their calendar. */
static void
update_accessible_description (MtPersonRow *self)
{
  g_autofree char *day = NULL, *mark = dup_mark (self), *description = NULL;

  g_object_get (self->person, "spoken-day", &day, NULL);
  description = g_strdup_printf ("%s%s%s", day, mark[0] != '\0' ? ". " : "", mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

static void
update_mark (MtPersonRow *self)
{
  g_autofree char *mark = dup_mark (self);

  gtk_widget_set_visible (self->warning, mark != NULL && mark[0] != '\0');
  /* Only where there is one: a tooltip set is a question to the display. */
  if (gtk_widget_get_visible (self->warning))
    gtk_widget_set_tooltip_text (self->warning, mark);
}

/* While the track is walked, what is there stands in the state's place. */
static void
named_cb (MtPersonRow *self, const char *text)
{
  g_autofree char *state = NULL;

  if (self->person == NULL)
    return;
  self->walking = text != NULL;
  state = text != NULL ? g_strdup (text) : dup_state (self, " · ");
  set_text (self->state, state);
}

static void
update_state (MtPersonRow *self)
{
  g_autofree char *state = dup_state (self, " · ");

  if (self->walking)
    return;
  set_text (self->state, state);
}

static void
update (MtPersonRow *self)
{
  update_name (self);
  update_state (self);
  update_mark (self);
  update_accessible_label (self);
  update_accessible_description (self);
}

/* A list has up to two hundred rows, of which few are in sight: the others need not be measured
 * anew each minute. */
static void
update_time (MtPersonRow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_name (self);
  else
    self->stale = TRUE;
}

static gboolean
refresh_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  MtPersonRow *self = MT_PERSON_ROW (widget);

  self->refresh_id = 0;
  self->stale = FALSE;
  if (self->person != NULL)
    update_name (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: lists map their rows while they are laid out. */
static void
mt_person_row_map (GtkWidget *widget)
{
  MtPersonRow *self = MT_PERSON_ROW (widget);

  GTK_WIDGET_CLASS (mt_person_row_parent_class)->map (widget);
  if (self->stale && self->refresh_id == 0)
    self->refresh_id = gtk_widget_add_tick_callback (widget, refresh_cb, NULL, NULL);
}

static void
person_notify_cb (MtPersonRow *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "local") || g_str_equal (pspec->name, "local-day"))
    update_time (self);
  else if (g_str_has_prefix (pspec->name, "state-") || g_str_equal (pspec->name, "why"))
    {
      update_state (self);
      update_accessible_label (self);
    }
  else if (g_str_equal (pspec->name, "spoken-day"))
    update_accessible_description (self);
  else if (g_str_equal (pspec->name, "is-chosen") || g_str_equal (pspec->name, "mark-text") ||
           g_str_equal (pspec->name, "trouble-text") || g_str_equal (pspec->name, "name") ||
           g_str_equal (pspec->name, "place"))
    update (self);
}

static void
mt_person_row_dispose (GObject *object)
{
  MtPersonRow *self = MT_PERSON_ROW (object);

  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, person_notify_cb, self);
  g_clear_object (&self->person);
  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->avatar, gtk_widget_unparent);
  g_clear_pointer (&self->name, gtk_widget_unparent);
  g_clear_pointer (&self->state, gtk_widget_unparent);
  g_clear_pointer (&self->warning, gtk_widget_unparent);
  g_clear_pointer (&self->track, gtk_widget_unparent);
  g_clear_object (&self->axis);
  G_OBJECT_CLASS (mt_person_row_parent_class)->dispose (object);
}

static void
mt_person_row_class_init (MtPersonRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_person_row_dispose;
  widget_class->map = mt_person_row_map;
  widget_class->measure = mt_person_row_measure;
  widget_class->size_allocate = mt_person_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "mt-person");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* All of a text, only where it is cut: what is in sight is not said twice. */
static gboolean
query_text_cb (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

static GtkWidget *
new_label (GtkWidget *parent)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (label, parent);
  return label;
}

static void
mt_person_row_init (MtPersonRow *self)
{
  GtkWidget *row = GTK_WIDGET (self);

  self->avatar = mt_avatar_new (AVATAR_SIZE);
  gtk_widget_set_parent (self->avatar, row);
  self->name = new_label (row);
  self->state = new_label (row);
  gtk_widget_add_css_class (self->state, "state");
  gtk_widget_set_has_tooltip (self->state, TRUE);
  g_signal_connect (self->state, "query-tooltip", G_CALLBACK (query_text_cb), NULL);
  self->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_widget_set_visible (self->warning, FALSE);
  gtk_widget_set_parent (self->warning, row);
}

/**
 * mt_person_row_new:
 * @axis: the axis all rows share
 *
 * Makes a row without a person.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_person_row_new (MtAxis *axis)
{
  MtPersonRow *self = g_object_new (MT_TYPE_PERSON_ROW, NULL);

  self->axis = g_object_ref (axis);
  self->track = mt_person_track_new (axis);
  gtk_widget_set_parent (self->track, GTK_WIDGET (self));
  g_signal_connect_object (self->track, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "folded", G_CALLBACK (gtk_widget_queue_resize), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * mt_person_row_set_person:
 * @self: a row
 * @person: (nullable): whom it shows from now on
 *
 * Binds the row to another person, or to nobody before it is used again.
 */
void
mt_person_row_set_person (MtPersonRow *self, MtPersonItem *person)
{
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, person_notify_cb, self);
  g_set_object (&self->person, person);
  g_object_set (self->avatar, "person", person, NULL);
  mt_person_track_set_person (MT_PERSON_TRACK (self->track), person);
  if (person == NULL)
    return;
  g_signal_connect_object (person, "notify", G_CALLBACK (person_notify_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * mt_person_row_walk:
 * @self: a row
 * @direction: 1 to what comes later, -1 to what was before
 *
 * Walks along the track with the focus; each stretch of it is named.
 *
 * Returns: whether there was somewhere to go
 */
gboolean
mt_person_row_walk (MtPersonRow *self, int direction)
{
  return mt_person_track_walk (MT_PERSON_TRACK (self->track), direction);
}

/**
 * mt_person_row_get_person:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom it shows
 */
MtPersonItem *
mt_person_row_get_person (MtPersonRow *self)
{
  return self->person;
}

/**
 * mt_person_row_find_person:
 * @widget: (nullable): a row, something in one, or what holds one
 *
 * Returns: (transfer none) (nullable): whose row that is
 */
MtPersonItem *
mt_person_row_find_person (GtkWidget *widget)
{
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, MT_TYPE_PERSON_ROW) : NULL;

  if (row == NULL && widget != NULL && MT_IS_PERSON_ROW (gtk_widget_get_first_child (widget)))
    row = gtk_widget_get_first_child (widget);

  return row != NULL ? mt_person_row_get_person (MT_PERSON_ROW (row)) : NULL;
}

/**
 * mt_person_row_set_title:
 * @self: a row
 * @title: (nullable): the title of the group that begins with it, %NULL if none does
 *
 * Shows @title above the person.
 */
void
mt_person_row_set_title (MtPersonRow *self, const char *title)
{
  if (self->title == NULL && title == NULL)
    return;
  if (self->title == NULL)
    {
      self->title = new_label (GTK_WIDGET (self));
      gtk_widget_add_css_class (self->title, "group");
    }
  if (title != NULL)
    set_text (self->title, title);
  gtk_widget_set_visible (self->title, title != NULL);
  if (self->person != NULL)
    update_accessible_label (self);
}
