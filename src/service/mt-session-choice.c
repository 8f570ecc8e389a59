/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: whose overlap is shown. Without a choice that of the largest number of people, with
 * one that of the chosen, or of at least so many of them.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"

/* "Overlap of Ana, Bo and Chen" */
static char *
format_choice (MtSession *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (mt_person_item_get_chosen (item))
        g_ptr_array_add (names, (gpointer) mt_person_item_get_name (item));
    }
  if (names->len == 0)
    return g_strdup ("");

  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **) names->pdata);

  /* Translators: whose overlap is shown: "Overlap of Ana Ruiz, Bo Lind". */
  return g_strdup_printf (_ ("Overlap of %s"), joined);
}

/* Who is asked, as indices: the chosen, else everybody. Whoever has left is chosen no longer. */
static void
collect_asked (MtSession *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  guint n_chosen = 0;

  g_array_set_size (self->asked, 0);
  for (guint pass = 0; pass < 2 && self->asked->len == 0; pass++)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (MtPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->people), i);
        const guint index = mt_person_item_get_person (item)->index;

        if (pass == 1 || mt_person_item_get_chosen (item))
          g_array_append_val (self->asked, index);
        n_chosen += pass == 0 && mt_person_item_get_chosen (item);
      }

  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_N_CHOSEN), &self->n_chosen, n_chosen);
}

/**
 * mt_session_refresh_choice: (skip)
 * @self: a session that shows a team
 *
 * Call when who is on the team or who of them is chosen has changed, before the overlaps are
 * found.
 */
void
mt_session_refresh_choice (MtSession *self)
{
  const guint before = self->n_chosen;
  const gboolean all = self->choice_min == before;

  g_object_freeze_notify (G_OBJECT (self));
  collect_asked (self);
  /* "All of them" stays all of them. */
  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_CHOICE_MIN), &self->choice_min,
                      all ? self->n_chosen : MIN (self->choice_min, self->n_chosen));
  mt_notify_take_string (self, mt_session_prop (MT_SESSION_PROP_CHOICE_TEXT), &self->choice_text,
                         format_choice (self));
  g_object_thaw_notify (G_OBJECT (self));
}

static void
show_choice (MtSession *self)
{
  mt_session_refresh_choice (self);
  mt_session_refresh_overlaps (self);
  mt_session_refresh (self);
}

/**
 * mt_session_set_choice:
 * @self: a session
 * @ids: (nullable) (array zero-terminated=1): whose overlap to show; %NULL or empty for that of the
 *   largest number of people; ids that nobody has are passed over
 * @min_people: how many of them must be free; 0 for all of them
 *
 * Chooses people: the overlap drawn, the summary, the list of overlaps and the export follow.
 */
void
mt_session_set_choice (MtSession *self, const char *const *ids, guint min_people)
{
  static const char *const nobody[] = { NULL };
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  g_return_if_fail (MT_IS_SESSION (self));
  if (self->moment == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      mt_person_item_set_chosen (
          item, g_strv_contains (ids != NULL ? ids : nobody, mt_person_item_get_person (item)->id));
    }
  collect_asked (self);
  self->choice_min = min_people == 0 ? self->n_chosen : MIN (min_people, self->n_chosen);
  show_choice (self);
  g_object_notify_by_pspec (G_OBJECT (self), mt_session_prop (MT_SESSION_PROP_CHOICE_MIN));
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_session_toggle_chosen:
 * @self: a session
 * @person: of its people
 *
 * Chooses one more person, or one less.
 */
void
mt_session_toggle_chosen (MtSession *self, MtPersonItem *person)
{
  g_return_if_fail (MT_IS_SESSION (self));
  if (self->moment == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  mt_person_item_set_chosen (person, !mt_person_item_get_chosen (person));
  show_choice (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_session_set_choice_min:
 * @self: a session
 * @min_people: how many of the chosen must be free; more than there are means all
 *
 * Without a choice it means nothing.
 */
void
mt_session_set_choice_min (MtSession *self, guint min_people)
{
  const guint wanted = CLAMP (min_people, MIN (1, self->n_chosen), self->n_chosen);

  if (self->moment != NULL &&
      mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_CHOICE_MIN), &self->choice_min,
                          wanted))
    show_choice (self);
}

/**
 * mt_session_get_asked: (skip)
 * @self: a session that shows a team
 *
 * Returns: (transfer none) (element-type guint): whose overlap it is, as indices in the team
 */
const GArray *
mt_session_get_asked (MtSession *self)
{
  return self->asked;
}
