/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Observances to a table of offsets: plain, by RDATE, or by a yearly rule, up to the year 2200.
 */
#include "config.h"

#include "ical/worker/mt-vtimezone.h"

#include "core/mt-date.h"
#include "ical/worker/mt-rule.h"

#define MAX_ONSETS 5000
#define MAX_OBSERVANCES 500
#define FIRST_YEAR 1900 /* rules that began in 1601 are not walked through the centuries */

typedef struct
{
  gboolean has_start, has_from, has_to;
  gint64 start; /* wall seconds */
  gint32 from_s;
  gint32 to_s;
  gboolean has_rule;
  MtRule rule;
  GArray *rdates; /* (element-type gint64) wall seconds */
} Observance;

typedef struct
{
  GArray *changes; /* (element-type MtZoneChange) */
  const Observance *observance;
  gint64 earliest;
  gint32 earliest_from_s;
} Table;

static gboolean
parse_offset (MtSlice text, gint32 *offset_s)
{
  gint sign, value = 0;

  while (text.length > 0 && g_ascii_isspace (text.at[text.length - 1]))
    text.length--;
  if ((text.length != 5 && text.length != 7) || (text.at[0] != '+' && text.at[0] != '-'))
    return FALSE;
  sign = text.at[0] == '-' ? -1 : 1;
  for (gsize i = 1; i < text.length; i++)
    {
      if (!g_ascii_isdigit (text.at[i]))
        return FALSE;
      value = value * 10 + (text.at[i] - '0');
    }
  if (text.length == 5)
    value *= 100;
  *offset_s = sign * (value / 10000 * 3600 + value / 100 % 100 * 60 + value % 100);
  return ABS (*offset_s) < MT_DAY_S;
}

static void
add_onset (Table *table, gint64 wall)
{
  const Observance *observance = table->observance;
  MtZoneChange change = { wall - observance->from_s, observance->to_s };

  if (table->changes->len >= MAX_ONSETS)
    return;
  g_array_append_val (table->changes, change);
  if (change.at < table->earliest)
    {
      table->earliest = change.at;
      table->earliest_from_s = observance->from_s;
    }
}

static gboolean
add_onset_cb (gint64 wall, gpointer user_data)
{
  Table *table = user_data;
  const Observance *observance = table->observance;
  const MtDigits *until = &observance->rule.until;

  if (observance->rule.has_until)
    {
      gint64 last = until->is_date  ? until->wall + MT_DAY_S - 1
                    : until->is_utc ? until->wall + observance->from_s
                                    : until->wall;

      if (wall > last)
        return FALSE;
    }
  add_onset (table, wall);
  return table->changes->len < MAX_ONSETS;
}

static void
add_observance (Table *table, const Observance *observance)
{
  if (!observance->has_start || !observance->has_from || !observance->has_to)
    return;
  table->observance = observance;
  add_onset (table, observance->start);
  for (guint i = 0; i < observance->rdates->len; i++)
    add_onset (table, g_array_index (observance->rdates, gint64, i));
  if (observance->has_rule && observance->rule.freq == MT_FREQ_YEARLY)
    mt_rule_expand (
        &observance->rule, observance->start,
        MAX (observance->start + 1, mt_date_to_wall (mt_date_from_civil (FIRST_YEAR, 1, 1))),
        mt_date_to_wall (MT_DATE_MAX), add_onset_cb, table);
}

static void
read_property (Observance *observance, const MtLine *line)
{
  MtSlice rest = line->value;
  MtSlice item;
  MtDigits digits;
  MtReasonCode why;

  if (mt_slice_is (line->name, "DTSTART"))
    {
      observance->has_start = mt_digits_parse (line->value, FALSE, &digits);
      observance->start = digits.wall;
    }
  else if (mt_slice_is (line->name, "TZOFFSETFROM"))
    observance->has_from = parse_offset (line->value, &observance->from_s);
  else if (mt_slice_is (line->name, "TZOFFSETTO"))
    observance->has_to = parse_offset (line->value, &observance->to_s);
  else if (mt_slice_is (line->name, "RRULE"))
    observance->has_rule = mt_rule_parse (line->value, FALSE, &observance->rule, &why);
  else if (mt_slice_is (line->name, "RDATE"))
    while (observance->rdates->len < MAX_ONSETS && mt_slice_next_item (&rest, &item))
      if (mt_digits_parse (item, FALSE, &digits))
        g_array_append_val (observance->rdates, digits.wall);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const MtZoneChange *left = a;
  const MtZoneChange *right = b;

  return left->at < right->at ? -1 : left->at > right->at;
}

static MtZone *
table_to_zone (Table *table, const char *tzid)
{
  GArray *changes = table->changes;
  guint kept = 0;

  if (changes->len == 0)
    return NULL;
  g_array_sort (changes, compare_changes);
  for (guint i = 0; i < changes->len; i++)
    {
      MtZoneChange change = g_array_index (changes, MtZoneChange, i);

      if (kept > 0 && g_array_index (changes, MtZoneChange, kept - 1).at == change.at)
        kept--;
      g_array_index (changes, MtZoneChange, kept++) = change;
    }
  return mt_zone_new (tzid, table->earliest_from_s, (const MtZoneChange *) changes->data, kept);
}

static void
read_observances (MtLines *lines, Table *table)
{
  Observance observance = { 0 };
  gboolean inside = FALSE;
  guint n = 0;
  MtLine line;

  while (mt_lines_next (lines, &line))
    {
      gboolean kind = mt_slice_is (line.value, "STANDARD") || mt_slice_is (line.value, "DAYLIGHT");

      if (mt_slice_is (line.name, "BEGIN") && kind && !inside && n++ < MAX_OBSERVANCES)
        {
          observance = (Observance){ .rdates = g_array_new (FALSE, FALSE, sizeof (gint64)) };
          inside = TRUE;
        }
      else if (mt_slice_is (line.name, "END") && kind && inside)
        {
          add_observance (table, &observance);
          g_clear_pointer (&observance.rdates, g_array_unref);
          inside = FALSE;
        }
      else if (inside)
        read_property (&observance, &line);
    }
  g_clear_pointer (&observance.rdates, g_array_unref);
}

/**
 * mt_vtimezone_read:
 * @text: a VTIMEZONE, folded or not
 * @length: bytes
 * @tzid: the name the zone gets
 *
 * Reads observances that are plain, by RDATE, or by a yearly rule. Any other frequency counts as
 * its first onset alone: a zone that changes daily is an attack, not a zone.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL if no observance can be read
 *
 * Source: RFC 5545 3.6.5
 */
MtZone *
mt_vtimezone_read (const char *text, gsize length, const char *tzid)
{
  gsize unfolded;
  g_autofree char *plain = mt_lines_unfold (text, length, &unfolded);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (MtZoneChange));
  MtLines lines = { plain, plain + unfolded };
  Table table = { changes, NULL, G_MAXINT64, 0 };

  read_observances (&lines, &table);
  return table_to_zone (&table, tzid);
}

/**
 * mt_vtimezone_dup_location:
 * @text: a VTIMEZONE
 * @length: bytes
 *
 * Returns: (transfer full) (nullable): its X-LIC-LOCATION
 */
char *
mt_vtimezone_dup_location (const char *text, gsize length)
{
  gsize unfolded;
  g_autofree char *plain = mt_lines_unfold (text, length, &unfolded);
  MtLines lines = { plain, plain + unfolded };
  MtLine line;

  while (mt_lines_next (&lines, &line))
    if (mt_slice_is (line.name, "X-LIC-LOCATION"))
      return g_strstrip (mt_line_dup_text (&line));
  return NULL;
}
