/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Agendas as bytes for the store, and back. Bytes from a disk are not trusted.
 */
#include "core/mt-agenda.h"

#include "core/mt-date.h"

/* Little-endian: a header, the spans, the holidays, the reasons, the summaries (each ended by NUL),
 * and a checksum of all that. Fixed sizes, so that reading is a few passes over one block. */
#define MAGIC 0x6741744d /* "MtAg" */
#define VERSION 2
#define FLAG_HOLIDAY 1
#define FLAG_ALL_DAY 2
#define HEADER_SIZE 56
#define N_SUMMARIES_AT 36
#define SUMMARIES_SIZE_AT 52
#define SPAN_SIZE 20
#define HOLIDAY_SIZE 4
#define REASON_SIZE 32
#define CHECKSUM_SIZE 8
#define MAX_RECORDS (1 << 24)
#define NO_SUMMARY G_MAXUINT32

typedef struct
{
  GByteArray *bytes;
  GByteArray *summaries;
  GHashTable *indices; /* summary (GRefString, unowned) -> index + 1 */
} Packer;

/* What is left to read. */
typedef struct
{
  const guint8 *at;
  gsize left;
} Reader;

typedef struct
{
  guint32 n_summaries;
  guint32 n_spans;
  guint32 n_holidays;
  guint32 n_reasons;
  guint32 summaries_size;
  const char *summaries_at;
} Header;

G_DEFINE_QUARK (mt - agenda - error - quark, mt_agenda_error)

static void
put_u32 (GByteArray *bytes, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

static void
set_u32 (GByteArray *bytes, gsize at, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  memcpy (bytes->data + at, &little, sizeof little);
}

static void
put_i64 (GByteArray *bytes, gint64 value)
{
  gint64 little = GINT64_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

static guint32
get_u32 (Reader *reader)
{
  guint32 little;

  memcpy (&little, reader->at, sizeof little);
  reader->at += sizeof little;
  reader->left -= sizeof little;
  return GUINT32_FROM_LE (little);
}

static gint64
get_i64 (Reader *reader)
{
  gint64 little;

  memcpy (&little, reader->at, sizeof little);
  reader->at += sizeof little;
  reader->left -= sizeof little;
  return GINT64_FROM_LE (little);
}

/* FNV-1a over words: finds damage, not forgery. */
static guint64
checksum (const guint8 *bytes, gsize size)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  gsize i = 0;

  for (; i + 8 <= size; i += 8)
    {
      guint64 word;

      memcpy (&word, bytes + i, sizeof word);
      hash = (hash ^ GUINT64_FROM_LE (word)) * G_GUINT64_CONSTANT (0x100000001b3);
      hash ^= hash >> 32;
    }
  for (; i < size; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static guint32
summary_index (Packer *packer, char *summary)
{
  guint32 known;

  if (summary == NULL)
    return NO_SUMMARY;
  known = GPOINTER_TO_UINT (g_hash_table_lookup (packer->indices, summary));
  if (known != 0)
    return known - 1;
  known = g_hash_table_size (packer->indices);
  g_hash_table_insert (packer->indices, summary, GUINT_TO_POINTER (known + 1));
  g_byte_array_append (packer->summaries, (const guint8 *) summary, (guint) strlen (summary) + 1);
  return known;
}

static void
put_records (Packer *packer, const MtAgenda *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const MtBusySpan *span = &g_array_index (self->spans, MtBusySpan, i);

      put_i64 (packer->bytes, span->start);
      put_i64 (packer->bytes, span->end);
      put_u32 (packer->bytes, span->type);
    }
  for (guint i = 0; i < self->holidays->len; i++)
    put_u32 (packer->bytes, (guint32) g_array_index (self->holidays, MtDate, i));
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const MtReason *reason = &g_array_index (self->reasons, MtReason, i);

      put_i64 (packer->bytes, reason->start);
      put_i64 (packer->bytes, reason->end);
      put_u32 (packer->bytes, reason->type);
      put_u32 (packer->bytes,
               (reason->holiday ? FLAG_HOLIDAY : 0) | (reason->all_day ? FLAG_ALL_DAY : 0));
      put_u32 (packer->bytes, (guint32) reason->source);
      put_u32 (packer->bytes, summary_index (packer, reason->summary));
    }
}

/**
 * mt_agenda_pack:
 * @self: an agenda
 *
 * Writes an agenda as bytes. The same agenda gives the same bytes on every machine.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
mt_agenda_pack (const MtAgenda *self)
{
  Packer packer;

  g_return_val_if_fail (self != NULL, NULL);

  packer = (Packer){
    .bytes = g_byte_array_sized_new (HEADER_SIZE + self->spans->len * SPAN_SIZE +
                                     self->holidays->len * HOLIDAY_SIZE +
                                     self->reasons->len * REASON_SIZE + CHECKSUM_SIZE),
    .summaries = g_byte_array_new (),
    .indices = g_hash_table_new (g_str_hash, g_str_equal),
  };
  put_u32 (packer.bytes, MAGIC);
  put_u32 (packer.bytes, VERSION);
  put_i64 (packer.bytes, self->window.start);
  put_i64 (packer.bytes, self->window.end);
  put_i64 (packer.bytes, self->stale_since);
  put_u32 (packer.bytes, self->mark);
  put_u32 (packer.bytes, 0); /* number of summaries, and below their size: known at the end */
  put_u32 (packer.bytes, self->spans->len);
  put_u32 (packer.bytes, self->holidays->len);
  put_u32 (packer.bytes, self->reasons->len);
  put_u32 (packer.bytes, 0);
  put_records (&packer, self);
  set_u32 (packer.bytes, N_SUMMARIES_AT, g_hash_table_size (packer.indices));
  set_u32 (packer.bytes, SUMMARIES_SIZE_AT, packer.summaries->len);
  g_byte_array_append (packer.bytes, packer.summaries->data, packer.summaries->len);
  put_i64 (packer.bytes, (gint64) checksum (packer.bytes->data, packer.bytes->len));
  g_byte_array_unref (packer.summaries);
  g_hash_table_unref (packer.indices);
  return g_byte_array_free_to_bytes (packer.bytes);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, MT_AGENDA_ERROR, MT_AGENDA_ERROR_CORRUPT,
               "packed agenda is damaged (%s): read the calendar again", what);
  return FALSE;
}

