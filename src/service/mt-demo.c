/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The sample team: Harbour, eleven people from Honolulu to Auckland. This file
 * writes their team file; calendars, board and journal have a file each.
 */
#include "config.h"
#include "service/mt-demo.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "service/mt-demo-private.h"
#include "zone/mt-tzdata.h"

#define MARGIN_DAYS 366

static const char *const weekdays[7] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/**
 * mt_demo_write:
 * @self: the sample
 * @name: path relative to the sample's folder
 * @text: the whole file
 * @error: return location
 *
 * Writes one file of the sample. Without fsync: nothing here outlives the program.
 *
 * Returns: %FALSE with a #GFileError when it cannot be written.
 */
gboolean
mt_demo_write (const MtDemo *self, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                   _ ("%s cannot be made for the sample team: %s"), folder, g_strerror (code));
      return FALSE;
    }
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

/**
 * mt_demo_begin:
 *
 * Returns: (transfer full): a writer inside a VCALENDAR of ours.
 */
MtIcalWriter *
mt_demo_begin (void)
{
  MtIcalWriter *writer = mt_ical_writer_new ();

  mt_ical_writer_begin (writer, "VCALENDAR");
  mt_ical_writer_value (writer, "VERSION", "2.0");
  mt_ical_writer_value (writer, "PRODID", "-//Meantime//Sample team//EN");
  return writer;
}

/**
 * mt_demo_finish:
 * @self: the sample
 * @name: path relative to the sample's folder
 * @writer: (transfer full): from mt_demo_begin(), every component of its own closed
 * @error: return location
 *
 * Closes the VCALENDAR and writes the file.
 *
 * Returns: %FALSE with a #GFileError when it cannot be written.
 */
gboolean
mt_demo_finish (const MtDemo *self, const char *name, MtIcalWriter *writer, GError **error)
{
  g_autoptr (MtIcalWriter) owned = writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  mt_ical_writer_end (owned);
  bytes = mt_ical_writer_finish (owned);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return mt_demo_write (self, name, text, error);
}

/**
 * mt_demo_address:
 * @writer: a writer inside a component
 * @property: "ORGANIZER" or "ATTENDEE"
 * @person: somebody on the sample team
 *
 * Writes a calendar address with the person's name.
 */
void
mt_demo_address (MtIcalWriter *writer, const char *property, const MtDemoPerson *person)
{
  g_autofree char *address = g_strdup_printf ("mailto:%s@harbour.example", person->id);

  mt_ical_writer_param (writer, "CN", person->name);
  mt_ical_writer_value (writer, property, address);
}

static void
append_hours (GString *text, const MtDemoPerson *person)
{
  const char *separator = "";

  g_string_append (text, "      \"hours\": { ");
  for (int day = 0; day < 7; day++)
    {
      g_auto (GStrv) ranges = NULL;
      g_autofree char *joined = NULL;

      if (person->days[day] == NULL)
        continue;
      ranges = g_strsplit (person->days[day], ",", -1);
      joined = g_strjoinv ("\", \"", ranges);
      g_string_append_printf (text, "%s\"%s\": [\"%s\"]", separator, weekdays[day], joined);
      separator = ", ";
    }
  g_string_append (text, " }");
}

static void
append_period (GString *text, const char *key, MtDate from, MtDate to, const char *rest)
{
  g_autofree char *first = mt_date_format (from);
  g_autofree char *last = mt_date_format (to);

  g_string_append_printf (text, ",\n      \"%s\": [ { \"from\": \"%s\", \"to\": \"%s\", %s } ]",
                          key, first, last, rest);
}

/* What belongs to one person alone: leave, a journey, a holiday calendar, half a day off. */
static void
append_specials (const MtDemo *self, guint person, GString *text)
{
  const char *id = self->people[person].id;
  MtDate today = self->today[person];

  if (g_str_equal (id, MT_DEMO_LEAVE_PERSON))
    append_period (text, "away", today - MT_DEMO_LEAVE_BEFORE, today + MT_DEMO_LEAVE_AFTER,
                   "\"reason\": \"leave\"");
  else if (g_str_equal (id, "chen"))
    append_period (text, "travel", today + 3, today + 7, "\"timezone\": \"America/Los_Angeles\"");
  else if (g_str_equal (id, "yuki"))
    g_string_append (text, ",\n      \"holidays\": [\"holidays/japan.ics\"]");
  else if (g_str_equal (id, "priya"))
    {
      g_autofree char *date = mt_date_format (today + 3);
      g_string_append_printf (text,
                              ",\n      \"exceptions\": [ { \"date\": \"%s\", "
                              "\"hours\": [\"11:30-15:30\"] } ]",
                              date);
    }
}

static void
append_person (const MtDemo *self, guint index, GString *text)
{
  const MtDemoPerson *person = &self->people[index];

  g_string_append_printf (text,
                          "    { \"id\": \"%s\", \"name\": \"%s\", "
                          "\"emails\": [\"%s@harbour.example\"],\n"
                          "      \"timezone\": \"%s\", \"location\": \"%s\",\n",
                          person->id, person->name, person->id, person->zone, person->place);
  append_hours (text, person);
  if (person->stretch != NULL)
    g_string_append_printf (text, ",\n      \"stretch\": \"%s\"", person->stretch);
  append_specials (self, index, text);
  g_string_append_printf (text, ",\n      \"calendars\": [\"%s\"], \"backup\": \"%s\" }",
                          person->calendars, person->backup);
}

