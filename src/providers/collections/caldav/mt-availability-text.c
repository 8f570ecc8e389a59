/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Lines into blocks: VAVAILABILITY with its AVAILABLEs, and the few properties that matter.
 */
#include "config.h"

#include "providers/collections/caldav/mt-availability-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-property.h"
#include "net/mt-net-error.h"

#define MAX_BYTES (1024 * 1024)
#define MAX_LINES 20000
#define MAX_BLOCKS 200
#define MAX_PARTS 500
#define MAX_DATES 2000
#define NO_PRIORITY 10
#define ALL_DAYS 0x7f

typedef struct
{
  MtZoneLookup lookup;
  gpointer user_data;
  GPtrArray *blocks;          /* owned */
  MtAvailabilityBlock *block; /* unowned, nullable: the one that is open */
  MtAvailabilityBlock *part;  /* unowned, nullable */
  guint skip;                 /* components open that say nothing here */
} Reading;

static void
block_free (gpointer data)
{
  MtAvailabilityBlock *self = data;

  g_clear_pointer (&self->start.zone, mt_zone_unref);
  g_clear_pointer (&self->end.zone, mt_zone_unref);
  g_array_unref (self->without);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static MtAvailabilityBlock *
block_new (GPtrArray *into)
{
  MtAvailabilityBlock *self = g_new0 (MtAvailabilityBlock, 1);

  self->priority = NO_PRIORITY;
  self->without = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->parts = g_ptr_array_new_with_free_func (block_free);
  g_ptr_array_add (into, self);
  return self;
}

/* The wall time of a value without looking at zones. */
static gboolean
read_wall (const char *value, gint64 *wall_s, gboolean *utc)
{
  g_autofree char *line = g_strconcat ("X:", value, NULL);
  g_autoptr (MtIcalProperty) plain = mt_ical_property_new (line, strlen (line));
  const MtTime time = mt_ical_property_time (plain, NULL, NULL);

  if (time.kind == MT_TIME_NONE)
    return FALSE;
  *utc = time.kind == MT_TIME_INSTANT;
  *wall_s = time.kind == MT_TIME_DATE ? mt_date_to_wall ((MtDate) time.value) : time.value;
  return *wall_s >= mt_date_to_wall (MT_DATE_MIN) && *wall_s < mt_date_to_wall (MT_DATE_MAX);
}

/* A zone nobody knows is read as floating: the person's own. */
static void
read_time (const Reading *self, const MtIcalProperty *property, MtAvailabilityTime *time)
{
  g_autofree char *tzid = mt_ical_property_dup_param (property, "TZID");
  gboolean utc = FALSE;

  if (time->known || !read_wall (property->value, &time->wall_s, &utc))
    return;
  time->known = TRUE;
  if (utc)
    time->zone = mt_zone_new_fixed ("UTC", 0);
  else if (tzid != NULL)
    time->zone = self->lookup (tzid, self->user_data);
}

/* Weeks, days, hours, minutes, seconds; at most a year. */
static gint64
read_duration (const char *text)
{
  static const char units[] = "WDHMS";
  static const gint64 sizes[] = { 7 * MT_DAY_S, MT_DAY_S, 3600, 60, 1 };
  gint64 sum = 0, number = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *unit = strchr (units, *at);

      if (g_ascii_isdigit (*at))
        number = MIN (number * 10 + (*at - '0'), 366 * MT_DAY_S);
      else if (unit != NULL)
        {
          sum += number * sizes[unit - units];
          number = 0;
        }
      else if (strchr ("PT+", *at) == NULL)
        return 0;
    }
  return CLAMP (sum, 0, 366 * MT_DAY_S);
}

/* FALSE: "2MO" and the like, which no week can say. */
static gboolean
read_days (const char *text, guint8 *days)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  g_auto (GStrv) words = g_strsplit (text, ",", 20);
  guint8 found = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint day = 0;

      while (day < G_N_ELEMENTS (names) && g_ascii_strcasecmp (words[i], names[day]) != 0)
        day++;
      if (day == G_N_ELEMENTS (names))
        return FALSE;
      found |= (guint8) (1 << day);
    }
  *days = found;
  return found != 0;
}

static gboolean
read_rule_part (MtAvailabilityBlock *self, const char *name, const char *value)
{
  gboolean utc;

  if (g_ascii_strcasecmp (name, "FREQ") == 0)
    {
      if (g_ascii_strcasecmp (value, "DAILY") == 0 && self->days == 0)
        self->days = ALL_DAYS;
      return g_ascii_strcasecmp (value, "DAILY") == 0 || g_ascii_strcasecmp (value, "WEEKLY") == 0;
    }
  if (g_ascii_strcasecmp (name, "BYDAY") == 0)
    return read_days (value, &self->days);
  if (g_ascii_strcasecmp (name, "INTERVAL") == 0)
    return g_str_equal (value, "1");
  if (g_ascii_strcasecmp (name, "UNTIL") == 0)
    return self->until_known = read_wall (value, &self->until_s, &utc);
  return g_ascii_strcasecmp (name, "WKST") == 0;
}

