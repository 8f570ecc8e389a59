/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The tables of the database, and how those of an earlier version become them.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define MT_SCHEMA_VERSION 2
/* "Mt", and the version: the application id of the file, from version 2 on. */
#define MT_SCHEMA_APPLICATION 0x4d740000

gint mt_schema_read_version (sqlite3 *handle, int *code);
int mt_schema_back_up (sqlite3 *handle, const char *path, gint version);
int mt_schema_bring_up (sqlite3 *handle);

G_END_DECLS
