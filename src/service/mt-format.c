/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFormat: times and dates as the person at this machine reads them. Names of days and months are
 * the locale's own; how they are put together is translated.
 */
#include "config.h"

#include "service/mt-format.h"

#include <glib/gi18n-lib.h>

#include <langinfo.h>
#include <string.h>

#define INTERFACE_SCHEMA "org.gnome.desktop.interface"
#define CLOCK_FORMAT "clock-format"
#define MINUTE_S 60
#define HOUR_S 3600

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

/* nl_langinfo() counts from Sunday. */
static nl_item
day_item (nl_item sunday, MtWeekday weekday)
{
  return sunday + (weekday + 1) % 7;
}

/**
 * mt_format_weekday_name:
 * @self: a format
 * @weekday: a weekday
 *
 * Returns: (transfer none): its name in the locale, "Tuesday"
 */
const char *
mt_format_weekday_name (MtFormat *self, MtWeekday weekday)
{
  return nl_langinfo (day_item (DAY_1, weekday));
}

/**
 * mt_format_weekday_short:
 * @self: a format
 * @weekday: a weekday
 *
 * Returns: (transfer none): its short name in the locale, "Tue"
 */
const char *
mt_format_weekday_short (MtFormat *self, MtWeekday weekday)
{
  return nl_langinfo (day_item (ABDAY_1, weekday));
}

/* Many locales have no words for the halves of the day. */
static const char *
half_of_day (gint hour)
{
  const char *name = nl_langinfo (hour < 12 ? AM_STR : PM_STR);

  if (name[0] != '\0')
    return name;
  return hour < 12 ? _ ("AM") : _ ("PM");
}

/**
 * mt_format_wall_time:
 * @self: a format
 * @wall_s: wall-clock seconds, of any day
 *
 * Returns: (transfer full): the time of day, "17:00" or "5:00 PM"
 */
char *
mt_format_wall_time (MtFormat *self, gint64 wall_s)
{
  gint64 in_day = wall_s - mt_date_to_wall (mt_date_of_wall (wall_s));
  gint hour = (gint) (in_day / HOUR_S);
  gint minute = (gint) (in_day % HOUR_S / MINUTE_S);

  g_return_val_if_fail (MT_IS_FORMAT (self), NULL);
  if (!self->twelve_hour)
    /* Translators: hour and minute of a clock with 24 hours */
    return g_strdup_printf (C_ ("24-hour clock", "%02d:%02d"), hour, minute);
  /* Translators: hour and minute of a clock with 12 hours, and AM or PM */
  return g_strdup_printf (C_ ("12-hour clock", "%d:%02d %s"), (hour + 11) % 12 + 1, minute,
                          half_of_day (hour));
}

/**
 * mt_format_time:
 * @self: a format
 * @instant: Unix seconds
 * @zone: whose clock to read
 *
 * Returns: (transfer full): the time of day there, "17:00" or "5:00 PM"
 */
char *
mt_format_time (MtFormat *self, gint64 instant, const MtZone *zone)
{
  return mt_format_wall_time (self, mt_zone_to_wall (zone, instant));
}

/**
 * mt_format_weekday_time:
 * @self: a format
 * @instant: Unix seconds
 * @zone: whose clock to read
 *
 * Returns: (transfer full): weekday and time there, "Thu 17:00"
 */
char *
mt_format_weekday_time (MtFormat *self, gint64 instant, const MtZone *zone)
{
  gint64 wall_s = mt_zone_to_wall (zone, instant);
  g_autofree char *time = mt_format_wall_time (self, wall_s);

  /* Translators: a short weekday and a time, "Thu 17:00" */
  return g_strdup_printf (
      C_ ("weekday and time", "%s %s"),
      mt_format_weekday_short (self, mt_date_weekday (mt_date_of_wall (wall_s))), time);
}