static void
read_rule (MtAvailabilityBlock *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", 20);

  self->repeats = TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (!read_rule_part (self, parts[i], value))
        self->strange = TRUE;
    }
}

/* Given in UTC they are those of a start in UTC: others use the zone of the start. */
static void
read_exdates (MtAvailabilityBlock *self, const char *text)
{
  g_auto (GStrv) values = g_strsplit (text, ",", MAX_DATES);

  for (guint i = 0; values[i] != NULL && self->without->len < MAX_DATES; i++)
    {
      gint64 wall_s;
      gboolean utc;

      if (read_wall (g_strstrip (values[i]), &wall_s, &utc))
        g_array_append_val (self->without, wall_s);
    }
}

static void
read_property (const Reading *self, const MtIcalProperty *property)
{
  MtAvailabilityBlock *block = self->part != NULL ? self->part : self->block;

  if (g_ascii_strcasecmp (property->name, "DTSTART") == 0)
    read_time (self, property, &block->start);
  else if (g_ascii_strcasecmp (property->name, "DTEND") == 0)
    read_time (self, property, &block->end);
  else if (g_ascii_strcasecmp (property->name, "DURATION") == 0)
    block->length_s = read_duration (property->value);
  else if (g_ascii_strcasecmp (property->name, "RRULE") == 0)
    read_rule (block, property->value);
  else if (g_ascii_strcasecmp (property->name, "EXDATE") == 0)
    read_exdates (block, property->value);
  else if (g_ascii_strcasecmp (property->name, "BUSYTYPE") == 0)
    block->tentative = g_ascii_strcasecmp (property->value, "BUSY-TENTATIVE") == 0;
  else if (g_ascii_strcasecmp (property->name, "PRIORITY") == 0)
    {
      const guint64 priority = g_ascii_strtoull (property->value, NULL, 10);

      block->priority = priority >= 1 && priority <= 9 ? (guint) priority : NO_PRIORITY;
    }
}

static void
begin (Reading *self, const char *component)
{
  if (self->skip == 0 && self->block == NULL &&
      g_ascii_strcasecmp (component, "VAVAILABILITY") == 0 && self->blocks->len < MAX_BLOCKS)
    self->block = block_new (self->blocks);
  else if (self->skip == 0 && self->block != NULL && self->part == NULL &&
           g_ascii_strcasecmp (component, "AVAILABLE") == 0 && self->block->parts->len < MAX_PARTS)
    self->part = block_new (self->block->parts);
  else if (g_ascii_strcasecmp (component, "VCALENDAR") != 0)
    self->skip++;
}

static void
end (Reading *self, const char *component)
{
  if (g_ascii_strcasecmp (component, "VCALENDAR") == 0)
    return;
  if (self->skip > 0)
    self->skip--;
  else if (self->part != NULL)
    self->part = NULL;
  else
    self->block = NULL;
}

static void
read_line (Reading *self, const MtIcalLine *line)
{
  g_autoptr (MtIcalProperty) property =
      mt_ical_property_new (line->start, (gsize) (line->end - line->start));

  if (g_ascii_strcasecmp (property->name, "BEGIN") == 0)
    begin (self, property->value);
  else if (g_ascii_strcasecmp (property->name, "END") == 0)
    end (self, property->value);
  else if (self->skip == 0 && self->block != NULL)
    read_property (self, property);
}

/**
 * mt_availability_text_read:
 * @bytes: foreign text
 * @lookup: finds the zone a TZID means
 * @user_data: for @lookup
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type MtAvailabilityBlock): its VAVAILABILITYs; %NULL
 *   with an %MT_NET_ERROR when it is too large, or has none
 */
GPtrArray *
mt_availability_text_read (GBytes *bytes, MtZoneLookup lookup, gpointer user_data, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (block_free);
  Reading self = { .lookup = lookup, .user_data = user_data, .blocks = blocks };
  MtIcalLines lines;
  MtIcalLine line;

  if (g_bytes_get_size (bytes) > MAX_BYTES)
    {
      g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE,
                   _ ("working hours of more than %d bytes are not read"), MAX_BYTES);
      return NULL;
    }
  text = mt_ical_bytes_normalise (bytes);
  lines.at = g_bytes_get_data (text, NULL);
  lines.end = lines.at + g_bytes_get_size (text);
  for (guint n = 0; n < MAX_LINES && lines.at != NULL && mt_ical_lines_next (&lines, &line); n++)
    read_line (&self, &line);
  if (blocks->len > 0)
    return g_steal_pointer (&blocks);
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                       _ ("there are no working hours in it"));
  return NULL;
}
