/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person is made of, member by member, as somebody edits it.
 */
#pragma once

#include "core/mt-team.h"

G_BEGIN_DECLS

/* In the order in which a new person is written. */
typedef enum
{
  MT_MEMBER_NAME,
  MT_MEMBER_EMAILS,
  MT_MEMBER_TIMEZONE,
  MT_MEMBER_LOCATION,
  MT_MEMBER_HOURS,
  MT_MEMBER_EXCEPTIONS,
  MT_MEMBER_STRETCH,
  MT_MEMBER_AWAY,
  MT_MEMBER_TRAVEL,
  MT_MEMBER_CALENDARS,
  MT_MEMBER_HOLIDAYS,
  MT_MEMBER_BACKUP,
  MT_MEMBER_PICTURE,
  MT_MEMBER_CALL,
  MT_N_MEMBERS,
} MtMember;

const char *mt_member_get_key (MtMember member);
char **mt_member_text (MtPerson *person, MtMember member);
char ***mt_member_texts (MtPerson *person, MtMember member);
MtPerson *mt_person_copy (const MtPerson *self);
gboolean mt_person_same_member (const MtPerson *a, const MtPerson *b, MtMember member);
void mt_person_copy_member (MtPerson *self, const MtPerson *other, MtMember member);

G_END_DECLS
