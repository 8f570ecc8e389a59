/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Frames and their plain fields, to bytes and back.
 */
#include "config.h"

#include "ical/mt-ical-wire-private.h"

#include <string.h>

#define NO_STRING G_MAXUINT32

/**
 * mt_wire_begin:
 * @out: array to append to
 * @type: what the frame is
 *
 * Begins a frame.
 *
 * Returns: its position, for mt_wire_end()
 */
gsize
mt_wire_begin (GByteArray *out, MtWireType type)
{
  gsize frame = out->len;

  mt_wire_put_u32 (out, 0);
  mt_wire_put_u8 (out, type);
  return frame;
}

/**
 * mt_wire_end:
 * @out: the array
 * @frame: what mt_wire_begin() gave
 *
 * Ends a frame: its length is known now.
 */
void
mt_wire_end (GByteArray *out, gsize frame)
{
  guint32 length = GUINT32_TO_LE ((guint32) (out->len - frame - MT_WIRE_HEADER));

  memcpy (out->data + frame, &length, sizeof length);
}

/**
 * mt_wire_put_u8:
 * @out: array to append to
 * @value: a byte
 *
 * Appends a byte.
 */
void
mt_wire_put_u8 (GByteArray *out, guint8 value)
{
  g_byte_array_append (out, &value, 1);
}

/**
 * mt_wire_put_u32:
 * @out: array to append to
 * @value: a number
 *
 * Appends 32 bits.
 */
