/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFormat: how long something lasts, and how far one clock is from another.
 */
#include "config.h"

#include "service/mt-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTE_S 60
#define HOUR_S 3600

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
 * it; and one before that keeps the line as a whole from right to left. Source: Unicode Standard
 * Annex 9, P2, W6, W7 */
static const char *
get_sign_mark (void)
{
  static const char *const languages[] = { "ar", "ckb", "dv", "fa", "he",
                                           "ps", "sd",  "ug", "ur", "yi" };
  const char *language = g_get_language_names ()[0];
  const gsize length = strcspn (language, "_.@");

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i]) == length && strncmp (language, languages[i], length) == 0)
      return "\u200f\u200e";

  return "";
}

static char *
dup_sign (gint32 offset_s)
{
  const gboolean none = ABS (offset_s) < MINUTE_S;

  return none ? g_strdup ("") : g_strconcat (get_sign_mark (), offset_s < 0 ? "−" : "+", NULL);
}

/**
 * mt_format_signed:
 * @self: a format
 * @text: what begins with a sign and digits: "+1 day"
 *
 * Returns: (transfer full): @text, with its sign before the digits where text runs from right to
 *   left
 */
char *
mt_format_signed (MtFormat *self, const char *text)
{
  return g_strconcat (get_sign_mark (), text, NULL);
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
