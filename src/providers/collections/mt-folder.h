/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFolder: a collection on this machine: an .ics or .ifb file, or a folder of .ics files (the vdir
 * layout: not recursive, no dot files).
 */
#pragma once

#include "providers/collections/mt-collection.h"

G_BEGIN_DECLS

#define MT_TYPE_FOLDER (mt_folder_get_type ())
G_DECLARE_FINAL_TYPE (MtFolder, mt_folder, MT, FOLDER, GObject)

MtFolder *mt_folder_new (const char *path);

G_END_DECLS
