/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamDraft: what somebody changed in the team, in records; the file has it as JSON.
 */
#include "config.h"

#include "service/mt-team-draft.h"

#include <string.h>

#include "team/mt-team-edit.h"
#include "team/mt-team-value.h"

struct _MtTeamDraft
{
  gint ref_count;
  MtTeamEdit *edit; /* owned */
};

/**
 * mt_team_draft_new:
 *
 * Returns: (transfer full): a draft that changes nothing yet
 */
MtTeamDraft *
mt_team_draft_new (void)
{
  MtTeamDraft *self = g_new0 (MtTeamDraft, 1);

  self->ref_count = 1;
  self->edit = mt_team_edit_new ();

  return self;
}

/**
 * mt_team_draft_ref:
 * @self: a draft
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtTeamDraft *
mt_team_draft_ref (MtTeamDraft *self)
{
  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_team_draft_unref:
 * @self: (transfer full): a draft
 *
 * Any thread.
 */
void
mt_team_draft_unref (MtTeamDraft *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  mt_team_edit_free (self->edit);
  g_free (self);
}

/**
 * mt_team_draft_add_person:
 * @self: a draft
 * @id: an id that nobody has, as mt_team_draft_make_id() makes them
 *
 * Adds a person at the end of the file. A "timezone" must be set too.
 */
void
mt_team_draft_add_person (MtTeamDraft *self, const char *id)
{
  mt_team_edit_add_person (self->edit, id);
}

/**
 * mt_team_draft_remove_person:
 * @self: a draft
 * @id: who
 *
 * Takes a person out of the file.
 */
void
mt_team_draft_remove_person (MtTeamDraft *self, const char *id)
{
  mt_team_edit_remove_person (self->edit, id);
}

/**
 * mt_team_draft_set_text:
 * @self: a draft
 * @person: (nullable): an id, %NULL for the team
 * @key: "name", "timezone", "location", "backup" or "picture"; "name",
 *   "calendars.board" or "calendars.journal" of the team
 * @text: (nullable): the text
 *
 * Sets or takes out a member that is a text.
 */
void
mt_team_draft_set_text (MtTeamDraft *self, const char *person, const char *key, const char *text)
{
  mt_team_edit_set (self->edit, person, key, text != NULL ? mt_json_node_new_string (text) : NULL);
}

/**
 * mt_team_draft_set_texts:
 * @self: a draft
 * @person: (nullable): an id, %NULL for the team
 * @key: "emails", "calendars" or "holidays"; "escalation" of the team
 * @texts: (nullable) (array zero-terminated=1): the texts
 *
 * Sets or takes out a member that is a list of texts.
 */
void
mt_team_draft_set_texts (MtTeamDraft *self,
                         const char *person,
                         const char *key,
                         const char *const *texts)
{
  mt_team_edit_set (self->edit, person, key, texts != NULL ? mt_team_value_texts (texts) : NULL);
}

/**
 * mt_team_draft_set_hours:
 * @self: a draft
 * @person: an id
 * @hours: (nullable): working hours; %NULL for Monday to Friday 09:00-17:00
 *
 * Sets or takes out the working hours.
 */
void
mt_team_draft_set_hours (MtTeamDraft *self, const char *person, const MtWeek *hours)
{
  mt_team_edit_set (self->edit, person, "hours", hours != NULL ? mt_team_value_week (hours) : NULL);
}

/**
 * mt_team_draft_set_stretch:
 * @self: a draft
 * @person: an id
 * @stretch: (nullable): when they take a meeting if pressed
 *
 * Sets or takes out the stretch.
 */
void
mt_team_draft_set_stretch (MtTeamDraft *self, const char *person, const MtRange *stretch)
{
  mt_team_edit_set (self->edit, person, "stretch",
                    stretch != NULL ? mt_team_value_range (*stretch) : NULL);
}

/**
 * mt_team_draft_set_exceptions:
 * @self: a draft
 * @person: an id
 * @exceptions: (nullable) (element-type MtException): hours of single dates
 *
 * Sets or takes out all exceptions.
 */
void
mt_team_draft_set_exceptions (MtTeamDraft *self, const char *person, const GArray *exceptions)
{
  mt_team_edit_set (self->edit, person, "exceptions",
                    exceptions != NULL ? mt_team_value_exceptions (exceptions) : NULL);
}

/**
 * mt_team_draft_set_away:
 * @self: a draft
 * @person: an id
 * @away: (nullable) (element-type MtAway): absences
 *
 * Sets or takes out all absences.
 */
void
mt_team_draft_set_away (MtTeamDraft *self, const char *person, const GArray *away)
{
  mt_team_edit_set (self->edit, person, "away", away != NULL ? mt_team_value_away (away) : NULL);
}

/**
 * mt_team_draft_set_travel:
 * @self: a draft
 * @person: an id
 * @travel: (nullable) (element-type MtTravel): journeys
 *
 * Sets or takes out all journeys.
 */
