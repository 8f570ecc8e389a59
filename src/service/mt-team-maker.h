/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Makes the file of a new team, for somebody who has none.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-team.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

/* What somebody who begins can say; the strings are borrowed. */
typedef struct
{
  const char *name;     /* of the team; "" for none */
  const char *me;       /* name of whoever makes it */
  const char *email;    /* theirs; "" for none */
  const char *location; /* theirs; "" for none */
  MtZone *zone;         /* theirs */
  gboolean folders;     /* for a board and a journal, beside the file */
} MtNewTeam;

GBytes *mt_team_maker_build (const MtNewTeam *team, MtTzdata *tzdata, char **id, GError **error);
void mt_team_maker_write_async (GFile *file,
                                GBytes *bytes,
                                gboolean folders,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean mt_team_maker_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