void
mt_wire_put_u32 (GByteArray *out, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

/**
 * mt_wire_put_i64:
 * @out: array to append to
 * @value: a number
 *
 * Appends 64 bits.
 */
void
mt_wire_put_i64 (GByteArray *out, gint64 value)
{
  value = GINT64_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

/**
 * mt_wire_put_bytes:
 * @out: array to append to
 * @bytes: the bytes
 * @length: how many
 *
 * Appends bytes with their length.
 */
void
mt_wire_put_bytes (GByteArray *out, const char *bytes, gsize length)
{
  mt_wire_put_u32 (out, length);
  g_byte_array_append (out, (const guint8 *) bytes, length);
}

/**
 * mt_wire_put_string:
 * @out: array to append to
 * @text: (nullable): UTF-8
 *
 * Appends a string, or that there is none.
 */
void
mt_wire_put_string (GByteArray *out, const char *text)
{
  if (text)
    mt_wire_put_bytes (out, text, strlen (text));
  else
    mt_wire_put_u32 (out, NO_STRING);
}

/**
 * mt_wire_peek_frame:
 * @bytes: what has arrived
 * @length: how much of it
 * @type: (out): what the frame is
 * @fields: (out): its fields, within @bytes
 * @frame_length: (out): bytes of the whole frame
 * @broken: (out): set to %TRUE if this can never become a frame, else to %FALSE
 *
 * Finds the first frame in a buffer.
 *
 * Returns: whether a whole frame is there
 */
gboolean
mt_wire_peek_frame (const guint8 *bytes,
                    gsize length,
                    MtWireType *type,
                    MtWireReader *fields,
                    gsize *frame_length,
                    gboolean *broken)
{
  guint32 size;

  *broken = FALSE;
  if (length < MT_WIRE_HEADER)
    return FALSE;
  memcpy (&size, bytes, sizeof size);
  size = GUINT32_FROM_LE (size);
  if (size > MT_WIRE_MAX_FRAME || bytes[4] < MT_WIRE_OBJECT || bytes[4] > MT_WIRE_ASK_VTIMEZONE)
    {
      *broken = TRUE;
      return FALSE;
    }
  if (length - MT_WIRE_HEADER < size)
    return FALSE;
  *type = bytes[4];
  *fields = (MtWireReader){ bytes + MT_WIRE_HEADER, bytes + MT_WIRE_HEADER + size, FALSE };
  *frame_length = MT_WIRE_HEADER + size;
  return TRUE;
}

static gboolean
take (MtWireReader *in, void *to, gsize length)
{
  if (in->failed || (gsize) (in->end - in->at) < length)
    {
      in->failed = TRUE;
      memset (to, 0, length);
      return FALSE;
    }
  memcpy (to, in->at, length);
  in->at += length;
  return TRUE;
}

/**
 * mt_wire_get_u8:
 * @in: a position
 *
 * Reads a byte.
 *
 * Returns: it, or 0 with `failed` set
 */
guint8
mt_wire_get_u8 (MtWireReader *in)
{
  guint8 value;

  take (in, &value, sizeof value);
  return value;
}

/**
 * mt_wire_get_u32:
 * @in: a position
 *
 * Reads 32 bits.
 *
 * Returns: them, or 0 with `failed` set
 */
guint32
mt_wire_get_u32 (MtWireReader *in)
{
  guint32 value;

  take (in, &value, sizeof value);
  return GUINT32_FROM_LE (value);
}

/**
 * mt_wire_get_i64:
 * @in: a position
 *
 * Reads 64 bits.
 *
 * Returns: them, or 0 with `failed` set
 */
gint64
mt_wire_get_i64 (MtWireReader *in)
{
  gint64 value;

  take (in, &value, sizeof value);
  return GINT64_FROM_LE (value);
}

/**
 * mt_wire_get_bytes:
 * @in: a position
 * @length: (out): how many
 *
 * Reads bytes with their length.
 *
 * Returns: (transfer none) (nullable): them, within the frame; %NULL with `failed` set
 */
const char *
mt_wire_get_bytes (MtWireReader *in, gsize *length)
{
  const char *bytes;

  *length = mt_wire_get_u32 (in);
  if (in->failed || (gsize) (in->end - in->at) < *length)
    {
      in->failed = TRUE;
      *length = 0;
      return NULL;
    }
  bytes = (const char *) in->at;
  in->at += *length;
  return bytes;
}

/**
 * mt_wire_get_string:
 * @in: a position
 *
 * Reads a string. What is not UTF-8, or has a NUL in it, fails.
 *
 * Returns: (transfer full) (nullable): the text; %NULL if there is none, or with `failed` set
 */
char *
mt_wire_get_string (MtWireReader *in)
{
  MtWireReader mark = *in;
  gsize length;
  const char *bytes;

  if (mt_wire_get_u32 (&mark) == NO_STRING && !mark.failed)
    {
      *in = mark;
      return NULL;
    }
  bytes = mt_wire_get_bytes (in, &length);
  if (!bytes || !g_utf8_validate_len (bytes, length, NULL))
    {
      in->failed = TRUE;
      return NULL;
    }
  return g_strndup (bytes, length);
}

/**
 * mt_wire_get_enum:
 * @in: a position
 * @last: the highest value there is
 *
 * Reads one value of an enumeration.
 *
 * Returns: it, or 0 with `failed` set
 */
guint8
mt_wire_get_enum (MtWireReader *in, guint8 last)
{
  guint8 value = mt_wire_get_u8 (in);

  if (value > last)
    in->failed = TRUE;
  return in->failed ? 0 : value;
}

/**
 * mt_wire_get_n:
 * @in: a position
 * @entry_size: bytes an entry has at least, 1 or more
 *
 * Reads how many entries follow: never more than the rest of the frame can hold.
 *
 * Returns: their number, or 0 with `failed` set
 */
guint32
mt_wire_get_n (MtWireReader *in, gsize entry_size)
{
  guint32 n = mt_wire_get_u32 (in);

  if (n > (gsize) (in->end - in->at) / entry_size)
    in->failed = TRUE;
  return in->failed ? 0 : n;
}

/**
 * mt_wire_is_done:
 * @in: a position
 *
 * Returns: whether every field was read and none failed
 */
gboolean
mt_wire_is_done (const MtWireReader *in)
{
  return !in->failed && in->at == in->end;
}
