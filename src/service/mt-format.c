/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFormat: which clock and which week the person at this machine reads.
 */
#include "config.h"

#include "service/mt-format.h"

#include <langinfo.h>
#include <string.h>

#define INTERFACE_SCHEMA "org.gnome.desktop.interface"
#define CLOCK_FORMAT "clock-format"

struct _MtFormat
{
  GObject parent_instance;

  gboolean twelve_hour;
  MtWeekday first_weekday;
  GSettings *desktop; /* owned, nullable: fixed, or a system without the schema */
};

G_DEFINE_FINAL_TYPE (MtFormat, mt_format, G_TYPE_OBJECT)

typedef enum
{
  PROP_TWELVE_HOUR = 1,
} MtFormatProperty;

static GParamSpec *properties[PROP_TWELVE_HOUR + 1];

/* Source: nl_langinfo(3): T_FMT is what strftime() takes for the time of the locale. */
static gboolean
locale_has_twelve_hours (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") != NULL || strstr (format, "%I") != NULL ||
         strstr (format, "%l") != NULL || strstr (format, "%p") != NULL;
}

/* glibc counts the first day of the week from a date which it also tells. Source: locale(5),
 * LC_TIME, "week" and "first_weekday". */
static MtWeekday
locale_first_weekday (void)
{
  gint first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  gintptr origin = (gintptr) nl_langinfo (_NL_TIME_WEEK_1STDAY);
  gint origin_weekday = (guint32) origin == 19971201 ? MT_MONDAY : MT_SUNDAY;

  if (first < 1 || first > 7)
    return MT_MONDAY;
  return (MtWeekday) ((origin_weekday + first - 1) % 7);
}

/* GSettings aborts on a schema that is not installed, so it is looked up first. */
static GSettings *
find_desktop_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, INTERFACE_SCHEMA, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, CLOCK_FORMAT))
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

/* Other desktops leave the key at its default, which says nothing: there the locale decides. */
static gboolean
desktop_means_it (GSettings *desktop)
{
  g_autoptr (GVariant) chosen = g_settings_get_user_value (desktop, CLOCK_FORMAT);
  const char *name = g_getenv ("XDG_CURRENT_DESKTOP");

  return chosen != NULL || (name != NULL && strstr (name, "GNOME") != NULL);
}

static gboolean
system_has_twelve_hours (MtFormat *self)
{
  g_autofree char *format = NULL;

  if (self->desktop == NULL || !desktop_means_it (self->desktop))
    return locale_has_twelve_hours ();
  format = g_settings_get_string (self->desktop, CLOCK_FORMAT);
  return g_str_equal (format, "12h");
}

static void
clock_format_changed_cb (MtFormat *self)
{
  gboolean twelve_hour = system_has_twelve_hours (self);

  if (twelve_hour == self->twelve_hour)
    return;
  self->twelve_hour = twelve_hour;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TWELVE_HOUR]);
}

static void
mt_format_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtFormat *self = MT_FORMAT (object);

  switch ((MtFormatProperty) id)
    {
    case PROP_TWELVE_HOUR:
      g_value_set_boolean (value, self->twelve_hour);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_format_dispose (GObject *object)
{
  g_clear_object (&MT_FORMAT (object)->desktop);
  G_OBJECT_CLASS (mt_format_parent_class)->dispose (object);
}

static void
mt_format_class_init (MtFormatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mt_format_get_property;
  object_class->dispose = mt_format_dispose;
  properties[PROP_TWELVE_HOUR] = g_param_spec_boolean ("twelve-hour", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_TWELVE_HOUR, properties[PROP_TWELVE_HOUR]);
}

static void
mt_format_init (MtFormat *self)
{
  self->first_weekday = MT_MONDAY;
}

/**
 * mt_format_new:
 *
 * Formats as the system does: the desktop's choice of 12 or 24 hours where there is one, else the
 * locale's; the locale's first weekday. Main thread. setlocale() must have been called.
 *
 * Returns: (transfer full): the format, which follows when the desktop's choice changes
 */
MtFormat *
mt_format_new (void)
{
  MtFormat *self = g_object_new (MT_TYPE_FORMAT, NULL);

  self->desktop = find_desktop_settings ();
  self->first_weekday = locale_first_weekday ();
  self->twelve_hour = system_has_twelve_hours (self);
  if (self->desktop != NULL)
    g_signal_connect_object (self->desktop, "changed::" CLOCK_FORMAT,
                             G_CALLBACK (clock_format_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * mt_format_new_fixed:
 * @twelve_hour: whether the clock has twelve hours
 * @first_weekday: the first day of the week
 *
 * Returns: (transfer full): a format that does not look at the system
 */
MtFormat *
mt_format_new_fixed (gboolean twelve_hour, MtWeekday first_weekday)
{
  MtFormat *self = g_object_new (MT_TYPE_FORMAT, NULL);

  self->twelve_hour = twelve_hour;
  self->first_weekday = first_weekday;
  return self;
}

/**
 * mt_format_get_twelve_hour:
 * @self: a format
 *
 * Returns: whether times are shown with AM and PM
 */
gboolean
mt_format_get_twelve_hour (MtFormat *self)
{
  g_return_val_if_fail (MT_IS_FORMAT (self), FALSE);
  return self->twelve_hour;
}

/**
 * mt_format_get_first_weekday:
 * @self: a format
 *
 * Returns: the day a week begins with
 */
MtWeekday
mt_format_get_first_weekday (MtFormat *self)
{
  g_return_val_if_fail (MT_IS_FORMAT (self), MT_MONDAY);
  return self->first_weekday;
}
