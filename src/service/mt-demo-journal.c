/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The journal of the sample team: a folder of VJOURNALs with the updates of the last days, posted
 * in time, late or not at all, and a decision.
 */
#include "config.h"
#include "service/mt-demo-private.h"

#define DAYS_BACK 4

/* How somebody posts: minutes after the end of their day (before it when negative). */
typedef struct
{
  const char *id;
  int after_end;
  int skips; /* the day they forget: this many days ago, -1 never */
  const char *texts[2];
} Habit;

static const Habit habits[] = {
  { "aroha",
    -35,
    -1,
    { "Done: interviewed two harbour masters, notes are in the handbook.\nNext: the router.",
      "Done: customer calls, three of four are happy.\nNext: write up what the fourth needs." } },
  { "liam",
    40,
    -1,
    { "Done: tiles for Port Lincoln render.\nNext: Hobart.\nBlocked: the survey file of Hobart is "
      "cut off half way.",
      "Done: half of the southern tiles.\nNext: the other half." } },
  { "yuki",
    -120,
    -1,
    { "Done: rotated the signing keys.\nNext: audit logs.",
      "Done: invoice export is ready for review.\nNext: backup window for Chen." } },
  { "sita",
    -15,
    1,
    { "Done: 31 letters answered, 4 passed on to Bo.\nNext: handbook page on refunds.",
      "Done: quiet night, backlog is down to 12.\nNext: the rest of it." } },
  { "priya",
    -20,
    2,
    { "Done: tide tables open without a connection.\nNext: make them fresh again.",
      "Done: found why the login test fails.\nNext: the repair.\nBlocked: need a review from "
      "Yuki." } },
  { "amina",
    -150,
    -1,
    { "Done: empty states are ready for review.\nNext: Arabic settings page.",
      "Done: sketches for the price page.\nNext: the ones for small screens." } },
  { "ana",
    -25,
    -1,
    { "Done: price list, first half.\nNext: release notes, then Tidewater.",
      "Done: release notes for 4.2.\nNext: price list." } },
  { "bo",
    35,
    -1,
    { "Done: checkout works again outside Europe.\nNext: Europe.",
      "Done: certificate renewed, rota discussed with Keola.\nNext: find out why payments "
      "fail." } },
  { "marco",
    -10,
    -1,
    { "Done: welcome mail is half as long.\nNext: invoices.", "Done: payroll.\nNext: leave!" } },
  { "chen",
    -10,
    1,
    { "Done: the new server is set up.\nNext: move the database.\nBlocked: backup window.",
      "Done: trial run of the move, 40 minutes.\nNext: wait for the window." } },
  { "keola",
    -90,
    0,
    { "Done: the alarm about drifting clocks is quiet.\nNext: on-call rota.",
      "Done: customer desk.\nNext: customer desk." } },
};

static gboolean
write_entry (const MtDemo *self,
             guint author,
             MtDate day,
             gint64 posted,
             const char *category,
             const char *text,
             GError **error)
{
  const char *id = self->people[author].id;
  const char *const categories[] = { category, NULL };
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  g_autofree char *date = mt_date_format (day);
  g_autofree char *key = g_ascii_strdown (category, -1);
  g_autofree char *uid = g_strdup_printf ("%s-%s-%s@harbour.example", key, id, date);
  g_autofree char *name = g_strdup_printf ("journal/%s-%s-%s.ics", key, id, date);
  MtIcalWriter *writer = mt_demo_begin ();

  mt_ical_writer_begin (writer, "VJOURNAL");
  mt_ical_writer_value (writer, "UID", uid);
  mt_ical_writer_utc (writer, "DTSTAMP", posted);
  mt_ical_writer_utc (writer, "CREATED", posted);
  mt_ical_writer_date (writer, "DTSTART", day);
  mt_ical_writer_texts (writer, "CATEGORIES", categories);
  mt_demo_address (writer, "ORGANIZER", &self->people[author]);
  mt_ical_writer_text (writer, "SUMMARY", lines[0]);
  mt_ical_writer_text (writer, "DESCRIPTION", text);
  mt_ical_writer_end (writer);
  return mt_demo_finish (self, name, writer, error);
}

static gboolean
write_habit (const MtDemo *self, const Habit *habit, GError **error)
{
  guint person = mt_demo_find (self, habit->id);

  for (int back = DAYS_BACK; back >= 0; back--)
    {
      MtDate day = self->today[person] - back;
      gint64 posted;
      int end;

      if (back == habit->skips || !mt_demo_last_end (self, person, day, &end))
        continue;
      posted = mt_demo_instant (self, person, day, end + habit->after_end);
      if (posted <= self->now &&
          !write_entry (self, person, day, posted, "UPDATE", habit->texts[day & 1], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_demo_write_journal:
 * @self: the sample
 * @error: return location
 *
 * Writes the updates of the last days and a decision, a file each. Nothing is posted after the
 * sample's instant.
 *
 * Returns: %FALSE with a #GFileError when a file cannot be written.
 */
gboolean
mt_demo_write_journal (const MtDemo *self, GError **error)
{
  guint ana = mt_demo_find (self, "ana");
  MtDate day = self->today[ana] - 3;

  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    if (!write_habit (self, &habits[i], error))
      return FALSE;
  return write_entry (self, ana, day, mt_demo_instant (self, ana, day, 11 * 60), "DECISION",
                      "Prices change on the first of the month.\nWhoever signed up before keeps "
                      "the old price for a year.",
                      error);
}
