/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What client and worker say to each other: frames of a 32-bit length, a type byte and fields in
 * little endian. Neither side believes the other: every field is checked as it is read.
 */
#pragma once

#include "core/mt-item.h"
#include "core/mt-span.h"
#include "core/mt-zone.h"

G_BEGIN_DECLS

#define MT_WIRE_HEADER 5                        /* bytes of length and type */
#define MT_WIRE_MAX_FRAME (64u * 1024u * 1024u) /* bytes of the fields of one frame */

typedef enum
{
  /* client to worker */
  MT_WIRE_OBJECT = 1, /* u32 sequence, i64 window start, i64 end, u32 zone set, UID, text */
  MT_WIRE_ZONE,       /* answer: u8 found, then the table */
  MT_WIRE_VTIMEZONE,  /* answer: u8 found, then the text */
  /* worker to client */
  MT_WIRE_RESULT,        /* u32 sequence, u32 n, items, u32 n, encoded reasons */
  MT_WIRE_ASK_ZONE,      /* name as tzdata spells it */
  MT_WIRE_ASK_VTIMEZONE, /* u32 sequence of the object, TZID */
} MtWireType;

/* A position in the fields of one frame. Once `failed`, every getter gives nothing. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean failed;
} MtWireReader;

gsize mt_wire_begin (GByteArray *out, MtWireType type);
void mt_wire_end (GByteArray *out, gsize frame);
void mt_wire_put_u8 (GByteArray *out, guint8 value);
void mt_wire_put_u32 (GByteArray *out, guint32 value);
void mt_wire_put_i64 (GByteArray *out, gint64 value);
void mt_wire_put_bytes (GByteArray *out, const char *bytes, gsize length);
void mt_wire_put_string (GByteArray *out, const char *text);
void mt_wire_put_item (GByteArray *out, const MtItem *item);
void mt_wire_put_zone (GByteArray *out, const MtZone *zone);

gboolean mt_wire_peek_frame (const guint8 *bytes,
                             gsize length,
                             MtWireType *type,
                             MtWireReader *fields,
                             gsize *frame_length,
                             gboolean *broken);
guint8 mt_wire_get_u8 (MtWireReader *in);
guint32 mt_wire_get_u32 (MtWireReader *in);
gint64 mt_wire_get_i64 (MtWireReader *in);
const char *mt_wire_get_bytes (MtWireReader *in, gsize *length);
char *mt_wire_get_string (MtWireReader *in);
MtItem *mt_wire_get_item (MtWireReader *in);
MtZone *mt_wire_get_zone (MtWireReader *in, const char *id);
gboolean mt_wire_is_done (const MtWireReader *in);

G_END_DECLS
