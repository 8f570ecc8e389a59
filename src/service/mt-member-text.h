/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a person is made of, in words.
 */
#pragma once

#include "core/mt-person-member.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

const char *mt_member_title (MtMember member);
char *mt_member_words (MtFormat *format, const MtPerson *person, MtMember member);

G_END_DECLS
