/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCredentials: who signs in at one origin, shared by the threads that ask there.
 */
#pragma once

#include <libsoup/soup.h>

#include "net/mt-auth-kind.h"
#include "net/mt-challenges.h"

G_BEGIN_DECLS

/* What to do about a 401. */
typedef enum
{
  MT_CHALLENGE_REFUSED, /* nothing: the secret is wrong, or there is none */
  MT_CHALLENGE_AGAIN,   /* send again: another way was asked for */
} MtChallenge;

/* How one request was signed. */
typedef enum
{
  MT_SIGNED_NOT,
  MT_SIGNED_BASIC,
  MT_SIGNED_DIGEST,
  MT_SIGNED_BEARER,
} MtSigned;

typedef struct _MtCredentials MtCredentials;

MtCredentials *mt_credentials_new (MtAuthKind kind, const char *user, const char *secret);
MtCredentials *mt_credentials_ref (MtCredentials *self);
void mt_credentials_unref (MtCredentials *self);

gboolean mt_credentials_are (const MtCredentials *self,
                             MtAuthKind kind,
                             const char *user,
                             const char *secret);
MtAuthKind mt_credentials_get_kind (const MtCredentials *self);
MtSigned mt_credentials_sign (MtCredentials *self, SoupMessage *message);
MtChallenge mt_credentials_challenge (MtCredentials *self,
                                      SoupMessage *message,
                                      const MtChallenges *challenges,
                                      MtSigned how,
                                      guint attempt);
gboolean mt_credentials_show_in (const MtCredentials *self, GBytes *bytes);
void mt_credentials_set_accepted (MtCredentials *self);
void mt_credentials_set_refused (MtCredentials *self);
gboolean mt_credentials_is_refused (MtCredentials *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCredentials, mt_credentials_unref)

G_END_DECLS
