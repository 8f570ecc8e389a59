/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtOverlapItem: one span in which people overlap. It never changes.
 */
#include "config.h"

#include "service/mt-overlap-item-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-prop.h"

#define MAX_NAMES 12

struct _MtOverlapItem
{
  GObject parent_instance;

  MtSpan span;
  char *text;
  char *people_text;
  char *names;
};

enum
{
  PROP_TEXT = 1,
  PROP_PEOPLE_TEXT,
  PROP_NAMES,
  PROP_DESCRIPTION,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtOverlapItem, mt_overlap_item, G_TYPE_OBJECT)

static void
mt_overlap_item_finalize (GObject *object)
{
  MtOverlapItem *self = MT_OVERLAP_ITEM (object);

  g_free (self->text);
  g_free (self->people_text);
  g_free (self->names);

  G_OBJECT_CLASS (mt_overlap_item_parent_class)->finalize (object);
}

static void
mt_overlap_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtOverlapItem *self = MT_OVERLAP_ITEM (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_PEOPLE_TEXT:
      g_value_set_string (value, self->people_text);
      break;
    case PROP_NAMES:
      g_value_set_string (value, self->names);
      break;
    case PROP_DESCRIPTION:
      /* Translators: an overlap: when, how many, who: "Tue 17:30–18:00, 2 of 9: Ana, Bo". */
      g_value_take_string (
          value, g_strdup_printf (_ ("%s, %s: %s"), self->text, self->people_text, self->names));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mt_overlap_item_class_init (MtOverlapItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_overlap_item_finalize;
  object_class->get_property = mt_overlap_item_get_property;

  props[PROP_TEXT] = mt_prop_string ("text");
  props[PROP_PEOPLE_TEXT] = mt_prop_string ("people-text");
  props[PROP_NAMES] = mt_prop_string ("names");
  props[PROP_DESCRIPTION] = mt_prop_string ("description");
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_overlap_item_init (MtOverlapItem *self)
{
}

static char *
format_people (guint n_free, guint min_people, guint n_people)
{
  /* Translators: how many people of the team are free: "6 of 9". */
  if (n_free >= min_people)
    return g_strdup_printf (_ ("%u of %u"), n_free, n_people);

  /* Translators: at every moment so many are free, but not the same people throughout. */
  return g_strdup_printf (_ ("%u of %u, varying"), min_people, n_people);
}

static char *
join_names (const MtTeam *team, const GArray *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < members->len && i < MAX_NAMES; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, g_array_index (members, guint, i));

      g_ptr_array_add (names, mt_display_line (person->name));
    }
  if (members->len > MAX_NAMES)
    g_ptr_array_add (names,
                     g_strdup_printf (ngettext ("%u more", "%u more", members->len - MAX_NAMES),
                                      members->len - MAX_NAMES));
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

/**
 * mt_overlap_item_new: (skip)
 * @moment: whose team and whose clock
 * @span: the overlap
 * @members: (element-type guint): indices of the people who are free throughout
 * @min_people: how many are free at every instant of it
 * @n_people: of how many
 *
 * Returns: (transfer full): an item
 */
MtOverlapItem *
mt_overlap_item_new (const MtMoment *moment,
                     MtSpan span,
                     const GArray *members,
                     guint min_people,
                     guint n_people)
{
  MtOverlapItem *self = g_object_new (MT_TYPE_OVERLAP_ITEM, NULL);
  const MtTeam *team = moment->snapshot->team;

  self->span = span;
  self->text =
      mt_format_weekday_span (moment->format, span, mt_moment_viewer_at (moment, span.start));
  self->people_text = format_people (members->len, min_people, n_people);
  self->names = join_names (team, members);

  return self;
}

/**
 * mt_overlap_item_get_people_text:
 * @self: an item
 *
 * Returns: (transfer none): "6 of 9"
 */
const char *
mt_overlap_item_get_people_text (MtOverlapItem *self)
{
  return self->people_text;
}

/**
 * mt_overlap_item_equal:
 * @a: an item
 * @b: an item
 *
 * Returns: whether both show the same
 */
gboolean
mt_overlap_item_equal (MtOverlapItem *a, MtOverlapItem *b)
{
  return a->span.start == b->span.start && a->span.end == b->span.end &&
         g_str_equal (a->text, b->text) && g_str_equal (a->people_text, b->people_text) &&
         g_str_equal (a->names, b->names);
}

/**
 * mt_overlap_item_get_span:
 * @self: an item
 *
 * Returns: when
 */
MtSpan
mt_overlap_item_get_span (MtOverlapItem *self)
{
  static const MtSpan nothing = { 0, 0 };

  g_return_val_if_fail (MT_IS_OVERLAP_ITEM (self), nothing);

  return self->span;
}
