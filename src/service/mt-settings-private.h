/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtSettings, for the files that are its parts.
 */
#pragma once

#include "service/mt-settings.h"

G_BEGIN_DECLS

#define MT_SETTINGS_GROUP "meantime" /* what holds for all teams */

struct _MtSettings
{
  GObject parent_instance;

  char *path;            /* owned */
  GKeyFile *keys;        /* owned */
  GError *broken;        /* owned, nullable: why the file could not be read */
  GFileMonitor *monitor; /* owned, nullable */
};

gboolean mt_settings_begin_change (MtSettings *self, GError **error);
gboolean mt_settings_save (MtSettings *self, GError **error);

G_END_DECLS
