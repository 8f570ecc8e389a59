/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reading of the team file: its bytes, and the team they say.
 */
#include "config.h"

#include "service/mt-loader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "providers/collections/mt-folder.h"
#include "team/mt-team-file.h"

static char **
list_zones (gpointer tzdata)
{
  return mt_tzdata_list (tzdata);
}

/* (transfer full): what the server last said; the network is never asked here. */
static GBytes *
read_stored (MtLoader *self, const char *url, GError **error)
{
  g_autoptr (MtStoreCollection) known = NULL;
  g_autoptr (MtStoreItem) item = NULL;

  mt_loader_open_items (self);
  known = mt_item_store_find (self->items, url);
  item = known != NULL ? mt_item_store_read_item (self->items, known->url, "") : NULL;
  if (item != NULL && item->bytes != NULL)
    return g_bytes_ref (item->bytes);
  if (known != NULL && known->trouble != NULL)
    g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                 _ ("%s: could not be read from the server: %s"), url, known->trouble);
  else
    g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                 _ ("%s: has not been read from the server yet"), url);

  return NULL;
}

/**
 * mt_loader_read_bytes:
 * @self: a loader
 * @path: of the team file
 * @problems: (element-type MtProblem): array to append to
 * @error: return location
 *
 * Reads the bytes of the team file. Blocking.
 *
 * Returns: (transfer full): them, or %NULL with %MT_LOADER_ERROR_TEAM_FILE
 */
GBytes *
mt_loader_read_bytes (MtLoader *self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr (MtFolder) file = mt_folder_new (path);
  g_autoptr (MtBatch) batch = NULL;
  g_autoptr (GError) why = NULL;

  if (strstr (path, "://") != NULL)
    return read_stored (self, path, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                   _ ("%s: is a folder; name the team file in it"), path);
      return NULL;
    }

  batch = mt_collection_fetch (MT_COLLECTION (file), NULL, NULL, problems, NULL, &why);
  if (batch == NULL)
    {
      g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE, "%s: %s", path, why->message);
      return NULL;
    }

  return g_bytes_ref (((const MtRawItem *) g_ptr_array_index (batch->items, 0))->bytes);
}

/**
 * mt_loader_parse_team:
 * @self: a loader
 * @bytes: of the team file
 * @path: where they stood
 * @problems: (element-type MtProblem): array to append to
 * @error: return location
 *
 * Returns: (transfer full): the team of the bytes, or %NULL with %MT_LOADER_ERROR_TEAM_FILE
 */
MtTeam *
mt_loader_parse_team (MtLoader *self,
                      GBytes *bytes,
                      const char *path,
                      GPtrArray *problems,
                      GError **error)
{
  MtTeam *team = mt_team_file_read (bytes, path, FALSE, mt_loader_look_up_zone, list_zones,
                                    self->tzdata, problems);

  if (team != NULL)
    mt_loader_make_absolute (team, path);
  else
    g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                 _ ("%s: is not a team file that can be used; “meantimectl team check” says why"),
                 path);

  return team;
}

/**
 * mt_loader_read_team:
 * @self: a loader
 * @path: of the team file
 * @problems: (element-type MtProblem): array to append to
 * @error: return location
 *
 * Reads the team file alone. Blocking.
 *
 * Returns: (transfer full): the team, or %NULL with %MT_LOADER_ERROR_TEAM_FILE: @problems say where
 *   it is wrong, unless it could not be read at all
 */
MtTeam *
mt_loader_read_team (MtLoader *self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr (GBytes) bytes = mt_loader_read_bytes (self, path, problems, error);

  return bytes != NULL ? mt_loader_parse_team (self, bytes, path, problems, error) : NULL;
}
