/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Settings shared by window and commands: $XDG_CONFIG_HOME/meantime/settings.ini. The teams last
 * opened, in each who is *me*, which cards are shown and whose calendars do not count, and how the
 * window was left.
 */
#pragma once

#include <gio/gio.h>
#include "service/mt-ignored.h"

G_BEGIN_DECLS

typedef enum
{
  MT_SETTINGS_ERROR_BROKEN, /* the file is there but cannot be read: it is left alone */
} MtSettingsError;

#define MT_SETTINGS_ERROR (mt_settings_error_quark ())
GQuark mt_settings_error_quark (void);

#define MT_TYPE_SETTINGS (mt_settings_get_type ())
G_DECLARE_FINAL_TYPE (MtSettings, mt_settings, MT, SETTINGS, GObject)

/* `path` NULL: the user's own. A settings file that cannot be read is left alone and read as empty.
 * Signal `changed`: the file was changed by somebody else, while mt_settings_watch() is on. */
MtSettings *mt_settings_new (const char *path);
void mt_settings_watch (MtSettings *self);
char *mt_settings_dup_last_team (MtSettings *self);                 /* nullable */
char **mt_settings_dup_teams (MtSettings *self);                    /* last opened first */
char *mt_settings_dup_me (MtSettings *self, const char *team_path); /* nullable */
char *mt_settings_dup_order (MtSettings *self);                     /* nullable: of the people */
char **mt_settings_dup_board_filter (MtSettings *self, const char *team_path); /* nullable */
gboolean mt_settings_set_board_filter (MtSettings *self,
                                       const char *team_path,
                                       const char *const *words,
                                       GError **error);
char **mt_settings_dup_places (MtSettings *self, const char *team_path); /* nullable */
gboolean mt_settings_set_places (MtSettings *self,
                                 const char *team_path,
                                 const char *const *words,
                                 GError **error);
gboolean mt_settings_set_order (MtSettings *self, const char *order, GError **error);
gboolean mt_settings_set_last_team (MtSettings *self, const char *team_path, GError **error);
gboolean
mt_settings_set_me (MtSettings *self, const char *team_path, const char *id, GError **error);
MtIgnored *mt_settings_dup_ignored (MtSettings *self, const char *team_path);
gboolean mt_settings_set_counts (MtSettings *self,
                                 const char *team_path,
                                 const char *person,
                                 const char *calendar,
                                 gboolean counts,
                                 GError **error);

/* How the window was left: any key. `values` are keys, each followed by its value, "" for none. */
char *mt_settings_dup_view (MtSettings *self, const char *key); /* nullable */
gboolean mt_settings_set_view (MtSettings *self, const char *const *values, GError **error);

G_END_DECLS
