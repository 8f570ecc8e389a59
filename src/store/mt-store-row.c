/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Rows of the store, and the facts of a person that a row depends on.
 */
#include "config.h"

#include "store/mt-store.h"

#include <string.h>

/* Raise this when the same sources would be read differently: old rows are then no longer good. */
#define RULES 2

/**
 * mt_store_row_new:
 * @person: id of the person
 * @window: what @agenda covers
 * @facts: mt_store_facts()
 * @sources: hash of all bytes that were read
 * @signature: mt_signature_take(), or "" if that was not settled
 * @agenda: mt_agenda_pack()
 *
 * Returns: (transfer full): a row
 */
MtStoreRow *
mt_store_row_new (const char *person,
                  MtSpan window,
                  const char *facts,
                  const char *sources,
                  const char *signature,
                  GBytes *agenda)
{
  MtStoreRow *self = g_new0 (MtStoreRow, 1);

  self->person = g_strdup (person);
  self->window = window;
  self->facts = g_strdup (facts);
  self->sources = g_strdup (sources);
  self->signature = g_strdup (signature);
  self->agenda = g_bytes_ref (agenda);
  return self;
}

/**
 * mt_store_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row.
 */
void
mt_store_row_free (MtStoreRow *self)
{
  g_free (self->person);
  g_free (self->facts);
  g_free (self->sources);
  g_free (self->signature);
  g_bytes_unref (self->agenda);
  g_free (self);
}

static void
add_number (GChecksum *checksum, gint32 number)
{
  g_checksum_update (checksum, (const guchar *) &number, sizeof number);
}

static void
add_text (GChecksum *checksum, const char *text)
{
  /* With its end, so that "ab", "c" is not "a", "bc". */
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
add_texts (GChecksum *checksum, char **texts)
{
  for (gsize i = 0; texts[i] != NULL; i++)
    add_text (checksum, texts[i]);
  add_text (checksum, "");
}

static void
add_ranges (GChecksum *checksum, const GArray *ranges)
{
  add_number (checksum, ranges->len);
  for (guint i = 0; i < ranges->len; i++)
    {
      const MtRange *range = &g_array_index (ranges, MtRange, i);

      add_number (checksum, range->start_s);
      add_number (checksum, range->end_s);
    }
}

/* Hours matter where a server says of a person when they are away: not at night. */
static void
add_hours (GChecksum *checksum, const MtPerson *person)
{
  for (guint i = 0; i < G_N_ELEMENTS (person->week->days); i++)
    add_ranges (checksum, person->week->days[i]);
  for (guint i = 0; i < person->exceptions->len; i++)
    {
      const MtException *exception = &g_array_index (person->exceptions, MtException, i);

      add_number (checksum, exception->date);
      add_ranges (checksum, exception->ranges);
    }
}

/**
 * mt_store_facts:
 * @person: a person
 * @tzdata_version: mt_tzdata_get_version()
 *
 * Sums up what an agenda depends on besides the bytes of its sources: the person's zone, travel,
 * addresses and calendars, which of them count, their hours, the rules of time zones, and how this
 * Meantime reads.
 *
 * Returns: (transfer full): a short text, equal for equal facts
 */
char *
mt_store_facts (const MtPerson *person, const char *tzdata_version)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (checksum, PACKAGE_VERSION " " G_STRINGIFY (RULES));
  add_text (checksum, tzdata_version != NULL ? tzdata_version : "");
  add_text (checksum, mt_zone_get_id (person->zone));
  add_texts (checksum, person->emails);
  add_texts (checksum, person->calendars);
  add_texts (checksum, person->holidays);
  add_texts (checksum, person->ignored);
  for (guint i = 0; i < person->travel->len; i++)
    {
      const MtTravel *travel = &g_array_index (person->travel, MtTravel, i);
      gint32 dates[] = { travel->from, travel->to };

      g_checksum_update (checksum, (const guchar *) dates, sizeof dates);
      add_text (checksum, mt_zone_get_id (travel->zone));
    }
  add_hours (checksum, person);
  return g_strdup (g_checksum_get_string (checksum));
}
