/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEdit: saving what was touched, over a file that others write too. When it was changed
 * meanwhile, the file is read again, what is new in it is followed, and it is tried again.
 */
#include "config.h"

#include "service/mt-person-edit-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-picture-place.h"
#include "service/mt-session-private.h"

#define MAX_TRIES 3 /* to save over a file that others keep changing */

static void save (MtPersonEdit *self);

static void
answer (MtPersonEdit *self, MtTeamUndo *undo, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->saving);

  self->waits = FALSE;
  if (undo != NULL)
    g_task_return_pointer (task, undo, (GDestroyNotify) mt_team_undo_unref);
  else
    g_task_return_error (task, error);
}

static GError *
conflict_error (void)
{
  return g_error_new_literal (
      MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT,
      _ ("Somebody else changed the same meanwhile. Choose what to keep, then save again"));
}

/**
 * mt_person_edit_try_again:
 * @self: an edit whose save waits for the file
 * @old_revision: of the file as it was when that save failed
 *
 * Saves over the file as it has been read now; where nothing of it is new, or the same was changed
 * there, the save ends with why it failed.
 */
void
mt_person_edit_try_again (MtPersonEdit *self, const char *old_revision)
{
  const gboolean is_newer = g_strcmp0 (self->snapshot->revision, old_revision) != 0;

  self->waits = FALSE;
  if (mt_person_edit_has_conflicts (self))
    answer (self, NULL, conflict_error ());
  else if (is_newer && ++self->tries < MAX_TRIES)
    save (self);
  else
    {
      g_autofree char *trouble = NULL;

      /* It cannot be read any more: the session says why. */
      g_object_get (self->session, "trouble", &trouble, NULL);
      if (!is_newer && trouble[0] != '\0')
        {
          g_clear_error (&self->conflict);
          self->conflict =
              g_error_new_literal (MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE, trouble);
        }
      answer (self, NULL, g_steal_pointer (&self->conflict));
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPersonEdit) self = user_data;
  g_autoptr (GError) error = NULL;
  MtTeamUndo *undo = mt_session_edit_team_finish (MT_SESSION (source), result, NULL, &error);

  if (undo != NULL || !g_error_matches (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT))
    {
      answer (self, undo, g_steal_pointer (&error));
      return;
    }

  g_clear_error (&self->conflict);
  self->conflict = g_steal_pointer (&error);
  self->waits = TRUE;
  if (!self->session->loading)
    mt_person_edit_read_again (self);
}

static void
set_member (MtTeamDraft *draft, const MtPerson *person, MtMember member)
{
  MtPerson *self = (MtPerson *) person;
  const char *key = mt_member_get_key (member);
  char **const text = mt_member_text (self, member);
  char ***const texts = mt_member_texts (self, member);

  if (text != NULL)
    mt_team_draft_set_text (draft, person->id, key, *text);
  else if (texts != NULL)
    mt_team_draft_set_texts (draft, person->id, key,
                             **texts != NULL ? (const char *const *) *texts : NULL);
  else if (member == MT_MEMBER_TIMEZONE)
    mt_team_draft_set_text (draft, person->id, key, mt_zone_get_id (person->zone));
  else if (member == MT_MEMBER_HOURS)
    mt_team_draft_set_hours (draft, person->id, person->standard_hours ? NULL : person->week);
  else if (member == MT_MEMBER_EXCEPTIONS)
    mt_team_draft_set_exceptions (draft, person->id,
                                  person->exceptions->len > 0 ? person->exceptions : NULL);
  else if (member == MT_MEMBER_STRETCH)
    mt_team_draft_set_stretch (draft, person->id, person->has_stretch ? &person->stretch : NULL);
  else if (member == MT_MEMBER_AWAY)
    mt_team_draft_set_away (draft, person->id, person->away->len > 0 ? person->away : NULL);
  else
    mt_team_draft_set_travel (draft, person->id, person->travel->len > 0 ? person->travel : NULL);
}

/* Somebody who is to be in the file again, with all there is to say of them. */
static void
set_all (MtTeamDraft *draft, const MtPerson *person)
{
  g_autoptr (MtPerson) blank = mt_person_edit_new_blank (person->id, person->zone);

  mt_team_draft_add_person (draft, person->id);
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    if (i == MT_MEMBER_TIMEZONE || !mt_person_same_member (person, blank, i))
      set_member (draft, person, i);
}

static MtTeamDraft *
build_draft (MtPersonEdit *self)
{
  MtTeamDraft *draft = mt_team_draft_new ();

  if (self->is_new)
    {
      g_free (self->mine->id);
      self->mine->id = mt_team_draft_make_id (self->snapshot->team, self->mine->name);
    }
  if (self->is_new || self->gone)
    {
      set_all (draft, self->mine);
      return draft;
    }
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    if (mt_person_edit_is_touched (self, i))
      set_member (draft, self->mine, i);

  return draft;
}

static void
save (MtPersonEdit *self)
{
  g_autoptr (MtTeamDraft) draft = build_draft (self);

  mt_session_edit_team_async (self->session, draft, g_task_get_cancellable (self->saving), saved_cb,
                              g_object_ref (self));
}

/* The name is only known to be free once the copy is there. */
static void
placed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtPersonEdit) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = mt_picture_place_finish (result, &error);

  if (name == NULL)
    {
      answer (self, NULL, g_steal_pointer (&error));
      return;
    }
  g_clear_object (&self->picture);
  mt_person_edit_set_text (self, MT_MEMBER_PICTURE, name);
  save (self);
}

static void
place_picture (MtPersonEdit *self)
{
  g_autofree char *stem = self->is_new
                              ? mt_team_draft_make_id (self->snapshot->team, self->mine->name)
                              : g_strdup (self->mine->id);

  /* An id may hold anything; a name of a file may not. */
  g_strdelimit (stem, G_DIR_SEPARATOR_S, '-');
  if (stem[0] == '.')
    stem[0] = '-';
  mt_picture_place_async (self->picture, self->snapshot->path, stem,
                          g_task_get_cancellable (self->saving), placed_cb, g_object_ref (self));
}

/**
 * mt_person_edit_save_async:
 * @self: an edit
 * @cancellable: (nullable): to stop, before it has begun
 * @callback: called when the session shows the change, or when it failed
 * @user_data: for @callback
 *
 * Writes what was touched, and nothing else. Over a file that somebody else changed it is written
 * after all, unless they changed the same.
 */
void
mt_person_edit_save_async (MtPersonEdit *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, mt_person_edit_save_async);
  if (self->saving != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                             _ ("The last change is still being saved: try again in a moment"));
  else if (mt_person_edit_has_conflicts (self))
    g_task_return_error (task, conflict_error ());
  else
    {
      self->saving = g_steal_pointer (&task);
      self->tries = 0;
      if (self->picture != NULL)
        place_picture (self);
      else
        save (self);
    }
}

/**
 * mt_person_edit_save_finish:
 * @self: an edit
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how to take it back; %NULL when nothing was written, with an
 *   %MT_TEAM_WRITER_ERROR (%MT_TEAM_WRITER_ERROR_CONFLICT: somebody else changed the same), or
 *   whatever mt_session_edit_team_finish() has
 */
MtTeamUndo *
mt_person_edit_save_finish (MtPersonEdit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