/**
 * mt_format_date:
 * @self: a format
 * @date: a date
 *
 * Returns: (transfer full): the date in short, "Tue 24 Nov"
 */
char *
mt_format_date (MtFormat *self, MtDate date)
{
  gint month;
  gint day;

  mt_date_to_civil (date, NULL, &month, &day);
  /* Translators: short weekday, day of the month, short month: "Tue 24 Nov" */
  return g_strdup_printf (C_ ("short date", "%1$s %2$d %3$s"),
                          mt_format_weekday_short (self, mt_date_weekday (date)), day,
                          nl_langinfo (ABMON_1 + month - 1));
}

/**
 * mt_format_date_long:
 * @self: a format
 * @date: a date
 *
 * Returns: (transfer full): the date in words, "Tuesday 24 November"
 */
char *
mt_format_date_long (MtFormat *self, MtDate date)
{
  gint month;
  gint day;

  mt_date_to_civil (date, NULL, &month, &day);
  /* Translators: weekday, day of the month, month: "Tuesday 24 November" */
  return g_strdup_printf (C_ ("long date", "%1$s %2$d %3$s"),
                          mt_format_weekday_name (self, mt_date_weekday (date)), day,
                          nl_langinfo (MON_1 + month - 1));
}

/**
 * mt_format_date_full:
 * @self: a format
 * @date: a date
 *
 * Returns: (transfer full): the date in words with its year, "Tuesday 24 November 2026"
 */
char *
mt_format_date_full (MtFormat *self, MtDate date)
{
  gint year;
  gint month;
  gint day;

  mt_date_to_civil (date, &year, &month, &day);
  /* Translators: weekday, day of the month, month, year: "Tuesday 24 November 2026" */
  return g_strdup_printf (C_ ("full date", "%1$s %2$d %3$s %4$d"),
                          mt_format_weekday_name (self, mt_date_weekday (date)), day,
                          nl_langinfo (MON_1 + month - 1), year);
}

/**
 * mt_format_date_time:
 * @self: a format
 * @instant: Unix seconds
 * @zone: whose clock to read
 *
 * Returns: (transfer full): date and time there, "Tuesday 24 November, 15:22"
 */
char *
mt_format_date_time (MtFormat *self, gint64 instant, const MtZone *zone)
{
  gint64 wall_s = mt_zone_to_wall (zone, instant);
  g_autofree char *date = mt_format_date_long (self, mt_date_of_wall (wall_s));
  g_autofree char *time = mt_format_wall_time (self, wall_s);

  /* Translators: a date and a time, "Tuesday 24 November, 15:22" */
  return g_strdup_printf (C_ ("date and time", "%s, %s"), date, time);
}

static char *
join_span (const char *start, const char *end)
{
  /* Translators: from one time to another, "17:30–18:00" */
  return g_strdup_printf (C_ ("span of time", "%s–%s"), start, end);
}

/* A span that ends on another weekday names both, unless it ends with its own day. */
static gboolean
ends_another_day (MtSpan span, const MtZone *zone)
{
  MtDate first = mt_date_of_wall (mt_zone_to_wall (zone, span.start));
  gint64 end = mt_zone_to_wall (zone, span.end);

  return mt_date_of_wall (end) != first && end != mt_date_to_wall (first + 1);
}

/**
 * mt_format_span:
 * @self: a format
 * @span: a span
 * @zone: whose clock to read
 *
 * Returns: (transfer full): its times of day there, "17:30–18:00"; with weekdays if it lasts a day
 *   or longer
 */
char *
mt_format_span (MtFormat *self, MtSpan span, const MtZone *zone)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (span.end - span.start >= MT_DAY_S && ends_another_day (span, zone))
    return mt_format_weekday_span (self, span, zone);
  start = mt_format_time (self, span.start, zone);
  end = mt_format_time (self, span.end, zone);
  return join_span (start, end);
}

