/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavMode: what was learnt about a server, to be kept as text between two syncs.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_CALDAV_UNKNOWN,
  MT_CALDAV_YES,
  MT_CALDAV_NO,
} MtCaldavKnown;

typedef struct
{
  MtCaldavKnown tokens;   /* sync-collection works */
  MtCaldavKnown data;     /* it gives items, too */
  MtCaldavKnown multiget; /* calendar-multiget works */
  MtCaldavKnown ctag;     /* the collection has one */
  char *path;             /* owned, nullable: where the collection has moved to */
} MtCaldavMode;

void mt_caldav_mode_parse (MtCaldavMode *self, const char *text);
char *mt_caldav_mode_format (const MtCaldavMode *self);
void mt_caldav_mode_clear (MtCaldavMode *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtCaldavMode, mt_caldav_mode_clear)

G_END_DECLS
