/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the page about a person rests on, and where it leads: calendars and links.
 */
#include "config.h"

#include "service/mt-detail-sources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-detail-line.h"
#include "service/mt-display-text.h"
#include "service/mt-person-text.h"
#include "service/mt-source.h"

typedef struct
{
  const MtProblem *first; /* unowned, nullable */
  guint n;
  gboolean unread; /* the calendar itself, not an item in it */
} Trouble;

/* Problems name the calendar as it is written or by its path, or a file in that folder. */
static gboolean
is_about (const MtProblem *problem, const char *written, const char *path)
{
  const gsize length = path != NULL ? strlen (path) : 0;

  if (problem->file == NULL)
    return FALSE;
  if (path == NULL)
    return g_str_has_prefix (problem->file, written);

  return strncmp (problem->file, path, length) == 0 &&
         (problem->file[length] == '\0' || problem->file[length] == '/');
}

static Trouble
find_trouble (const MtSnapshot *snapshot, const char *written)
{
  g_autofree char *base = g_path_get_dirname (snapshot->path);
  g_autofree char *path =
      mt_source_is_remote (written) ? NULL : g_canonicalize_filename (written, base);
  const char *whole = path != NULL ? path : written;
  Trouble trouble = { NULL, 0, FALSE };

  for (guint i = 0; i < snapshot->problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (snapshot->problems, i);

      if (!is_about (problem, written, path))
        continue;
      if (trouble.first == NULL)
        trouble.first = problem;
      trouble.n++;
      trouble.unread |= problem->severity == MT_SEVERITY_ERROR && problem->item == NULL &&
                        g_str_equal (problem->file, whole);
    }

  return trouble;
}

static char *
trouble_text (const Trouble *trouble)
{
  g_autofree char *message = mt_display_text (trouble->first->message);
  const guint more = trouble->n - 1;

  if (more == 0)
    return g_steal_pointer (&message);

  /* Translators: a problem, and how many there are besides it. */
  return g_strdup_printf (ngettext ("%s (and %u more)", "%s (and %u more)", more), message, more);
}

/* "work.ics", "dav.example.org" */
static char *
source_title (const char *written)
{
  if (g_str_has_prefix (written, MT_STORE_FREEBUSY))
    return g_strdup (_ ("Free/busy"));

  g_autoptr (GUri) uri =
      strstr (written, "://") != NULL ? g_uri_parse (written, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autofree char *name = NULL;

  if (uri != NULL && g_uri_get_host (uri) != NULL)
    return mt_display_line (g_uri_get_host (uri));

  name = g_path_get_basename (written);

  return mt_display_line (name);
}

/* A calendar that does not count is not read either. */
static const char *
source_state (const Trouble *trouble, gboolean counts)
{
  if (!counts)
    return _ ("does not count");
  if (trouble->unread)
    return _ ("not read");

  return trouble->n > 0 ? _ ("partly read") : _ ("read");
}

/* (transfer full): how old what is known of a server is, or what is wrong with that. */
static char *
standing_text (const MtMoment *moment, const char *written)
{
  char *urls[] = { (char *) written, NULL };
  MtZone *viewer = mt_moment_viewer_at (moment, moment->now);
  g_autofree char *trouble =
      mt_sources_trouble (moment->sources, urls, moment->format, viewer, moment->now);

  if (*trouble != '\0')
    return g_steal_pointer (&trouble);

  return mt_sources_text (moment->sources, urls, moment->format, viewer, moment->now);
}

static MtDetailLine *
new_source_line (const MtMoment *moment,
                 const MtPerson *person,
                 const char *written,
                 gboolean holidays)
{
  const gboolean counts = !mt_person_ignores (person, written);
  const Trouble trouble = find_trouble (moment->snapshot, written);
  MtDetailLine *line = mt_detail_line_new (
      source_title (written),
      counts && trouble.n > 0 ? trouble_text (&trouble) : standing_text (moment, written),
      g_strdup (source_state (&trouble, counts)), g_strdup (holidays ? _ ("public holidays") : ""));

  mt_detail_line_take_calendar (line, g_strdup (written), counts);

  return line;
}

/**
 * mt_detail_sources_calendars: (skip)
 * @moment: what was read
 * @person: a person
 *
 * Returns: (transfer full) (element-type MtDetailLine): their calendars, each with whether it was
 *   read and what is wrong with it
 */
GPtrArray *
mt_detail_sources_calendars (const MtMoment *moment, const MtPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; person->calendars[i] != NULL; i++)
    g_ptr_array_add (lines, new_source_line (moment, person, person->calendars[i], FALSE));
  for (guint i = 0; person->holidays[i] != NULL; i++)
    g_ptr_array_add (lines, new_source_line (moment, person, person->holidays[i], TRUE));

  return lines;
}

/**
 * mt_detail_sources_note: (skip)
 * @moment: what was read
 * @person: a person
 *
 * Returns: (transfer full): what is wrong with what is said of @person, "" when nothing is
 */
char *
mt_detail_sources_note (const MtMoment *moment, const MtPerson *person)
{
  const MtAgenda *agenda = mt_snapshot_agenda (moment->snapshot, person);

  if (person->calendars[0] == NULL)
    return g_strdup (_ ("No calendar is named in the team file: all this rests on hours alone."));

  if (agenda->mark == MT_MARK_NONE)
    return g_strdup (_ ("No calendar counts: all this rests on hours alone."));

  return mt_person_text_mark (moment, agenda);
}

static void
add_mail (GPtrArray *lines, const MtPerson *person)
{
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;
  MtDetailLine *line = NULL;

  if (person->emails[0] == NULL)
    return;

  escaped = g_uri_escape_string (person->emails[0], "@+", FALSE);
  uri = g_strconcat ("mailto:", escaped, NULL);
  if (!mt_detail_line_is_openable (uri))
    return;

  line = mt_detail_line_new (g_strdup (_ ("Write an E-mail")), mt_display_line (person->emails[0]),
                             g_strdup (""), g_strdup (""));
  mt_detail_line_take_uri (line, g_steal_pointer (&uri));
  g_ptr_array_add (lines, line);
}

/* The host is said, so that nobody is led where a title does not say. */
static void
add_page (GPtrArray *lines, const char *title, const char *url)
{
  g_autoptr (GUri) uri = NULL;
  MtDetailLine *line = NULL;

  if (!mt_detail_line_is_openable (url))
    return;

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  line = mt_detail_line_new (
      mt_display_line (title),
      mt_display_line (g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : g_uri_get_path (uri)),
      g_strdup (""), g_strdup (""));
  mt_detail_line_take_uri (line, g_strdup (url));
  g_ptr_array_add (lines, line);
}

/**
 * mt_detail_sources_links: (skip)
 * @moment: what was read
 * @person: a person
 *
 * Returns: (transfer full) (element-type MtDetailLine): mail to @person and a call with them unless
 *   that is *me*, and the links of the team; none that may not be opened
 */
GPtrArray *
mt_detail_sources_links (const MtMoment *moment, const MtPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  const GPtrArray *links = moment->snapshot->team->links;

  if (person != moment->me)
    add_mail (lines, person);
  if (person != moment->me && person->call != NULL)
    add_page (lines, _ ("Call"), person->call);
  for (guint i = 0; i < links->len; i++)
    {
      const MtLink *link = g_ptr_array_index (links, i);

      add_page (lines, link->title, link->url);
    }

  return lines;
}