static gboolean
read_header (Reader *reader, MtAgenda *self, Header *header, GError **error)
{
  guint32 version, mark;

  if (reader->left < HEADER_SIZE + CHECKSUM_SIZE)
    return fail (error, "too short");
  if (get_u32 (reader) != MAGIC)
    return fail (error, "no agenda");
  version = get_u32 (reader);
  if (version != VERSION)
    {
      g_set_error (error, MT_AGENDA_ERROR, MT_AGENDA_ERROR_VERSION,
                   "packed agenda has version %u, not %d: read the calendar again", version,
                   VERSION);
      return FALSE;
    }
  self->window.start = get_i64 (reader);
  self->window.end = get_i64 (reader);
  self->stale_since = get_i64 (reader);
  mark = get_u32 (reader);
  header->n_summaries = get_u32 (reader);
  self->mark = (MtMark) mark;
  header->n_spans = get_u32 (reader);
  header->n_holidays = get_u32 (reader);
  header->n_reasons = get_u32 (reader);
  header->summaries_size = get_u32 (reader);
  if (mark > MT_MARK_UNKNOWN || self->window.start > self->window.end)
    return fail (error, "header");
  return TRUE;
}

static gboolean
check_size (const Reader *reader, Header *header, GError **error)
{
  gsize records;

  if (header->n_spans > MAX_RECORDS || header->n_holidays > MAX_RECORDS ||
      header->n_reasons > MAX_RECORDS)
    return fail (error, "counts");
  records = (gsize) header->n_spans * SPAN_SIZE + (gsize) header->n_holidays * HOLIDAY_SIZE +
            (gsize) header->n_reasons * REASON_SIZE;
  if (reader->left != records + header->summaries_size + CHECKSUM_SIZE)
    return fail (error, "size");
  header->summaries_at = (const char *) reader->at + records;
  return TRUE;
}

static gboolean
is_inside (const MtAgenda *self, gint64 start, gint64 end)
{
  return self->window.start <= start && start < end && end <= self->window.end;
}

static gboolean
comes_after (const MtBusySpan *span, const MtBusySpan *last)
{
  if (span->start != last->start)
    return span->start > last->start;
  return span->end != last->end ? span->end > last->end : span->type > last->type;
}

static gboolean
read_spans (Reader *reader, MtAgenda *self, guint32 n, GError **error)
{
  g_array_set_size (self->spans, n);
  for (guint32 i = 0; i < n; i++)
    {
      MtBusySpan *span = &g_array_index (self->spans, MtBusySpan, i);
      MtSpans *set;

      span->start = get_i64 (reader);
      span->end = get_i64 (reader);
      span->type = (MtBusyType) get_u32 (reader);
      if (span->type >= MT_BUSY_FREE || !is_inside (self, span->start, span->end) ||
          (i > 0 && !comes_after (span, span - 1)))
        return fail (error, "spans");
      set = mt_agenda_set_of (self, span->type);
      if (set->n > 0 && span->start <= set->at[set->n - 1].end)
        return fail (error, "spans of one type touch");
      mt_spans_append (set, span->start, span->end);
    }
  return TRUE;
}

