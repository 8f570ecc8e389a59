/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of mt_source_expand() share.
 */
#pragma once

#include "service/mt-source-private.h"

G_BEGIN_DECLS

/* One way through all resources of a source. UIDs are told by a hash of them; two with the same
 * hash are no more than read once more. */
typedef struct
{
  MtSource *source; /* unowned */
  MtIcalClient *client;
  const MtSourceWish *wish;
  MtSpan window;
  GPtrArray *problems; /* unowned (element-type MtProblem): what is wrong with resources */
  GPtrArray *findings; /* owned (element-type MtProblem): and with items */
  GCancellable *cancellable;
  GHashTable *seen;      /* owned (element-type gpointer): hashes of UIDs of earlier portions */
  GHashTable *scattered; /* owned (element-type gpointer): of those in several portions */
  gboolean calendar;     /* something was one */
} MtSourcePass;

/* mt-source-expand.c */
gpointer mt_source_pass_hash_uid (const char *uid);
GPtrArray *mt_source_pass_split (MtSourcePass *pass, const GPtrArray *raw, GPtrArray *problems);
gboolean mt_source_pass_expand (MtSourcePass *pass, GPtrArray *objects, GError **error);
void mt_source_pass_fail (MtSourcePass *pass, const GError *error);

/* mt-source-scattered.c */
gboolean mt_source_pass_run_scattered (MtSourcePass *pass, GError **error);

G_END_DECLS
