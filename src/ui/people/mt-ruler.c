/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRuler: the hours of the shared axis. Labels that would lie upon each other give way: the chosen
 * instant stays, then now, then the overlap (which moves aside), then the hours.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/mt-date.h"
#include "service/mt-format.h"
#include "service/mt-overlap-item.h"
#include "ui/people/mt-ruler.h"

#define HOUR_STEP_S (2 * 3600)
#define GAP 6

/* A label and the instant it stands for. */
typedef struct
{
  GtkWidget *label; /* a child */
  gint64 start;
  gint64 end;
} Mark;

struct _MtRuler
{
  GtkWidget parent_instance;

  MtAxis *axis;     /* owned, nullable */
  GArray *hours;    /* (element-type Mark) */
  GArray *overlaps; /* (element-type Mark) */
  Mark now;
  Mark chosen;
  GArray *taken; /* (element-type graphene_rect_t): what labels already cover, while placing */
};

G_DEFINE_FINAL_TYPE (MtRuler, mt_ruler, GTK_TYPE_WIDGET)

static GtkWidget *
add_label (MtRuler *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
clear_marks (GArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    gtk_widget_unparent (g_array_index (marks, Mark, i).label);
  g_array_set_size (marks, 0);
}

/* "15:00" as "15", "3:00 PM" as "3 PM". */
static char *
dup_hour (MtSession *session, gint64 instant)
{
  g_autofree char *time = mt_session_format_time (session, instant);
  g_auto (GStrv) parts = g_strsplit (time, ":00", 2);

  return g_strjoinv ("", parts);
}

/* Over two days, the name of the day stands where it begins. */
static char *
dup_hour_label (MtSession *session, MtSpan axis, gint64 instant, gint64 wall)
{
  MtFormat *format = mt_session_get_format (session);
  gint64 date = wall / MT_DAY_S;

  if (axis.end - axis.start < 36 * 3600 || wall % MT_DAY_S != 0)
    return dup_hour (session, instant);
  return g_strdup (mt_format_weekday_short (format, mt_date_weekday ((MtDate) date)));
}

static void
add_hours (MtRuler *self, MtSession *session)
{
  MtSpan span = mt_axis_get_span (self->axis);
  const MtZone *zone = mt_session_get_viewer_zone (session);

  for (gint64 t = span.start; t <= span.end; t += 1800)
    {
      gint64 wall = t + mt_zone_offset_at (zone, t);

      if (wall % HOUR_STEP_S == 0)
        {
          g_autofree char *text = dup_hour_label (session, span, t, wall);
          Mark mark = { add_label (self, text, "hour"), t, t };

          g_array_append_val (self->hours, mark);
        }
    }
}

static void
add_overlap (MtRuler *self, MtSession *session, MtOverlapItem *item)
{
  MtSpan span = mt_overlap_item_get_span (item), axis = mt_axis_get_span (self->axis);
  g_autofree char *people = NULL, *description = NULL, *names = NULL;
  g_autofree char *start = mt_session_format_time (session, span.start);
  g_autofree char *end = mt_session_format_time (session, span.end);
  g_autofree char *text = NULL;
  Mark mark = { NULL, MAX (span.start, axis.start), MIN (span.end, axis.end) };

  if (mark.end <= mark.start)
    return;
  g_object_get (item, "people-text", &people, "description", &description, "names", &names, NULL);
  text = g_strdup_printf ("%s–%s · %s", start, end, people);
  mark.label = add_label (self, text, "overlap");
  gtk_widget_set_tooltip_text (mark.label, names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark.label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  g_array_append_val (self->overlaps, mark);
}

static void
add_overlaps (MtRuler *self, MtSession *session)
{
  GListModel *model = mt_session_get_axis_overlaps (session);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (MtOverlapItem) item = g_list_model_get_item (model, i);

      add_overlap (self, session, item);
    }
}

static void
update_mark (MtRuler *self, Mark *mark, MtSession *session, gint64 instant)
{
  g_autofree char *time = mt_session_format_time (session, instant);

  mark->start = mark->end = instant;
  gtk_label_set_label (GTK_LABEL (mark->label), time);
}

static void
moved_cb (MtRuler *self)
{
  MtSession *session = mt_axis_get_session (self->axis);

  if (session == NULL)
    return;
  update_mark (self, &self->now, session, mt_clock_get_now (mt_session_get_clock (session)));
  update_mark (self, &self->chosen, session, mt_session_get_at (session));
  gtk_widget_set_visible (self->chosen.label, self->chosen.start != self->now.start);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
reset_cb (MtRuler *self)
{
  MtSession *session = mt_axis_get_session (self->axis);
  MtSpan span = mt_axis_get_span (self->axis);

  clear_marks (self->hours);
  clear_marks (self->overlaps);
  if (session == NULL || span.end <= span.start)
    return;
  add_hours (self, session);
  add_overlaps (self, session);
  moved_cb (self);
}

static gboolean
is_free (MtRuler *self, const graphene_rect_t *bounds)
{
  for (guint i = 0; i < self->taken->len; i++)
    if (graphene_rect_intersection (&g_array_index (self->taken, graphene_rect_t, i), bounds, NULL))
      return FALSE;
  return TRUE;
}

static void
put (MtRuler *self, GtkWidget *label, const graphene_rect_t *bounds)
{
  GtkAllocation allocation = { (int) bounds->origin.x + GAP / 2, 0, (int) bounds->size.width - GAP,
                               (int) bounds->size.height };

  gtk_widget_set_child_visible (label, TRUE);
  gtk_widget_size_allocate (label, &allocation, -1);
  g_array_append_val (self->taken, *bounds);
}

/* Centred on the mark, kept within the ruler; `aside` may move it right or left of what is there.
 */
static void
place_mark (MtRuler *self, const Mark *mark, gboolean aside)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int natural, width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gint64 middle = mark->start + (mark->end - mark->start) / 2;
  float x = mt_axis_get_x (self->axis, widget, middle, width), room;
  graphene_rect_t bounds;

  if (!gtk_widget_should_layout (mark->label))
    return;
  gtk_widget_measure (mark->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  natural += GAP;
  room = MT_AXIS_PADDING - 2;
  x = CLAMP (x, natural / 2.0f - room, MAX (natural / 2.0f - room, width + room - natural / 2.0f));
  bounds = GRAPHENE_RECT_INIT (x - natural / 2.0f, 0, natural, height);
  for (float shift = 0; shift <= width; shift += 4)
    for (int side = 1; side >= -1; side -= 2)
      {
        bounds.origin.x = x - natural / 2.0f + side * shift;
        if (bounds.origin.x >= -room && bounds.origin.x + natural <= width + room &&
            is_free (self, &bounds))
          {
            put (self, mark->label, &bounds);
            return;
          }
        if (!aside)
          {
            gtk_widget_set_child_visible (mark->label, FALSE);
            return;
          }
      }
  gtk_widget_set_child_visible (mark->label, FALSE);
}

static gboolean
is_on_axis (MtRuler *self, const Mark *mark)
{
  MtSpan span = mt_axis_get_span (self->axis);

  return mark->start >= span.start && mark->start <= span.end;
}

/* Every n-th hour only, so that they stand apart. */
static guint
get_hour_stride (MtRuler *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), widest = 1;

  for (guint i = 0; i < self->hours->len; i++)
    {
      int natural;

      gtk_widget_measure (g_array_index (self->hours, Mark, i).label, GTK_ORIENTATION_HORIZONTAL,
                          -1, NULL, &natural, NULL, NULL);
      widest = MAX (widest, natural);
    }
  for (guint stride = 1; stride < 12; stride += stride == 1 ? 1 : stride)
    if ((int) (self->hours->len / stride) * (widest + 12) <= width)
      return stride;
  return 12;
}

static void
mt_ruler_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtRuler *self = MT_RULER (widget);
  guint stride = get_hour_stride (self);

  if (self->axis == NULL)
    return;
  g_array_set_size (self->taken, 0);
  if (is_on_axis (self, &self->chosen))
    place_mark (self, &self->chosen, FALSE);
  else
    gtk_widget_set_child_visible (self->chosen.label, FALSE);
  if (is_on_axis (self, &self->now))
    place_mark (self, &self->now, FALSE);
  else
    gtk_widget_set_child_visible (self->now.label, FALSE);
  for (guint i = 0; i < self->overlaps->len; i++)
    place_mark (self, &g_array_index (self->overlaps, Mark, i), TRUE);
  for (guint i = 0; i < self->hours->len; i++)
    if (i % stride == 0)
      place_mark (self, &g_array_index (self->hours, Mark, i), FALSE);
    else
      gtk_widget_set_child_visible (g_array_index (self->hours, Mark, i).label, FALSE);
}

