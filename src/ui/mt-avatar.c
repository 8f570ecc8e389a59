/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAvatar: a person's picture, or their initials on their colour, with a dot for their state.
 * Drawn by hand, so that two hundred rows of them stay cheap; the dots differ in shape as well as
 * in colour.
 */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "service/mt-person-item.h"
#include "ui/mt-avatar.h"
#include "ui/mt-palette.h"
#include "ui/mt-stamp.h"

#define INITIALS_SHARE 0.4f /* of the height */

struct _MtAvatar
{
  GtkWidget parent_instance;

  MtPersonItem *person; /* owned, nullable */
  PangoLayout *layout;  /* owned, nullable: made when first drawn */
  gint size;
};

G_DEFINE_FINAL_TYPE (MtAvatar, mt_avatar, GTK_TYPE_WIDGET)

enum
{
  PROP_PERSON = 1,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The stamps of avatars, apart from each other: size, palette, direction, and what is shown. */
typedef enum
{
  STAMP_GROUND,
  STAMP_DOT,
} StampKind;

static guint32
make_stamp_id (MtAvatar *self, StampKind kind, guint variant)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return (guint32) self->size << 16 | (guint32) rtl << 15 |
         (guint32) adw_style_manager_get_dark (style) << 14 |
         (guint32) adw_style_manager_get_high_contrast (style) << 13 | (guint32) kind << 8 |
         variant;
}

static void
disc (cairo_t *cr, double x, double y, double radius, const GdkRGBA *color)
{
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_fill (cr);
}

typedef struct
{
  int size;
  const GdkRGBA *color;
} Ground;

static void
draw_ground (cairo_t *cr, gconstpointer data)
{
  const Ground *ground = data;

  disc (cr, ground->size / 2.0, ground->size / 2.0, ground->size / 2.0, ground->color);
}

static void
snapshot_ground (MtAvatar *self, GtkSnapshot *snapshot)
{
  guint color = 0;
  Ground ground = { self->size, NULL };

  g_object_get (self->person, "color", &color, NULL);
  color %= MT_PALETTE_N_PEOPLE;
  ground.color = mt_palette_person (color);
  mt_stamp_append (snapshot, GTK_WIDGET (self), make_stamp_id (self, STAMP_GROUND, color),
                   &(GdkRectangle){ 0, 0, self->size, self->size }, draw_ground, &ground);
}

/* In the bold font of the text around, which is loaded anyway. */
static PangoLayout *
create_layout (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_context_get_font_description (context));
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, NULL);

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  return layout;
}

/* How much larger than in that font the initials are: not at all where nobody would see it. */
static float
get_scale (MtAvatar *self)
{
  const PangoFontDescription *font = pango_layout_get_font_description (self->layout);
  const float scale = (float) self->size * INITIALS_SHARE * PANGO_SCALE /
                      (float) MAX (1, pango_font_description_get_size (font));

  return ABS (scale - 1) < 0.05f ? 1 : scale;
}

