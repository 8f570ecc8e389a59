/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The one function that foreign text passes before it is shown.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MT_DISPLAY_GRAPHEMES 500 /* more is cut, with an ellipsis */
#define MT_DISPLAY_BODY 20000    /* likewise, of what is shown whole */
#define MT_DISPLAY_MARKS 4       /* combining marks kept on one base */

char *mt_display_line (const char *text);
char *mt_display_plain (const char *text);
char *mt_display_name_in (const char *text, gboolean right_to_left);
char *mt_display_text (const char *text);
char *mt_display_body (const char *text);
char *mt_display_initials (const char *name);

G_END_DECLS
