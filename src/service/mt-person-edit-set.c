/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEdit: what was typed goes into the person as they are to be, member by member.
 */
#include "config.h"

#include "service/mt-person-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-picture.h"
#include "service/mt-session-private.h"

/**
 * mt_person_edit_set_text:
 * @self: an edit
 * @member: one that is a text
 * @text: (nullable): the text; "" is none
 *
 * Changes a text. A name that is taken out is empty.
 */
void
mt_person_edit_set_text (MtPersonEdit *self, MtMember member, const char *text)
{
  char **place = mt_member_text (self->mine, member);

  g_return_if_fail (place != NULL);

  if (member == MT_MEMBER_PICTURE)
    g_clear_object (&self->picture);
  if (member != MT_MEMBER_NAME && text != NULL && text[0] == '\0')
    text = NULL;
  else if (member == MT_MEMBER_NAME && text == NULL)
    text = "";
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
}

/**
 * mt_person_edit_set_picture:
 * @self: an edit
 * @file: a picture of this computer
 *
 * Changes the picture. One that lies below the folder of the team file is named; any other is
 * copied there when the edit is saved, and until then goes by the name it has.
 */
void
mt_person_edit_set_picture (MtPersonEdit *self, GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *folder = g_path_get_dirname (self->snapshot->path);
  g_autofree char *place = mt_team_draft_make_source (self->snapshot->path, path);
  g_autofree char *real = place != NULL && !g_path_is_absolute (place)
                              ? mt_picture_resolve (place, folder, NULL)
                              : NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  mt_person_edit_set_text (self, MT_MEMBER_PICTURE, real != NULL ? place : shown);
  if (real == NULL)
    self->picture = g_object_ref (file);
}

/**
 * mt_person_edit_set_texts:
 * @self: an edit
 * @member: one that is a list of texts
 * @texts: (array zero-terminated=1): the texts
 *
 * Changes a list.
 */
void
mt_person_edit_set_texts (MtPersonEdit *self, MtMember member, const char *const *texts)
{
  char ***place = mt_member_texts (self->mine, member);

  g_return_if_fail (place != NULL);

  g_strfreev (*place);
  *place = g_strdupv ((char **) texts);
}

/**
 * mt_person_edit_set_zone:
 * @self: an edit
 * @zone: home zone
 *
 * Changes where somebody lives.
 */
void
mt_person_edit_set_zone (MtPersonEdit *self, MtZone *zone)
{
  mt_zone_ref (zone);
  mt_zone_unref (self->mine->zone);
  self->mine->zone = zone;
}

/**
 * mt_person_edit_set_hours:
 * @self: an edit
 * @hours: (transfer none) (nullable): working hours, which nobody changes any more; %NULL for the
 *   standard ones, of which nothing is written
 *
 * Changes or takes out working hours.
 */
void
mt_person_edit_set_hours (MtPersonEdit *self, MtWeek *hours)
{
  MtWeek *week = hours != NULL ? mt_week_ref (hours) : mt_week_new_default ();

  mt_week_unref (self->mine->week);
  self->mine->week = week;
  self->mine->standard_hours = hours == NULL;
}

/**
 * mt_person_edit_set_stretch:
 * @self: an edit
 * @stretch: (nullable): when they take a meeting if pressed
 *
 * Changes or takes out the stretch.
 */
void
mt_person_edit_set_stretch (MtPersonEdit *self, const MtRange *stretch)
{
  self->mine->has_stretch = stretch != NULL;
  self->mine->stretch = stretch != NULL ? *stretch : (MtRange){ 0 };
}

/**
 * mt_person_edit_take:
 * @self: an edit
 * @member: %MT_MEMBER_EXCEPTIONS, %MT_MEMBER_AWAY or %MT_MEMBER_TRAVEL
 * @entries: (transfer none): of the records of that member; copied
 *
 * Changes all exceptions, absences or journeys.
 */
void
mt_person_edit_take (MtPersonEdit *self, MtMember member, GArray *entries)
{
  MtPerson other = *self->mine;

  if (member == MT_MEMBER_EXCEPTIONS)
    other.exceptions = entries;
  else if (member == MT_MEMBER_AWAY)
    other.away = entries;
  else if (member == MT_MEMBER_TRAVEL)
    other.travel = entries;
  else
    g_return_if_reached ();
  if (!mt_person_same_member (self->mine, &other, member))
    mt_person_copy_member (self->mine, &other, member);
}

/**
 * mt_person_edit_find_fault:
 * @self: an edit
 * @member: one that is a text or a list of texts
 * @text: the text, or one of the list
 *
 * Asks whoever reads team files.
 *
 * Returns: (transfer full) (nullable): what is wrong with @text, %NULL when nothing is
 */
char *
mt_person_edit_find_fault (MtPersonEdit *self, MtMember member, const char *text)
{
  const char *const texts[] = { text, NULL };

  if (member == MT_MEMBER_NAME)
    return text[strspn (text, " \t\n")] == '\0' ? g_strdup (_ ("Everybody has a name")) : NULL;

  return mt_team_draft_find_fault (mt_member_get_key (member), text,
                                   mt_member_texts (self->mine, member) != NULL ? texts : NULL,
                                   mt_tzdata_lookup_func, self->session->tzdata);
}