static gboolean
read_holidays (Reader *reader, MtAgenda *self, guint32 n, GError **error)
{
  for (guint32 i = 0; i < n; i++)
    {
      MtDate date = (MtDate) get_u32 (reader);

      if (date < MT_DATE_MIN || date > MT_DATE_MAX ||
          (i > 0 && date <= g_array_index (self->holidays, MtDate, i - 1)))
        return fail (error, "holidays");
      g_array_append_val (self->holidays, date);
    }
  return TRUE;
}

/* As many texts as the header says, one after the other, and nothing behind them. */
static GPtrArray *
read_summaries (const Header *header, GError **error)
{
  g_autoptr (GPtrArray) summaries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  const char *at = header->summaries_at;
  const char *end = at + header->summaries_size;

  while (at < end && summaries->len < header->n_summaries)
    {
      const char *stop = memchr (at, '\0', (gsize) (end - at));

      if (stop == NULL || !g_utf8_validate (at, stop - at, NULL))
        break;
      g_ptr_array_add (summaries, g_ref_string_new_len (at, stop - at));
      at = stop + 1;
    }
  if (at == end && summaries->len == header->n_summaries)
    return g_steal_pointer (&summaries);
  fail (error, "summaries");
  return NULL;
}

static gboolean
read_reasons (Reader *reader, MtAgenda *self, const Header *header, GError **error)
{
  g_autoptr (GPtrArray) summaries = read_summaries (header, error);

  if (summaries == NULL)
    return FALSE;
  g_array_set_size (self->reasons, header->n_reasons);
  for (guint32 i = 0; i < header->n_reasons; i++)
    {
      MtReason *reason = &g_array_index (self->reasons, MtReason, i);
      guint32 type, flags, source, summary;

      reason->start = get_i64 (reader);
      reason->end = get_i64 (reader);
      type = get_u32 (reader);
      flags = get_u32 (reader);
      source = get_u32 (reader);
      summary = get_u32 (reader);
      if (type >= MT_BUSY_FREE || flags > (FLAG_HOLIDAY | FLAG_ALL_DAY) || source > G_MAXINT ||
          !is_inside (self, reason->start, reason->end) ||
          (i > 0 && reason->start < reason[-1].start) ||
          (summary != NO_SUMMARY && summary >= summaries->len))
        return fail (error, "reasons");
      reason->type = (MtBusyType) type;
      reason->holiday = (flags & FLAG_HOLIDAY) != 0;
      reason->all_day = (flags & FLAG_ALL_DAY) != 0;
      reason->source = (gint) source;
      if (summary != NO_SUMMARY)
        reason->summary = g_ref_string_acquire (g_ptr_array_index (summaries, summary));
    }
  return TRUE;
}

static gboolean
read_agenda (Reader *reader, MtAgenda *self, GError **error)
{
  const guint8 *start = reader->at;
  gsize size = reader->left;
  Header header;
  Reader last;

  if (!read_header (reader, self, &header, error) || !check_size (reader, &header, error))
    return FALSE;
  last = (Reader){ start + size - CHECKSUM_SIZE, CHECKSUM_SIZE };
  if ((guint64) get_i64 (&last) != checksum (start, size - CHECKSUM_SIZE))
    return fail (error, "checksum");
  return read_spans (reader, self, header.n_spans, error) &&
         read_holidays (reader, self, header.n_holidays, error) &&
         read_reasons (reader, self, &header, error);
}

/**
 * mt_agenda_unpack:
 * @bytes: what mt_agenda_pack() gave, from a disk: not trusted
 * @error: return location for an error
 *
 * Reads an agenda. Everything is checked: sizes, order, types, text. Any thread.
 *
 * Returns: (transfer full): the agenda; %NULL with %MT_AGENDA_ERROR_CORRUPT or
 *   %MT_AGENDA_ERROR_VERSION
 */
MtAgenda *
mt_agenda_unpack (GBytes *bytes, GError **error)
{
  g_autoptr (MtAgenda) self = NULL;
  Reader reader;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = mt_agenda_new_empty ((MtSpan){ 0, 0 }, MT_MARK_UNKNOWN);
  reader.at = g_bytes_get_data (bytes, &reader.left);
  if (!read_agenda (&reader, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * mt_agenda_new_marked:
 * @self: an agenda
 * @mark: what else there is to say of what it rests on
 * @stale_since: instant of the last success, with %MT_MARK_STALE
 *
 * The same, worth less.
 *
 * Returns: (transfer full): an agenda with the worse of both marks
 */
MtAgenda *
mt_agenda_new_marked (const MtAgenda *self, MtMark mark, gint64 stale_since)
{
  g_autoptr (GBytes) packed = mt_agenda_pack (self);
  MtAgenda *copy = mt_agenda_unpack (packed, NULL);

  g_assert (copy != NULL);
  copy->mark = mt_mark_worst (self->mark, mark);
  copy->stale_since = copy->mark != MT_MARK_STALE ? 0
                      : mark == MT_MARK_STALE     ? stale_since
                                                  : self->stale_since;
  return copy;
}