static void
snapshot_initials (MtAvatar *self, GtkSnapshot *snapshot)
{
  g_autofree char *initials = NULL;
  PangoRectangle ink;
  GdkRGBA white = { 1, 1, 1, 1 };
  float scale;

  g_object_get (self->person, "initials", &initials, NULL);
  if (self->layout == NULL)
    self->layout = create_layout (GTK_WIDGET (self));
  scale = get_scale (self);
  pango_layout_set_text (self->layout, initials != NULL ? initials : "", -1);
  pango_layout_get_pixel_extents (self->layout, NULL, &ink);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((self->size - ink.width * scale) / 2 - ink.x * scale,
                                      (self->size - ink.height * scale) / 2));
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_append_layout (snapshot, self->layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
free_textures (gpointer textures)
{
  g_hash_table_unref (textures);
}

/* One a picture and size, for all avatars; each is scaled once, and well. */
static GdkTexture *
get_texture (MtPicture *picture, guint side)
{
  GHashTable *textures = g_object_get_data (G_OBJECT (picture), "textures");
  GdkTexture *texture;
  g_autoptr (GBytes) pixels = NULL;

  if (textures == NULL)
    {
      textures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
      g_object_set_data_full (G_OBJECT (picture), "textures", textures, free_textures);
    }
  texture = g_hash_table_lookup (textures, GUINT_TO_POINTER (side));
  if (texture != NULL)
    return texture;
  pixels = mt_picture_scale (picture, side);
  texture = gdk_memory_texture_new ((int) side, (int) side, GDK_MEMORY_R8G8B8A8, pixels,
                                    (gsize) side * 4);
  g_hash_table_insert (textures, GUINT_TO_POINTER (side), texture);

  return texture;
}

static void
snapshot_picture (MtAvatar *self, GtkSnapshot *snapshot, MtPicture *picture)
{
  const int scaled = self->size * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, self->size, self->size);
  GdkRGBA edge = mt_palette_get ()->dot_off;
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, self->size / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_texture (snapshot, get_texture (picture, MIN (scaled, MT_PICTURE_SIDE)),
                               &bounds);
  gtk_snapshot_pop (snapshot);
  /* A picture may be as dark, or as light, as what is behind it. */
  if (!adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    edge.alpha *= 0.3f;
  gtk_snapshot_append_border (snapshot, &circle, (const float[4]){ 1, 1, 1, 1 },
                              (const GdkRGBA[4]){ edge, edge, edge, edge });
}

typedef struct
{
  MtStateKind state;
  double x;
  double y;
  double radius;
} Dot;

static void
bar (cairo_t *cr, const Dot *dot, const GdkRGBA *color)
{
  cairo_rectangle (cr, dot->x - dot->radius * 0.6, dot->y - 1, dot->radius * 1.2, 2);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_fill (cr);
}

/* Working: a full disc. Busy: with a bar, like a closed road. Focus: with a hole. Off: a ring.
 * Away and holiday: a ring with a bar. */
static void
draw_dot (cairo_t *cr, gconstpointer data)
{
  const Dot *dot = data;
  const MtPalette *palette = mt_palette_get ();
  const GdkRGBA *colors[] = {
    [MT_STATE_AWAY] = &palette->dot_off,    [MT_STATE_HOLIDAY] = &palette->dot_off,
    [MT_STATE_OFF] = &palette->dot_off,     [MT_STATE_BUSY] = &palette->dot_busy,
    [MT_STATE_FOCUS] = &palette->dot_focus, [MT_STATE_WORKING] = &palette->dot_working,
  };

  disc (cr, dot->x, dot->y, dot->radius + 2, &palette->ground);
  disc (cr, dot->x, dot->y, dot->radius, colors[dot->state]);
  if (dot->state <= MT_STATE_OFF)
    disc (cr, dot->x, dot->y, dot->radius - 2, &palette->ground);
  if (dot->state == MT_STATE_FOCUS)
    disc (cr, dot->x, dot->y, dot->radius * 0.4, &palette->dot_mark);
  if (dot->state == MT_STATE_BUSY)
    bar (cr, dot, &palette->dot_mark);
  if (dot->state == MT_STATE_AWAY || dot->state == MT_STATE_HOLIDAY)
    bar (cr, dot, &palette->dot_off);
}

static void
snapshot_dot (MtAvatar *self, GtkSnapshot *snapshot)
{
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const double radius = MAX (4, self->size * 0.15);
  const double x = rtl ? radius * 0.8 : self->size - radius * 0.8, y = self->size - radius * 0.8;
  const int left = (int) floor (x - radius - 2), top = (int) floor (y - radius - 2);
  const int side = (int) ceil (2 * radius + 4) + 1; /* wherever within a pixel it begins */
  const Dot dot = { mt_person_item_get_state (self->person).kind, x - left, y - top, radius };

  mt_stamp_append (snapshot, GTK_WIDGET (self), make_stamp_id (self, STAMP_DOT, dot.state),
                   &(GdkRectangle){ left, top, side, side }, draw_dot, &dot);
}

static void
mt_avatar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MtAvatar *self = MT_AVATAR (widget);
  MtPicture *picture;

  if (self->person == NULL)
    return;
  picture = mt_person_item_get_picture (self->person);
  snapshot_ground (self, snapshot);
  if (picture != NULL)
    snapshot_picture (self, snapshot, picture);
  else
    snapshot_initials (self, snapshot);
  snapshot_dot (self, snapshot);
}

/* The name is asked for when somebody points at it: a tooltip set is a question to the display. */
static gboolean
mt_avatar_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MtAvatar *self = MT_AVATAR (widget);
  g_autofree char *name = NULL;

  if (self->person == NULL)
    return FALSE;
  g_object_get (self->person, "name", &name, NULL);
  gtk_tooltip_set_text (tooltip, name);
  return TRUE;
}

static void
mt_avatar_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = *natural = MT_AVATAR (widget)->size;
}

static void
mt_avatar_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (mt_avatar_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&MT_AVATAR (widget)->layout);
  gtk_widget_queue_draw (widget);
}

static void
set_person (MtAvatar *self, MtPersonItem *person)
{
  if (self->person == person)
    return;
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, gtk_widget_queue_draw, self);
  g_set_object (&self->person, person);
  if (person != NULL)
    {
      g_signal_connect_object (person, "notify::state", G_CALLBACK (gtk_widget_queue_draw), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (person, "notify::picture", G_CALLBACK (gtk_widget_queue_draw), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

static void
mt_avatar_dispose (GObject *object)
{
  MtAvatar *self = MT_AVATAR (object);

  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, gtk_widget_queue_draw, self);
  g_clear_object (&self->person);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (mt_avatar_parent_class)->dispose (object);
}

static void
mt_avatar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtAvatar *self = MT_AVATAR (object);

  switch (id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_avatar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtAvatar *self = MT_AVATAR (object);

  switch (id)
    {
    case PROP_PERSON:
      set_person (self, g_value_get_object (value));
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_avatar_class_init (MtAvatarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_avatar_dispose;
  object_class->get_property = mt_avatar_get_property;
  object_class->set_property = mt_avatar_set_property;
  widget_class->snapshot = mt_avatar_snapshot;
  widget_class->measure = mt_avatar_measure;
  widget_class->query_tooltip = mt_avatar_query_tooltip;
  widget_class->system_setting_changed = mt_avatar_system_setting_changed;
  properties[PROP_PERSON] =
      g_param_spec_object ("person", NULL, NULL, MT_TYPE_PERSON_ITEM,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SIZE] =
      g_param_spec_int ("size", NULL, NULL, 8, 256, 32,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "mt-avatar");
  /* What it shows stands in words beside it. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mt_avatar_init (MtAvatar *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * mt_avatar_new:
 * @size: its width and height in pixels, 8 to 256
 *
 * Makes an avatar without a person; set `person` to fill it.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_avatar_new (gint size)
{
  return g_object_new (MT_TYPE_AVATAR, "size", size, NULL);
}
