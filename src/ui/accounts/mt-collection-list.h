/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCollectionList: the calendars of an account, some at a time, with a search where there are
 * many.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_COLLECTION_LIST (mt_collection_list_get_type ())
G_DECLARE_FINAL_TYPE (MtCollectionList, mt_collection_list, MT, COLLECTION_LIST, GtkWidget)

/* (transfer full): what a search looks at */
typedef char *(*MtCollectionText) (gpointer item, gpointer user_data);

void mt_collection_list_bind (MtCollectionList *self,
                              GListModel *collections,
                              MtCollectionText text,
                              GtkListBoxCreateWidgetFunc create,
                              gpointer user_data);

G_END_DECLS
