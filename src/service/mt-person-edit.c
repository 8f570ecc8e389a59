/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEdit: three versions of a person, put together member by member: what the file said when
 * the work began, what it says now, and what was typed.
 */
#include "config.h"

#include "service/mt-person-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-picture-place.h"
#include "service/mt-picture.h"
#include "service/mt-session-private.h"

#define MAX_TRIES 3 /* to save over a file that others keep changing */

struct _MtPersonEdit
{
  GObject parent_instance;

  MtSession *session;   /* owned */
  MtSnapshot *snapshot; /* owned: what `theirs` was taken of */
  gboolean is_new;
  gboolean gone;
  MtPerson *base;   /* owned: what `mine` started from */
  MtPerson *theirs; /* owned: what the file says now; what it last said when they are gone */
  MtPerson *mine;   /* owned */
  GFile *picture;   /* owned, nullable: to be copied beside the team file when it is saved */
  GTask *saving;    /* owned, nullable */
  guint tries;
  gboolean waits;   /* for the file to be read, to save again */
  GError *conflict; /* owned, nullable: why the last try failed */
};

G_DEFINE_FINAL_TYPE (MtPersonEdit, mt_person_edit, G_TYPE_OBJECT)

enum
{
  FOLLOWED,
  FILE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void save (MtPersonEdit *self);

/* What the file changed and nobody touched here is taken over: the bits of those members. */
static guint
follow (MtPersonEdit *self)
{
  guint followed = 0;

  for (guint i = 0; i < MT_N_MEMBERS; i++)
    {
      if (mt_person_same_member (self->theirs, self->base, i))
        continue;
      if (mt_person_edit_is_touched (self, i))
        {
          /* Both made the same change: there is nothing left to ask. */
          if (mt_person_same_member (self->theirs, self->mine, i))
            mt_person_copy_member (self->base, self->theirs, i);
          continue;
        }
      mt_person_copy_member (self->base, self->theirs, i);
      mt_person_copy_member (self->mine, self->theirs, i);
      followed |= 1u << i;
    }

  return followed;
}

static void
look_again (MtPersonEdit *self)
{
  MtSnapshot *now = mt_session_get_snapshot (self->session);
  const MtPerson *person = NULL;
  guint followed = 0;

  if (now == NULL || now == self->snapshot)
    return;
  if (g_strcmp0 (now->revision, self->snapshot->revision) == 0)
    return;

  g_clear_pointer (&self->snapshot, mt_snapshot_unref);
  self->snapshot = mt_snapshot_ref (now);
  if (!self->is_new)
    {
      person = mt_team_find (now->team, self->mine->id);
      self->gone = person == NULL;
    }
  if (person != NULL)
    {
      mt_person_free (self->theirs);
      self->theirs = mt_person_copy (person);
      followed = follow (self);
    }
  if (followed != 0)
    g_signal_emit (self, signals[FOLLOWED], 0, followed);
  g_signal_emit (self, signals[FILE_CHANGED], 0);
}

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

/* The file has been read again, after it was found to be another: with what is new in it, the same
 * may do. */
static void
try_again (MtPersonEdit *self, const char *old_revision)
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
loading_cb (MtPersonEdit *self)
{
  g_autofree char *old = g_strdup (self->snapshot->revision);

  if (self->session->loading)
    return;
  look_again (self);
  if (self->waits)
    try_again (self, old);
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
    loading_cb (self);
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

/* (transfer full): a person of whom nothing is written but these. */
static MtPerson *
new_blank (const char *id, MtZone *zone)
{
  g_autoptr (MtWeek) usual = mt_week_new_default ();
  MtPerson *blank = mt_person_new (id, id, zone, usual);

  blank->standard_hours = TRUE;
  return blank;
}

/* Somebody who is to be in the file again, with all there is to say of them. */
static void
set_all (MtTeamDraft *draft, const MtPerson *person)
{
  g_autoptr (MtPerson) blank = new_blank (person->id, person->zone);

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

static void
mt_person_edit_dispose (GObject *object)
{
  MtPersonEdit *self = MT_PERSON_EDIT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->snapshot, mt_snapshot_unref);
  g_clear_pointer (&self->base, mt_person_free);
  g_clear_pointer (&self->theirs, mt_person_free);
  g_clear_pointer (&self->mine, mt_person_free);
  g_clear_error (&self->conflict);
  G_OBJECT_CLASS (mt_person_edit_parent_class)->dispose (object);
}

static void
mt_person_edit_class_init (MtPersonEditClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mt_person_edit_dispose;
  signals[FOLLOWED] = g_signal_new ("followed", MT_TYPE_PERSON_EDIT, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FILE_CHANGED] = g_signal_new ("file-changed", MT_TYPE_PERSON_EDIT, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mt_person_edit_init (MtPersonEdit *self)
{
}

/**
 * mt_person_edit_new:
 * @session: an open team
 * @id: (nullable): whom to change; %NULL for somebody new, who lives where the viewer does until
 *   something else is said
 *
 * Returns: (transfer full) (nullable): the edit; %NULL when nobody on the team has that id, or no
 *   team is open
 */
MtPersonEdit *
mt_person_edit_new (MtSession *session, const char *id)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (session);
  const MtPerson *person =
      snapshot != NULL && id != NULL ? mt_team_find (snapshot->team, id) : NULL;
  MtPersonEdit *self = NULL;

  if (snapshot == NULL || (id != NULL && person == NULL))
    return NULL;

  self = g_object_new (MT_TYPE_PERSON_EDIT, NULL);
  self->session = g_object_ref (session);
  self->snapshot = mt_snapshot_ref (snapshot);
  self->is_new = id == NULL;
  self->base = person != NULL ? mt_person_copy (person)
                              : new_blank ("", mt_session_get_viewer_zone (session));
  self->theirs = mt_person_copy (self->base);
  self->mine = mt_person_copy (self->base);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * mt_person_edit_is_new:
 * @self: an edit
 *
 * Returns: whether it adds somebody
 */
gboolean
mt_person_edit_is_new (MtPersonEdit *self)
{
  return self->is_new;
}

/**
 * mt_person_edit_is_gone:
 * @self: an edit
 *
 * Returns: whether somebody else took that person out; they come back when it is saved
 */
gboolean
mt_person_edit_is_gone (MtPersonEdit *self)
{
  return self->gone;
}

/**
 * mt_person_edit_get:
 * @self: an edit
 *
 * Returns: (transfer none): the person as they are to be
 */
const MtPerson *
mt_person_edit_get (MtPersonEdit *self)
{
  return self->mine;
}

/**
 * mt_person_edit_get_theirs:
 * @self: an edit
 *
 * Returns: (transfer none): the person as the file has them
 */
const MtPerson *
mt_person_edit_get_theirs (MtPersonEdit *self)
{
  return self->theirs;
}

/**
 * mt_person_edit_is_touched:
 * @self: an edit
 * @member: a member
 *
 * Returns: whether it was changed here
 */
gboolean
mt_person_edit_is_touched (MtPersonEdit *self, MtMember member)
{
  return !mt_person_same_member (self->mine, self->base, member) ||
         (member == MT_MEMBER_PICTURE && self->picture != NULL);
}

/**
 * mt_person_edit_has_changes:
 * @self: an edit
 *
 * Returns: whether anything was changed here, which would be lost without being saved
 */
gboolean
mt_person_edit_has_changes (MtPersonEdit *self)
{
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    if (mt_person_edit_is_touched (self, i))
      return TRUE;

  return FALSE;
}

/**
 * mt_person_edit_is_conflict:
 * @self: an edit
 * @member: a member
 *
 * Returns: whether it was changed both here and in the file, to different ends
 */
gboolean
mt_person_edit_is_conflict (MtPersonEdit *self, MtMember member)
{
  return mt_person_edit_is_touched (self, member) &&
         !mt_person_same_member (self->theirs, self->base, member) &&
         !mt_person_same_member (self->theirs, self->mine, member);
}

/**
 * mt_person_edit_has_conflicts:
 * @self: an edit
 *
 * Returns: whether any member is one
 */
gboolean
mt_person_edit_has_conflicts (MtPersonEdit *self)
{
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    if (mt_person_edit_is_conflict (self, i))
      return TRUE;

  return FALSE;
}

/**
 * mt_person_edit_settle:
 * @self: an edit
 * @member: one that is a conflict
 * @keep_mine: what was typed here, or what the file says
 *
 * Ends a conflict. With the file's, "followed" is emitted.
 */
void
mt_person_edit_settle (MtPersonEdit *self, MtMember member, gboolean keep_mine)
{
  mt_person_copy_member (self->base, self->theirs, member);
  if (keep_mine)
    return;

  if (member == MT_MEMBER_PICTURE)
    g_clear_object (&self->picture);
  mt_person_copy_member (self->mine, self->theirs, member);
  g_signal_emit (self, signals[FOLLOWED], 0, 1u << member);
}

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