static gboolean
write_team (const MtDemo *self, GError **error)
{
  g_autoptr (GString) text = g_string_new ("{\n  \"version\": 1,\n  \"name\": \"Harbour\",\n"
                                           "  \"people\": [\n");
  g_autofree char *review = mt_date_format (self->today[0] + 90);

  for (guint i = 0; i < MT_DEMO_PEOPLE; i++)
    {
      append_person (self, i, text);
      g_string_append (text, i + 1 < MT_DEMO_PEOPLE ? ",\n" : "\n  ],\n");
    }
  g_string_append (
      text,
      "  \"calendars\": { \"board\": \"board\", \"journal\": \"journal\",\n"
      "    \"columns\": [\n"
      "      { \"name\": \"To do\", \"status\": \"NEEDS-ACTION\" },\n"
      "      { \"name\": \"Doing\", \"status\": \"IN-PROCESS\" },\n"
      "      { \"name\": \"Review\", \"status\": \"IN-PROCESS\", \"category\": \"REVIEW\" },\n"
      "      { \"name\": \"Done\", \"status\": \"COMPLETED\" } ] },\n");
  g_string_append_printf (
      text,
      "  \"expectations\": {\n"
      "    \"email\":  { \"within\": \"24h\", \"counting\": \"workdays\" },\n"
      "    \"chat\":   { \"within\": \"8h\", \"counting\": \"working-hours\" },\n"
      "    \"urgent\": { \"within\": \"2h\", \"counting\": \"working-hours\", "
      "\"when-off\": \"pass-on\" },\n"
      "    \"update\": { \"by\": \"end-of-day\", "
      "\"days\": [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"] },\n"
      "    \"review-by\": \"%s\" },\n"
      "  \"escalation\": [\"backup\", \"bo\", \"chen\"],\n"
      "  \"links\": [ { \"title\": \"Handbook\", \"url\": \"https://harbour.example/handbook\" },\n"
      "             { \"title\": \"Status page\", \"url\": \"https://status.harbour.example/\" } "
      "]\n"
      "}\n",
      review);
  return mt_demo_write (self, "team.json", text->str, error);
}

static void
clear_zones (MtDemo *self)
{
  for (guint i = 0; i < MT_DEMO_PEOPLE; i++)
    g_clear_pointer (&self->zones[i], mt_zone_unref);
}

/* All dates of the sample must be ones that Meantime knows. */
static gboolean
check_now (gint64 now, GError **error)
{
  MtDate date = mt_date_of_wall (now);

  if (date - MARGIN_DAYS >= MT_DATE_MIN && date + MARGIN_DAYS < MT_DATE_MAX)
    return TRUE;
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                       _ ("the sample team lives in the years 1601 to 2198"));
  return FALSE;
}

static gboolean
find_zones (MtDemo *self, GError **error)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  for (guint i = 0; i < MT_DEMO_PEOPLE; i++)
    {
      self->zones[i] = mt_tzdata_lookup (tzdata, self->people[i].zone);
      if (self->zones[i] == NULL)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                       _ ("the time zone %s is not on this system: install the package tzdata"),
                       self->people[i].zone);
          return FALSE;
        }
      self->today[i] = mt_date_of_wall (mt_zone_to_wall (self->zones[i], self->now));
    }
  return TRUE;
}

/**
 * mt_demo_create:
 * @directory: a folder for the sample; made when it is not there
 * @now: the instant around which the team lives, in Unix seconds
 * @error: return location
 *
 * Writes the sample team: a team file with calendars, a holiday calendar, a board and a journal
 * beside it. The same bytes for the same @now. Blocks for a few milliseconds.
 *
 * Returns: (transfer full): the path of the team file, or %NULL with a #GFileError when a file
 *   cannot be written, the system has no time zones, or @now is too far away (%G_FILE_ERROR_INVAL).
 */
char *
mt_demo_create (const char *directory, gint64 now, GError **error)
{
  MtDemo self = { .directory = directory, .now = now, .people = mt_demo_get_people () };
  gboolean written;

  g_return_val_if_fail (directory != NULL, NULL);
  written = check_now (now, error) && find_zones (&self, error) && write_team (&self, error) &&
            mt_demo_write_calendars (&self, error) && mt_demo_write_board (&self, error) &&
            mt_demo_write_journal (&self, error);
  clear_zones (&self);
  return written ? g_build_filename (directory, "team.json", NULL) : NULL;
}

/* Works on descriptors, so that a folder swapped for a link while this runs leads nowhere. */
static void
remove_at (int parent, const char *name)
{
  const struct dirent *entry;
  DIR *stream;
  int fd;

  if (unlinkat (parent, name, 0) == 0)
    return;
  fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  stream = fd >= 0 ? fdopendir (fd) : NULL;
  if (stream == NULL)
    {
      if (fd >= 0)
        close (fd);
      return;
    }
  while ((entry = readdir (stream)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      remove_at (fd, entry->d_name);
  closedir (stream);
  unlinkat (parent, name, AT_REMOVEDIR);
}

/**
 * mt_demo_remove:
 * @directory: the folder given to mt_demo_create()
 *
 * Removes the folder and all in it. Links are removed, never followed. Any thread.
 */
void
mt_demo_remove (const char *directory)
{
  g_return_if_fail (directory != NULL);
  remove_at (AT_FDCWD, directory);
}
