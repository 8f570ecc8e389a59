/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: what is said of the servers that the open team is made of.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"

/* What is said of one collection of the team. */
static void
set_section (MtSession *self,
             const char *url,
             guint text_prop,
             char **text,
             guint trouble_prop,
             char **trouble)
{
  const MtMoment *moment = self->moment;
  char *urls[] = { (char *) url, NULL };
  MtZone *viewer = mt_moment_viewer_at (moment, moment->now);

  mt_notify_take_string (
      self, mt_session_prop (text_prop), text,
      mt_sources_text (moment->sources, urls, moment->format, viewer, moment->now));
  mt_notify_take_string (
      self, mt_session_prop (trouble_prop), trouble,
      mt_sources_trouble (moment->sources, urls, moment->format, viewer, moment->now));
}

static void
set_people (MtSession *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      mt_person_item_refresh_sources (item);
    }
}

/**
 * mt_session_set_sources: (skip)
 * @self: a session that shows a team
 * @sources: (nullable): what is known of its servers now
 *
 * Says how old things are and what is wrong, for people, board and updates.
 */
void
mt_session_set_sources (MtSession *self, MtSources *sources)
{
  const MtTeam *team = self->moment->snapshot->team;

  g_object_freeze_notify (G_OBJECT (self));
  mt_moment_set_sources (self->moment, sources, mt_clock_get_now (self->clock));
  set_people (self);
  set_section (self, team->board, MT_SESSION_PROP_BOARD_SOURCE_TEXT, &self->board_source_text,
               MT_SESSION_PROP_BOARD_TROUBLE_TEXT, &self->board_trouble_text);
  set_section (self, team->journal, MT_SESSION_PROP_UPDATES_SOURCE_TEXT, &self->updates_source_text,
               MT_SESSION_PROP_UPDATES_TROUBLE_TEXT, &self->updates_trouble_text);
  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_N_PENDING), &self->n_pending,
                      mt_sources_count_pending (sources));
  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_N_CONFLICTS), &self->n_conflicts,
                      mt_sources_count_conflicts (sources));
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_session_get_sources:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what is known of the servers of the open team
 */
const MtSources *
mt_session_get_sources (MtSession *self)
{
  g_return_val_if_fail (MT_IS_SESSION (self), NULL);

  return self->moment != NULL ? self->moment->sources : NULL;
}
