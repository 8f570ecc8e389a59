/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonSplit: the dashboard, and the page about a person beside it or, where there is no room,
 * in its place.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_SPLIT (mt_person_split_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonSplit, mt_person_split, MT, PERSON_SPLIT, GtkWidget)

/* Properties: session (MtSession, nullable); child (GtkWidget): the dashboard.
 * Actions for what is within: person.open (s: an id), person.close. */

G_END_DECLS
