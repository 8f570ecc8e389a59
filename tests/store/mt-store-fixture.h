/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A store of its own for each test, and short words for what is put into it.
 */
#pragma once

#include "store/mt-item-cursor.h"
#include "store/mt-outbox.h"

G_BEGIN_DECLS

#define URL "https://dav.example.org/team/board/"

typedef struct
{
  char *root;      /* owned */
  char *directory; /* owned: does not exist before the store is opened */
  char *path;      /* owned: of the database */
  MtItemStore *store;
} Fixture;

void mt_fixture_set_up (Fixture *fixture, gconstpointer data);
void mt_fixture_tear_down (Fixture *fixture, gconstpointer data);
void mt_fixture_reopen (Fixture *fixture);

gint64 mt_fixture_add (Fixture *fixture, const char *url);
void mt_fixture_put (Fixture *fixture,
                     const char *url,
                     const char *href,
                     const char *etag,
                     const char *text);
void mt_fixture_remove (Fixture *fixture, const char *url, const char *href);
char *mt_fixture_show (Fixture *fixture, const char *url);
char *mt_fixture_show_edits (Fixture *fixture, const char *url);
gint64 mt_fixture_edit (Fixture *fixture,
                        const char *url,
                        const char *href,
                        const char *shown,
                        const char *after);
GBytes *mt_text_bytes (const char *text);
char *mt_bytes_text (GBytes *bytes);

G_END_DECLS
