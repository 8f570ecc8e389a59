/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Why an account could not be added, in words that say what to do.
 */
#pragma once

#include "service/accounts/mt-account-setup.h"

G_BEGIN_DECLS

/* What is known beside the error. */
typedef struct
{
  const char *host;      /* nullable: who was asked */
  gboolean offline;      /* this computer has no network */
  gboolean portal;       /* the network wants to be signed in to first */
  gboolean no_such_name; /* DNS knows no such host */
  gboolean token;        /* what was refused is a token */
} MtSetupCircumstances;

MtSetupTrouble
mt_setup_explain (const GError *error, const MtSetupCircumstances *around, char **words);

G_END_DECLS
