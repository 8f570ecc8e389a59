/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtOptions: the options of the command line, as written.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All strings are owned, NULL when not given, and bytes as typed: perhaps not UTF-8. */
typedef struct
{
  char *team;
  gboolean demo;
  char *me;
  char *at;
  char *secret_file;
  gboolean json;
  gboolean help;
  gboolean version;

  char *from;
  char *days;
  char *people;
  char *min_people;
  char *min_length;
  gboolean largest;
  char *format;
  char *output;
  char *channel;
  char *sent;
  char *person;
  char *column;
  char *day;
  gboolean nobody;
  char *done;
  char *next;
  char *blocked;
  gboolean only_mine;
  gboolean only_waiting;
  gboolean only_blocked;
  gboolean only_overdue;
  gboolean only_urgent;
  char *label;
  char *text;
  char *user;
  char *title;
  char *sign_in;
  char *client_id;
  char *ca_file;
  gboolean make_board;
  gboolean make_journal;
  char *counts;
  gboolean full;
  char *accept;
  gboolean update_team;

  char **words; /* what is neither option nor value; nullable */
} MtOptions;

void mt_options_clear (MtOptions *self);
guint mt_options_find_command (char **arguments);
gboolean mt_options_parse (MtOptions *self, char **arguments, guint flags, GError **error);
char *mt_options_help (const char *usage, guint flags, const char *description);

G_END_DECLS
