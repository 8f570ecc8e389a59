/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFoundCollection: one calendar found while an account is added: what it is, whose it seems to
 * be and why, and what the user makes of it.
 */
#pragma once

#include "providers/collections/caldav/mt-home.h"

G_BEGIN_DECLS

/* Properties: `name`, `url`, `owner-text` ("" for one's own), `holds-text` ("Events, tasks"),
 * `colour` (nullable), `read-only`, `person-id` (nullable, writable: whose calendar it is),
 * `why-text` (why this person is proposed; "" once the user chose), `counts` (writable: it says
 * when its person is busy), `use` (writable: it is kept up to date here). */
#define MT_TYPE_FOUND_COLLECTION (mt_found_collection_get_type ())
G_DECLARE_FINAL_TYPE (MtFoundCollection, mt_found_collection, MT, FOUND_COLLECTION, GObject)

MtFoundCollection *mt_found_collection_new (MtHomeCollection *collection);
const MtHomeCollection *mt_found_collection_get (MtFoundCollection *self);
const char *mt_found_collection_get_name (MtFoundCollection *self);
const char *mt_found_collection_get_url (MtFoundCollection *self);
const char *mt_found_collection_get_owner_text (MtFoundCollection *self);
const char *mt_found_collection_get_holds_text (MtFoundCollection *self);
const char *mt_found_collection_get_person_id (MtFoundCollection *self);
void mt_found_collection_set_person_id (MtFoundCollection *self, const char *person_id);
void mt_found_collection_propose (MtFoundCollection *self, const char *person_id, const char *why);
const char *mt_found_collection_get_why_text (MtFoundCollection *self);
gboolean mt_found_collection_get_counts (MtFoundCollection *self);
void mt_found_collection_set_counts (MtFoundCollection *self, gboolean counts);
gboolean mt_found_collection_get_use (MtFoundCollection *self);
void mt_found_collection_set_use (MtFoundCollection *self, gboolean use);
gboolean mt_found_collection_get_read_only (MtFoundCollection *self);

G_END_DECLS