/**
 * mt_format_weekday_span:
 * @self: a format
 * @span: a span
 * @zone: whose clock to read
 *
 * Returns: (transfer full): weekday and times there, "Tue 17:30–18:00" or "Tue 22:00–Wed 06:00"
 */
char *
mt_format_weekday_span (MtFormat *self, MtSpan span, const MtZone *zone)
{
  g_autofree char *start = mt_format_weekday_time (self, span.start, zone);
  g_autofree char *end = ends_another_day (span, zone)
                             ? mt_format_weekday_time (self, span.end, zone)
                             : mt_format_time (self, span.end, zone);

  return join_span (start, end);
}

/**
 * mt_format_length:
 * @self: a format
 * @length_s: seconds, not negative
 *
 * Returns: (transfer full): a length to the minute in its two largest units, "2 h 30 min", "45
 *   min", "3 d 4 h"
 */
char *
mt_format_length (MtFormat *self, gint64 length_s)
{
  gint days = (gint) (length_s / MT_DAY_S);
  gint hours = (gint) (length_s % MT_DAY_S / HOUR_S);
  gint minutes = (gint) (length_s % HOUR_S / MINUTE_S);

  if (days > 0 && hours > 0)
    return g_strdup_printf (_ ("%d d %d h"), days, hours);
  if (days > 0)
    return g_strdup_printf (_ ("%d d"), days);
  if (hours > 0 && minutes > 0)
    return g_strdup_printf (_ ("%d h %d min"), hours, minutes);
  if (hours > 0)
    return g_strdup_printf (_ ("%d h"), hours);
  return g_strdup_printf (_ ("%d min"), minutes);
}

/* A sign before digits goes behind them where text runs from right to left, but for a mark before
 * it. Source: Unicode Standard Annex 9, W6, W7 */
static const char *
get_sign_mark (void)
{
  static const char *const languages[] = { "ar", "ckb", "dv", "fa", "he",
                                           "ps", "sd",  "ug", "ur", "yi" };
  const char *language = g_get_language_names ()[0];
  const gsize length = strcspn (language, "_.@");

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i]) == length && strncmp (language, languages[i], length) == 0)
      return "\u200e";

  return "";
}

static char *
dup_sign (gint32 offset_s)
{
  const gboolean none = ABS (offset_s) < MINUTE_S;

  return none ? g_strdup ("") : g_strconcat (get_sign_mark (), offset_s < 0 ? "−" : "+", NULL);
}

/**
 * mt_format_utc_offset:
 * @self: a format
 * @offset_s: of a clock from UTC in seconds, to the east positive
 *
 * Returns: (transfer full): the offset to the minute, "UTC+5:30", "UTC−6", "UTC"
 */
char *
mt_format_utc_offset (MtFormat *self, gint32 offset_s)
{
  const gint minutes = ABS (offset_s) / MINUTE_S;

  if (minutes == 0)
    return g_strdup ("UTC");
  if (minutes % 60 == 0)
    return g_strdup_printf ("UTC%s%d", offset_s < 0 ? "−" : "+", minutes / 60);
  return g_strdup_printf ("UTC%s%d:%02d", offset_s < 0 ? "−" : "+", minutes / 60, minutes % 60);
}

/**
 * mt_format_offset:
 * @self: a format
 * @offset_s: how many seconds one clock is ahead of another, negative behind
 *
 * Returns: (transfer full): the offset to the minute, "+4:30", "−6 h", "0 h"
 */
char *
mt_format_offset (MtFormat *self, gint32 offset_s)
{
  gint minutes = ABS (offset_s) / MINUTE_S;
  g_autofree char *sign = dup_sign (offset_s);

  if (minutes % 60 != 0)
    return g_strdup_printf ("%s%d:%02d", sign, minutes / 60, minutes % 60);
  /* Translators: an offset between clocks in whole hours, with its sign: "+4 h" */
  return g_strdup_printf (C_ ("offset", "%s%d h"), sign, minutes / 60);
}
