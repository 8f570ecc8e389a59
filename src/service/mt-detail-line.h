/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDetailLine: one line of the page about a person.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-span.h"

G_BEGIN_DECLS

#define MT_TYPE_DETAIL_LINE (mt_detail_line_get_type ())
G_DECLARE_FINAL_TYPE (MtDetailLine, mt_detail_line, MT, DETAIL_LINE, GObject)

/* Properties, read-only, "" where there is nothing to say, all fit to show:
 *   title (string) "E-mail"; subtitle (string) more about it; value (string) "Thu 10:00", the
 * viewer's clock first; note (string) "11:00 in Cairo"; description (string) all of it in words, or
 * what a track says; uri (string) what it opens: http, https or mailto only; start, end (int64):
 * what a track beside it shows, equal for none; calendar (string): as the team file has it, of a
 * line that is about one; counts (boolean): whether that calendar does */
MtDetailLine *mt_detail_line_new (char *title, char *subtitle, char *value, char *note);
void mt_detail_line_take_description (MtDetailLine *self, char *description);
void mt_detail_line_take_uri (MtDetailLine *self, char *uri);
void mt_detail_line_take_calendar (MtDetailLine *self, char *calendar, gboolean counts);
void mt_detail_line_set_span (MtDetailLine *self, MtSpan span);
MtSpan mt_detail_line_get_span (MtDetailLine *self);
gboolean mt_detail_line_is_openable (const char *uri);
void mt_detail_lines_update (GListStore *lines, const GPtrArray *wanted);

G_END_DECLS
