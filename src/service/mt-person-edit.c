/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonEdit: three versions of a person, put together member by member: what the file said when
 * the work began, what it says now, and what was typed.
 */
#include "config.h"

#include "service/mt-person-edit-private.h"

#include "service/mt-session-private.h"

G_DEFINE_FINAL_TYPE (MtPersonEdit, mt_person_edit, G_TYPE_OBJECT)

enum
{
  FOLLOWED,
  FILE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

/**
 * mt_person_edit_read_again:
 * @self: an edit
 *
 * Takes what the file says now, once the session has read it, and goes on with a save that waits
 * for that.
 */
void
mt_person_edit_read_again (MtPersonEdit *self)
{
  g_autofree char *old = g_strdup (self->snapshot->revision);

  if (self->session->loading)
    return;
  look_again (self);
  if (self->waits)
    mt_person_edit_try_again (self, old);
}

/**
 * mt_person_edit_new_blank:
 * @id: of the person
 * @zone: where they live
 *
 * Returns: (transfer full): a person of whom nothing is written but these
 */
MtPerson *
mt_person_edit_new_blank (const char *id, MtZone *zone)
{
  g_autoptr (MtWeek) usual = mt_week_new_default ();
  MtPerson *blank = mt_person_new (id, id, zone, usual);

  blank->standard_hours = TRUE;
  return blank;
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
                              : mt_person_edit_new_blank ("", mt_session_get_viewer_zone (session));
  self->theirs = mt_person_copy (self->base);
  self->mine = mt_person_copy (self->base);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (mt_person_edit_read_again), self,
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
