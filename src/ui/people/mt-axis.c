/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAxis: the time axis that slider, ruler and all tracks share.
 */
#include "config.h"

#include <math.h>

#include "service/mt-format.h"
#include "ui/mt-paint.h"
#include "ui/mt-palette.h"
#include "ui/people/mt-axis.h"

/* How many average characters of small text, in which states stand, fit beside the tracks. */
#define NAME_CHARS 55
#define NAME_CHARS_TWELVE_HOUR 63
#define NAME_SHARE_MAX 0.36
#define NOW_WIDTH 2 /* of its line, in pixels */

struct _MtAxis
{
  GObject parent_instance;

  MtSession *session; /* owned, nullable */
  gboolean narrow;
  int name_width; /* 0: to be measured */
};

G_DEFINE_FINAL_TYPE (MtAxis, mt_axis, G_TYPE_OBJECT)

enum
{
  PROP_SESSION = 1,
  PROP_NARROW,
  N_PROPS
};

enum
{
  MOVED,
  RESET,
  FOLDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
moved_cb (MtAxis *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

static void
reset_cb (MtAxis *self)
{
  g_signal_emit (self, signals[RESET], 0);
}

static void
set_session (MtAxis *self, MtSession *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  self->name_width = 0;
  g_signal_connect_object (mt_session_get_format (session), "notify::twelve-hour",
                           G_CALLBACK (mt_axis_forget_font), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::at", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::live", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (mt_session_get_clock (session), "notify::now", G_CALLBACK (moved_cb),
                           self, G_CONNECT_SWAPPED);
  /* The end moves with the start, and by itself. */
  g_signal_connect_object (session, "notify::axis-end", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (mt_session_get_axis_overlaps (session), "items-changed",
                           G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
}

static void
set_narrow (MtAxis *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
  g_signal_emit (self, signals[FOLDED], 0);
}

static void
mt_axis_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtAxis *self = MT_AXIS (object);

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
mt_axis_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtAxis *self = MT_AXIS (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_axis_dispose (GObject *object)
{
  g_clear_object (&MT_AXIS (object)->session);
  G_OBJECT_CLASS (mt_axis_parent_class)->dispose (object);
}

static void
mt_axis_class_init (MtAxisClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_axis_dispose;
  object_class->get_property = mt_axis_get_property;
  object_class->set_property = mt_axis_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, MT_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MOVED] =
      g_signal_new ("moved", MT_TYPE_AXIS, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESET] =
      g_signal_new ("reset", MT_TYPE_AXIS, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FOLDED] = g_signal_new ("folded", MT_TYPE_AXIS, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
mt_axis_init (MtAxis *self)
{
}

/* Asked of the font that rows need anyway: another one would be loaded for this alone. */
static int
measure_names (MtAxis *self, GtkWidget *widget)
{
  gboolean twelve =
      self->session != NULL && mt_format_get_twelve_hour (mt_session_get_format (self->session));
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr (PangoFontDescription) small =
      pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;
  int width;

  pango_font_description_set_absolute_size (small, pango_font_description_get_size (small) *
                                                       MT_PAINT_SMALL);
  metrics = pango_context_get_metrics (context, small, NULL);
  width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return (twelve ? NAME_CHARS_TWELVE_HOUR : NAME_CHARS) * width / PANGO_SCALE;
}

static void
snapshot_line (GtkWidget *widget, GtkSnapshot *snapshot, float x, float width, const GdkRGBA *color)
{
  graphene_rect_t line = GRAPHENE_RECT_INIT (mt_paint_snap (widget, x - width / 2), 0, width,
                                             gtk_widget_get_height (widget));

  gtk_snapshot_append_color (snapshot, color, &line);
}

/* In steps of its own width: a line across all rows cuts what a minute changes into so many
 * rectangles that GSK gives up and draws the whole window, which not every minute has to. */
static float
get_now_x (MtAxis *self, GtkWidget *widget, gint64 now, float width)
{
  return floorf (mt_axis_get_x (self, widget, now, width) / NOW_WIDTH) * NOW_WIDTH;
}

static void
snapshot_overlap (MtAxis *self, GtkWidget *widget, GtkSnapshot *snapshot, const MtPalette *palette)
{
  const MtSpans *overlap = mt_session_get_axis_overlap (self->session);
  MtSpan axis = mt_axis_get_span (self);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  for (guint i = 0; overlap != NULL && i < overlap->n; i++)
    {
      gint64 start = MAX (overlap->at[i].start, axis.start),
             end = MIN (overlap->at[i].end, axis.end);
      float a = mt_axis_get_x (self, widget, start, width);
      float b = mt_axis_get_x (self, widget, end, width);

      if (end <= start)
        continue;
      gtk_snapshot_append_color (snapshot, &palette->overlap,
                                 &GRAPHENE_RECT_INIT (MIN (a, b), 0, ABS (b - a), height));
      snapshot_line (widget, snapshot, a, 1, &palette->overlap_edge);
      snapshot_line (widget, snapshot, b, 1, &palette->overlap_edge);
    }
}

/**
 * mt_axis_new:
 *
 * Makes an axis without a session.
 *
 * Returns: (transfer full): the axis
 */
MtAxis *
mt_axis_new (void)
{
  return g_object_new (MT_TYPE_AXIS, NULL);
}

/**
 * mt_axis_get_session:
 * @self: an axis
 *
 * Returns: (transfer none) (nullable): whose day it is
 */
MtSession *
mt_axis_get_session (MtAxis *self)
{
  return self->session;
}

/**
 * mt_axis_get_narrow:
 * @self: an axis
 *
 * Returns: whether the tracks stand below the names, over the whole width
 */
gboolean
mt_axis_get_narrow (MtAxis *self)
{
  return self->narrow;
}

/**
 * mt_axis_get_span:
 * @self: an axis
 *
 * Returns: its instants; empty without a session
 */
MtSpan
mt_axis_get_span (MtAxis *self)
{
  return self->session != NULL ? mt_session_get_axis (self->session) : (MtSpan){ 0 };
}

/**
 * mt_axis_get_fraction:
 * @self: an axis
 * @instant: Unix seconds
 *
 * Returns: where on the axis the instant lies: 0 at its start, 1 at its end; may lie outside
 */
double
mt_axis_get_fraction (MtAxis *self, gint64 instant)
{
  MtSpan span = mt_axis_get_span (self);

  if (span.end <= span.start)
    return 0;
  return (double) (instant - span.start) / (double) (span.end - span.start);
}

/**
 * mt_axis_get_x:
 * @self: an axis
 * @widget: the widget that is drawn, for its direction and scale
 * @instant: Unix seconds
 * @width: of the axis in pixels
 *
 * Returns: the pixel of an instant, mirrored where text runs right to left
 */
float
mt_axis_get_x (MtAxis *self, GtkWidget *widget, gint64 instant, float width)
{
  float x = (float) (mt_axis_get_fraction (self, instant) * width);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x;
  return mt_paint_snap (widget, x);
}

/**
 * mt_axis_get_instant:
 * @self: an axis
 * @widget: the widget that is drawn, for its direction
 * @x: a pixel
 * @width: of the axis in pixels, more than 0
 *
 * Returns: the instant that is drawn there: the reverse of mt_axis_get_x()
 */
gint64
mt_axis_get_instant (MtAxis *self, GtkWidget *widget, float x, float width)
{
  MtSpan span = mt_axis_get_span (self);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x;
  return span.start + (gint64) ((double) x / width * (double) (span.end - span.start));
}

/**
 * mt_axis_get_track:
 * @self: an axis
 * @widget: any widget of the section, for font and direction
 * @width: its width in pixels
 * @x: (out): where the tracks start, from its left edge
 * @track_width: (out): how wide they are
 *
 * Where the tracks lie in a widget as wide as the section: one answer for slider, ruler and rows.
 */
void
mt_axis_get_track (MtAxis *self, GtkWidget *widget, int width, int *x, int *track_width)
{
  int names = MT_AXIS_PADDING, end = MT_AXIS_PADDING;

  if (self->name_width == 0)
    self->name_width = measure_names (self, widget);
  if (!self->narrow)
    {
      names = MIN (self->name_width, (int) (width * NAME_SHARE_MAX));
      end = 2 * MT_AXIS_PADDING; /* room for the half of the last hour's label */
    }
  *track_width = MAX (1, width - names - end);
  *x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? end : names;
}

/**
 * mt_axis_snapshot_lines:
 * @self: an axis
 * @widget: a widget as wide as the axis
 * @snapshot: where to draw
 *
 * Draws what runs through all rows: the overlap, now, and the chosen instant.
 */
void
mt_axis_snapshot_lines (MtAxis *self, GtkWidget *widget, GtkSnapshot *snapshot)
{
  const MtPalette *palette = mt_palette_get ();
  float width = gtk_widget_get_width (widget);
  MtSpan span = mt_axis_get_span (self);
  gint64 now, at;

  if (self->session == NULL)
    return;
  snapshot_overlap (self, widget, snapshot, palette);
  now = mt_clock_get_now (mt_session_get_clock (self->session));
  at = mt_session_get_at (self->session);
  if (now >= span.start && now <= span.end)
    snapshot_line (widget, snapshot, get_now_x (self, widget, now, width), NOW_WIDTH,
                   &palette->now);
  if (at != now && at >= span.start && at <= span.end)
    snapshot_line (widget, snapshot, mt_axis_get_x (self, widget, at, width), 2, &palette->chosen);
}

/**
 * mt_axis_forget_font:
 * @self: an axis
 *
 * Call when the font changed: the names are measured again.
 */
void
mt_axis_forget_font (MtAxis *self)
{
  self->name_width = 0;
  g_signal_emit (self, signals[FOLDED], 0);
}
