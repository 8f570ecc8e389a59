/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCli: one run of meantimectl: its options, the team it is about, and the answer as it grows.
 */
#pragma once

#include "cli/mt-options.h"
#include "cli/mt-scratch.h"
#include "core/mt-change.h"
#include "core/mt-pending.h"
#include "core/mt-work.h"
#include "service/accounts/mt-account-login.h"
#include "service/mt-format.h"
#include "service/mt-loader.h"

G_BEGIN_DECLS

typedef enum
{
  MT_CLI_ERROR_FAILED, /* exit status 1: network, server, file */
  MT_CLI_ERROR_USAGE,  /* exit status 2: the command or an input file is wrong */
} MtCliError;

#define MT_CLI_ERROR (mt_cli_error_quark ())
GQuark mt_cli_error_quark (void);

typedef struct _MtCommand MtCommand;

typedef struct
{
  const MtCommand *command; /* unowned: static */
  MtOptions options;
  GString *out; /* owned: the answer, written when it is complete */
  gboolean colour;

  gint64 now;
  MtTzdata *tzdata;      /* owned */
  MtLoader *loader;      /* owned */
  MtPatterns *patterns;  /* owned */
  MtFormat *format;      /* owned; NULL for JSON, which needs no words */
  MtZone *local_zone;    /* owned: the system's */
  MtSecrets *secrets;    /* owned, nullable before they are needed */
  MtScratch *scratch;    /* owned, nullable: the folder of the sample team */
  char *team_path;       /* owned: as typed; NULL before mt_cli_find_team () */
  gboolean edits_server; /* the change that was made is of an item on a server */

  MtTeam *team;         /* owned, nullable before mt_cli_read_team () */
  const MtPerson *me;   /* unowned: in `team`; nullable */
  MtSnapshot *snapshot; /* owned, nullable before mt_cli_load () */
} MtCli;

gboolean mt_cli_start (MtCli *self, GError **error);
void mt_cli_clear (MtCli *self);
gboolean mt_cli_find_team (MtCli *self, GError **error);
gboolean mt_cli_read_team (MtCli *self, GError **error);
void mt_cli_read_team_quietly (MtCli *self);
const char *mt_cli_get_team_url (const MtCli *self);
gboolean mt_cli_load (MtCli *self, MtSpan window, MtLoadFlags flags, GError **error);

gboolean mt_cli_apply (MtCli *self, MtChange *change, GError **error);
gboolean mt_cli_finish_edit (MtCli *self, const MtPendingMark *mark, GError **error);

MtZone *mt_cli_viewer_zone (const MtCli *self, gint64 instant);
const MtPerson *
mt_cli_find_person (const MtCli *self, const char *where, const char *id, GError **error);

gboolean mt_cli_usage (GError **error, const char *where, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean mt_cli_is_harmful (gunichar c);
char *mt_cli_plain (const char *text);
void mt_cli_warn (const char *message);

G_END_DECLS