void
mt_team_draft_set_travel (MtTeamDraft *self, const char *person, const GArray *travel)
{
  mt_team_edit_set (self->edit, person, "travel",
                    travel != NULL ? mt_team_value_travel (travel) : NULL);
}

/* The letters of a name that an id may have, "zoe-muller" of "Zoë Müller". */
static char *
fold_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *id = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (id, g_ascii_tolower (*p));
    else if (id->len > 0 && id->str[id->len - 1] != '-' && *p != '?')
      g_string_append_c (id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);

  return g_string_free (id, FALSE);
}

/**
 * mt_team_draft_make_id:
 * @team: a team
 * @name: of somebody who is to join it
 *
 * Returns: (transfer full): an id for them that nobody has: the first name if it is free
 */
char *
mt_team_draft_make_id (const MtTeam *team, const char *name)
{
  g_autofree char *folded = fold_name (name);
  g_autofree char *whole = g_strdup (*folded != '\0' ? folded : "person");
  g_autofree char *first = g_strndup (whole, strcspn (whole, "-"));

  if (mt_team_find (team, first) == NULL && !g_str_equal (first, "backup"))
    return g_steal_pointer (&first);
  if (mt_team_find (team, whole) == NULL && !g_str_equal (whole, "backup"))
    return g_steal_pointer (&whole);
  for (guint i = 2;; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s-%u", whole, i);

      if (mt_team_find (team, numbered) == NULL)
        return g_steal_pointer (&numbered);
    }
}

/**
 * mt_team_draft_make_source:
 * @team_path: (type filename): a team file
 * @path: (type filename): a calendar file or folder
 *
 * How the team file names a calendar: relative to itself where it can, so that others find it, too.
 *
 * Returns: (transfer full) (nullable): a path, absolute if it lies elsewhere; %NULL if it is not
 *   UTF-8 and cannot be written in a team file
 */
char *
mt_team_draft_make_source (const char *team_path, const char *path)
{
  g_autofree char *team = g_canonicalize_filename (team_path, NULL);
  g_autofree char *base = g_path_get_dirname (team);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *below = g_str_has_suffix (base, G_DIR_SEPARATOR_S)
                               ? g_strdup (base)
                               : g_strconcat (base, G_DIR_SEPARATOR_S, NULL);
  const char *name = full;

  if (g_str_has_prefix (full, below) && full[strlen (below)] != '\0')
    name = full + strlen (below);
  return g_utf8_validate (name, -1, NULL) ? g_strdup (name) : NULL;
}

/**
 * mt_team_draft_find_references:
 * @team: a team
 * @id: who is to be taken out
 *
 * Returns: (transfer full) (array zero-terminated=1): who and what names them, in words, to be said
 *   before
 */
char **
mt_team_draft_find_references (const MtTeam *team, const char *id)
{
  return mt_team_edit_find_references (team, id);
}

/**
 * mt_team_draft_find_fault:
 * @key: of a person, as in the team file
 * @text: (nullable): what it is to be, if it is a text
 * @texts: (nullable) (array zero-terminated=1): what it is to be, if it is a list
 * @lookup: finds a zone by its exact name
 * @zones: given to @lookup
 *
 * Asks the reader of team files, so that a dialog and the file are held to the same rules.
 *
 * Returns: (transfer full) (nullable): what would be wrong with it, %NULL when nothing would be
 */
char *
mt_team_draft_find_fault (const char *key,
                          const char *text,
                          const char *const *texts,
                          MtZoneLookup lookup,
                          gpointer zones)
{
  static const char blank[] = "{\"version\":1,\"people\":[{\"id\":\"x\",\"timezone\":\"UTC\"}]}";
  g_autoptr (GBytes) before = g_bytes_new_static (blank, sizeof blank - 1);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  g_autoptr (GError) error = NULL;

  if (texts != NULL)
    mt_team_draft_set_texts (draft, "x", key, texts);
  else
    mt_team_draft_set_text (draft, "x", key, text);
  after = mt_team_draft_apply (draft, before, "", lookup, zones, NULL, &error);

  return after == NULL ? g_strdup (error->message) : NULL;
}

/**
 * mt_team_draft_apply:
 * @self: a draft
 * @bytes: a team file
 * @name: its name, for messages
 * @lookup: finds a zone by its exact name
 * @zones: given to @lookup
 * @warnings: (nullable) (element-type MtProblem): takes what the change brings
 * @error: return location
 *
 * Makes the changes in the text of the file, and in nothing but the lines they mean.
 *
 * Returns: (transfer full) (nullable): the file then; %NULL when it would be wrong, with the reason
 */
GBytes *
mt_team_draft_apply (const MtTeamDraft *self,
                     GBytes *bytes,
                     const char *name,
                     MtZoneLookup lookup,
                     gpointer zones,
                     GPtrArray *warnings,
                     GError **error)
{
  return mt_team_edit_apply (self->edit, bytes, name, lookup, zones, warnings, error);
}
