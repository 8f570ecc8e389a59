/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How long a server asks to be left alone.
 */
#include "config.h"

#include "net/mt-retry-after.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define DAY_S (24 * 60 * 60)
#define HOUR_S (60 * 60)
#define MINUTE_S 60
/* A date, from a server that does not say what its clock shows. */
#define UNKNOWN_S (5 * MINUTE_S)

/* By the clock of the server alone, since ours or its may be wrong. */
static gint64
seconds_between (const char *date, const char *value)
{
  g_autoptr (GDateTime) now = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  g_autoptr (GDateTime) then = soup_date_time_new_from_http_string (value);

  if (then == NULL)
    return 0;
  if (now == NULL)
    return UNKNOWN_S;
  return MAX (1, g_date_time_to_unix (then) - g_date_time_to_unix (now));
}

/**
 * mt_retry_after_parse:
 * @value: (nullable): value of Retry-After
 * @date: (nullable): value of Date in the same response
 *
 * Source: RFC 9110, 10.2.3
 *
 * Returns: seconds, 1 s to 24 h; 0 if @value says nothing
 */
gint64
mt_retry_after_parse (const char *value, const char *date)
{
  guint64 number;
  gint64 seconds;

  if (value == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &number, NULL))
    seconds = MAX (1, (gint64) number);
  else
    seconds = seconds_between (date, value);
  return MIN (seconds, DAY_S);
}

/**
 * mt_retry_after_describe:
 * @seconds: a time to wait
 *
 * Returns: (transfer full): it in words, e.g. "5 minutes"
 */
char *
mt_retry_after_describe (gint64 seconds)
{
  gint64 minutes = (seconds + MINUTE_S - 1) / MINUTE_S;
  gint64 hours = (seconds + HOUR_S - 1) / HOUR_S;

  if (seconds < 2 * MINUTE_S)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), (gint) seconds);
  if (seconds < 2 * HOUR_S)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), (gint) minutes);
  return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) hours), (gint) hours);
}
