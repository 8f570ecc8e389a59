/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A fast hash of bytes: eight at a time, each mixed by a multiplication and a rotation.
 */
#include "config.h"

#include "store/mt-hash.h"

#include <string.h>

#define WORD_FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)  /* 2^64 / golden ratio */
#define STATE_FACTOR G_GUINT64_CONSTANT (0xd6e8feb86659fd93) /* odd, bits spread evenly */

static guint64
rotate (guint64 value, gint bits)
{
  return (value << bits) | (value >> (64 - bits));
}

static guint64
mix (guint64 state, guint64 word)
{
  state ^= rotate (word * WORD_FACTOR, 31) * STATE_FACTOR;
  return rotate (state, 27) * WORD_FACTOR + STATE_FACTOR;
}

/* Every bit of the state reaches every bit of the result. */
static guint64
finish (guint64 state)
{
  state ^= state >> 32;
  state *= STATE_FACTOR;
  state ^= state >> 29;
  state *= WORD_FACTOR;
  return state ^ (state >> 32);
}

/**
 * mt_hash_bytes:
 * @seed: 0, or the hash of what stands before
 * @data: (nullable): the bytes, %NULL only when there are none
 * @size: how many
 *
 * Hashes bytes; the same on every run, not on every kind of machine. Thread-safe.
 *
 * Returns: the hash
 */
guint64
mt_hash_bytes (guint64 seed, gconstpointer data, gsize size)
{
  const guint8 *p = data;
  guint64 state = mix (seed, size);
  guint64 word;

  for (; size >= sizeof word; size -= sizeof word, p += sizeof word)
    {
      memcpy (&word, p, sizeof word);
      state = mix (state, word);
    }
  if (size > 0)
    {
      word = 0;
      memcpy (&word, p, size);
      state = mix (state, word);
    }
  return finish (state);
}
