/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The board of the sample team: a folder of VTODOs over four columns, some blocked, urgent, overdue
 * or due today.
 */
#include "config.h"
#include "service/mt-demo-private.h"

typedef enum
{
  TODO,
  DOING,
  REVIEW,
  DONE,
} Column;

#define NO_DUE 1000
#define ALL_DAY -1

typedef struct
{
  const char *id;
  const char *title;
  Column column;
  const char *assignee; /* nullable */
  int due_days;         /* from the assignee's today, or NO_DUE */
  int due_minute;       /* of that day, or ALL_DAY */
  int priority;
  const char *labels[3];
  const char *notes; /* nullable */
} Card;

static const Card cards[] = {
  { "settings-arabic",
    "Translate the settings page into Arabic",
    TODO,
    "amina",
    2,
    17 * 60,
    5,
    { "translation" },
    NULL },
  { "rota",
    "Update the on-call rota",
    TODO,
    "keola",
    3,
    ALL_DAY,
    5,
    { NULL },
    "Sita is away the week after next." },
  { "old-switches",
    "Clean up old feature switches",
    TODO,
    "liam",
    NO_DUE,
    0,
    7,
    { "server" },
    NULL },
  { "test-data",
    "Ask Tidewater for test data",
    TODO,
    "ana",
    1,
    ALL_DAY,
    5,
    { "partner" },
    "They answer e-mail on their Tuesdays." },
  { "price-list",
    "Draft the new price list",
    TODO,
    "ana",
    0,
    ALL_DAY,
    3,
    { NULL },
    "Numbers are in the handbook, under Prices." },
  { "router",
    "Replace the router in the Auckland office",
    TODO,
    "aroha",
    6,
    ALL_DAY,
    7,
    { "office" },
    NULL },
  { "team-week", "Choose a place for the team week", TODO, NULL, 30, ALL_DAY, 0, { NULL }, NULL },
  { "checkout",
    "Checkout is down for customers in Europe",
    DOING,
    "bo",
    0,
    20 * 60,
    1,
    { "URGENT" },
    "Card payments fail since the certificate was renewed." },
  { "database",
    "Move the database to the new server",
    DOING,
    "chen",
    1,
    ALL_DAY,
    3,
    { "BLOCKED", "server" },
    "Waits for the backup window that Yuki arranges." },
  { "offline-tides",
    "Tide tables without a connection",
    DOING,
    "priya",
    4,
    ALL_DAY,
    5,
    { "app" },
    NULL },
  { "backlog",
    "Answer the night's support mail",
    DOING,
    "sita",
    0,
    ALL_DAY,
    5,
    { "support" },
    NULL },
  { "map-tiles",
    "New map tiles for the southern harbours",
    DOING,
    "liam",
    -1,
    ALL_DAY,
    5,
    { "app" },
    NULL },
  { "release-notes",
    "Write the release notes for 4.2",
    REVIEW,
    "ana",
    1,
    12 * 60,
    5,
    { NULL },
    NULL },
  { "flaky-login",
    "Login test that fails now and then",
    REVIEW,
    "priya",
    -2,
    18 * 60,
    4,
    { "server" },
    "Fails one run in thirty; the log is attached to the build." },
  { "invoice-export",
    "Invoice export for accountants",
    REVIEW,
    "yuki",
    2,
    ALL_DAY,
    5,
    { "app" },
    NULL },
  { "empty-states", "Design the empty states", DONE, "amina", -1, ALL_DAY, 5, { "app" }, NULL },
  { "signing-keys", "Rotate the signing keys", DONE, "yuki", 0, ALL_DAY, 3, { "server" }, NULL },
  { "welcome-mail", "Shorten the welcome mail", DONE, "marco", -3, ALL_DAY, 7, { NULL }, NULL },
  { "clock-drift",
    "Silence the clock drift alarm",
    DONE,
    "keola",
    -1,
    ALL_DAY,
    5,
    { "server" },
    NULL },
};

static const char *const statuses[] = { "NEEDS-ACTION", "IN-PROCESS", "IN-PROCESS", "COMPLETED" };

static void
write_due (const MtDemo *self, MtIcalWriter *writer, const Card *card)
{
  guint person = mt_demo_find (self, card->assignee != NULL ? card->assignee : "ana");
  MtDate date = self->today[person] + card->due_days;

  if (card->due_days == NO_DUE)
    return;
  if (card->due_minute == ALL_DAY)
    {
      mt_ical_writer_date (writer, "DUE", date);
      return;
    }
  mt_ical_writer_param (writer, "TZID", self->people[person].zone);
  mt_ical_writer_wall (writer, "DUE", mt_date_to_wall (date) + card->due_minute * 60);
}

static void
write_labels (MtIcalWriter *writer, const Card *card)
{
  const char *all[G_N_ELEMENTS (card->labels) + 2] = { NULL };
  guint n = 0;

  if (card->column == REVIEW)
    all[n++] = "REVIEW";
  for (guint i = 0; i < G_N_ELEMENTS (card->labels) && card->labels[i] != NULL; i++)
    all[n++] = card->labels[i];
  if (n > 0)
    mt_ical_writer_texts (writer, "CATEGORIES", all);
}

static void
write_card (const MtDemo *self, MtIcalWriter *writer, const Card *card, guint index)
{
  g_autofree char *uid = g_strconcat (card->id, "@harbour.example", NULL);
  g_autofree char *priority = g_strdup_printf ("%d", card->priority);
  gint64 age_s = (gint64) (index + 2) * 13 * 3600; /* made one after the other, none just now */

  mt_ical_writer_begin (writer, "VTODO");
  mt_ical_writer_value (writer, "UID", uid);
  mt_ical_writer_utc (writer, "DTSTAMP", self->now - age_s / 4);
  mt_ical_writer_utc (writer, "CREATED", self->now - age_s);
  mt_ical_writer_utc (writer, "LAST-MODIFIED", self->now - age_s / 4);
  mt_ical_writer_text (writer, "SUMMARY", card->title);
  if (card->notes != NULL)
    mt_ical_writer_text (writer, "DESCRIPTION", card->notes);
  mt_ical_writer_value (writer, "STATUS", statuses[card->column]);
  if (card->column == DONE)
    mt_ical_writer_utc (writer, "COMPLETED", self->now - age_s / 4);
  mt_ical_writer_value (writer, "PRIORITY", priority);
  write_labels (writer, card);
  write_due (self, writer, card);
  if (card->assignee != NULL)
    mt_demo_address (writer, "ATTENDEE", &self->people[mt_demo_find (self, card->assignee)]);
  mt_ical_writer_end (writer);
}

/**
 * mt_demo_write_board:
 * @self: the sample
 * @error: return location
 *
 * Writes the cards, a file each, as a synchroniser would.
 *
 * Returns: %FALSE with a #GFileError when a file cannot be written.
 */
gboolean
mt_demo_write_board (const MtDemo *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *name = g_strconcat ("board/", cards[i].id, ".ics", NULL);
      MtIcalWriter *writer = mt_demo_begin ();

      write_card (self, writer, &cards[i], i);
      if (!mt_demo_finish (self, name, writer, error))
        return FALSE;
    }
  return TRUE;
}