static void
mt_ruler_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  MtRuler *self = MT_RULER (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 0;
  else
    gtk_widget_measure (self->now.label, orientation, -1, minimum, natural, NULL, NULL);
}

static void
mt_ruler_dispose (GObject *object)
{
  MtRuler *self = MT_RULER (object);

  clear_marks (self->hours);
  clear_marks (self->overlaps);
  g_clear_pointer (&self->now.label, gtk_widget_unparent);
  g_clear_pointer (&self->chosen.label, gtk_widget_unparent);
  g_clear_object (&self->axis);
  G_OBJECT_CLASS (mt_ruler_parent_class)->dispose (object);
}

static void
mt_ruler_finalize (GObject *object)
{
  MtRuler *self = MT_RULER (object);

  g_array_unref (self->hours);
  g_array_unref (self->overlaps);
  g_array_unref (self->taken);
  G_OBJECT_CLASS (mt_ruler_parent_class)->finalize (object);
}

static void
mt_ruler_class_init (MtRulerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_ruler_dispose;
  object_class->finalize = mt_ruler_finalize;
  widget_class->measure = mt_ruler_measure;
  widget_class->size_allocate = mt_ruler_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "mt-ruler");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
mt_ruler_init (MtRuler *self)
{
  self->hours = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->overlaps = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  self->now.label = add_label (self, "", "now");
  self->chosen.label = add_label (self, "", "chosen");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Hours of the day, and overlap"), -1);
}

/**
 * mt_ruler_set_axis:
 * @self: a ruler
 * @axis: the axis it labels
 *
 * Binds the ruler to an axis, once.
 */
void
mt_ruler_set_axis (MtRuler *self, MtAxis *axis)
{
  g_return_if_fail (self->axis == NULL);
  self->axis = g_object_ref (axis);
  g_signal_connect_object (axis, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "notify::session", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  reset_cb (self);
}
