/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavGate: what foreign XML passes before a parser sees it. Document types and huge tags are
 * refused, for they are what makes parsers run out of time and memory. What servers put into XML
 * although XML cannot hold it (control characters, bytes that are no UTF-8, a bare "&") is written
 * in another way, so that one bad item does not make the whole answer unreadable, and is put back
 * afterwards.
 */
#include "config.h"

#include "net/mt-dav-gate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-net-error.h"

enum
{
  TAG_MAX = 64 * 1024,
  /* The longest reference to one character, "&#x10ffff;" with some zeros. */
  REFERENCE_MAX = 16,
  /* A control character n becomes the noncharacter with this number plus n: there are just as many
   * of them, XML allows them, and nobody may send them. */
  CONTROL_BASE = 0xfdd0,
  /* A byte b that is no UTF-8 becomes this plus b, at the end of the last private plane. */
  BYTE_BASE = 0x10ff00,
  /* What cannot be told again at all; no byte below 0x80 is ever replaced. */
  LOST = BYTE_BASE,
};

typedef enum
{
  STATE_TEXT,
  STATE_HEAD, /* behind "<", until it is clear what begins */
  STATE_TAG,
  STATE_QUOTED,
  STATE_COMMENT,
  STATE_CDATA,
  STATE_INSTRUCTION,
} State;

struct _MtDavGate
{
  MtDavGateFunc func;
  gpointer data;
  State state;
  char quote;    /* what ends STATE_QUOTED */
  char head[32]; /* the first bytes behind "<" */
  guint n_head;
  gsize n_tag;   /* bytes since "<" */
  char last[2];  /* the bytes before those at hand, nearest last */
  GString *rest; /* owned: an unfinished character or reference */
  gboolean replaced;
};

/* One call of mt_dav_gate_feed(). */
typedef struct
{
  const guchar *begin;
  const guchar *from; /* not yet handed on */
  const guchar *at;
  const guchar *end;
  const guchar *tag; /* where the tag under way begins, or @begin */
} Scan;

/* Bytes that mean nothing in any state: nearly all, and so what the time is spent with. */
static const guint8 plain[256] = {
  ['\t'] = 1,          ['\n'] = 1,          ['\r'] = 1, [0x20 ... 0x21] = 1,
  [0x23 ... 0x25] = 1, [0x28 ... 0x3b] = 1, ['='] = 1,  [0x3f ... 0x7f] = 1,
};

/* The byte @back before the one at hand. */
static char
look_back (const MtDavGate *self, const Scan *scan, guint back)
{
  const gsize have = scan->at - scan->begin;

  return back <= have ? (char) scan->at[-(gssize) back] : self->last[2 - (back - have)];
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED, why);
  return FALSE;
}

static gboolean
flush (MtDavGate *self, Scan *scan, GError **error)
{
  const guchar *from = scan->from;

  scan->from = scan->at;
  return scan->at == from || self->func ((const char *) from, scan->at - from, self->data, error);
}

/* Writes @with instead of the next @n bytes. */
static gboolean
replace (MtDavGate *self, Scan *scan, gsize n, const char *with, GError **error)
{
  if (!flush (self, scan, error))
    return FALSE;
  scan->at += n;
  scan->from = scan->at;
  return self->func (with, strlen (with), self->data, error);
}

static gboolean
replace_by_character (MtDavGate *self, Scan *scan, gsize n, gunichar c, GError **error)
{
  char text[7] = { 0 };

  self->replaced = TRUE;
  g_unichar_to_utf8 (c, text);
  return replace (self, scan, n, text, error);
}

/* Those that stand for something else behind the gate are not let through as themselves: else a
 * server could make any control character of them. */
static gboolean
may_pass (gunichar c)
{
  if (c < 0x20)
    return c == '\t' || c == '\n' || c == '\r';
  return c < 0xd800 || (c >= 0xe000 && c < CONTROL_BASE) ||
         (c >= CONTROL_BASE + 0x20 && c < 0xfffe) || (c >= 0x10000 && c < BYTE_BASE);
}

/* What begins with "<" and @self->head: a page is told from a document of another kind. */
static gboolean
refuse_document_type (MtDavGate *self, GError **error)
{
  if (g_ascii_strncasecmp (self->head, "!DOCTYPE html", 13) == 0)
    {
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_PORTAL,
                           _ ("the answer is a web page, not calendar data: sign in to the network "
                              "in a browser, or check the address"));
      return FALSE;
    }
  return refuse (error, _ ("the answer has a document type, which is never accepted"));
}

/* One more byte of what follows "<". Returns: FALSE with an error. */
static gboolean
step_head (MtDavGate *self, char c, GError **error)
{
  self->head[self->n_head++] = c;
  if (self->head[0] == '?')
    self->state = STATE_INSTRUCTION;
  else if (self->head[0] != '!')
    self->state = c == '>' ? STATE_TEXT : STATE_TAG;
  else if (self->n_head == 3 && strncmp (self->head, "!--", 3) == 0)
    self->state = STATE_COMMENT;
  else if (self->n_head == 8 && strncmp (self->head, "![CDATA[", 8) == 0)
    self->state = STATE_CDATA;
  else if (self->n_head >= 14 || c == '>')
    return refuse_document_type (self, error);
  return TRUE;
}

static gboolean
check_tag (const MtDavGate *self, gsize n, GError **error)
{
  return n <= TAG_MAX || refuse (error, _ ("the answer has a tag of more than 64 KiB"));
}

static gboolean
step_end_of_tag (MtDavGate *self, Scan *scan, GError **error)
{
  const char one = look_back (self, scan, 1);
  const char two = look_back (self, scan, 2);

  switch (self->state)
    {
    case STATE_TEXT:
      if (one == ']' && two == ']')
        return replace (self, scan, 1, "&gt;", error);
      break;
    case STATE_COMMENT:
      /* Not the two of "<!-->". */
      if (one == '-' && two == '-' && self->n_tag + (scan->at - scan->tag) >= 5)
        self->state = STATE_TEXT;
      break;
    case STATE_CDATA:
      if (one == ']' && two == ']')
        self->state = STATE_TEXT;
      break;
    case STATE_INSTRUCTION:
      if (one == '?')
        self->state = STATE_TEXT;
      break;
    case STATE_TAG:
      self->state = STATE_TEXT;
      break;
    case STATE_HEAD:
    case STATE_QUOTED:
      break;
    }
  scan->at++;
  return TRUE;
}

/* The length of the reference at @at. Returns: 0 if it does not end here, -1 if it is none;
 * @character is what it stands for if that may not pass. */
static int
read_reference (const guchar *at, const guchar *end, gunichar *character)
{
  static const char *const names[] = { "amp", "lt", "gt", "quot", "apos" };
  const gsize n = MIN (end - at, REFERENCE_MAX);
  gsize length = 1;
  g_autofree char *name = NULL;
  guint64 number;

  *character = 0x20;
  /* At the end of each line of an item. */
  if (n > 5 && memcmp (at, "&#13;", 5) == 0)
    return 5;
  while (length < n && (g_ascii_isalnum (at[length]) || at[length] == '#'))
    length++;
  if (length == n)
    return n < REFERENCE_MAX ? 0 : -1;
  if (at[length] != ';' || length < 2)
    return -1;

  name = g_strndup ((const char *) at + 1, length - 1);
  if (name[0] != '#')
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (strcmp (name, names[i]) == 0)
          return length + 1;
      return -1;
    }
  if (!g_ascii_string_to_unsigned (name + (name[1] == 'x' ? 2 : 1), name[1] == 'x' ? 16 : 10, 0,
                                   G_MAXUINT32, &number, NULL))
    return -1;
  if (!may_pass (number))
    *character = number;
  return length + 1;
}

/* A reference is left to the parser, or made one that it can read. Sets @wait if more bytes are
 * needed. */
static gboolean
step_reference (MtDavGate *self, Scan *scan, gboolean *wait, GError **error)
{
  gunichar c;
  const int n = read_reference (scan->at, scan->end, &c);

  *wait = n == 0;
  if (n < 0)
    return replace (self, scan, 1, "&amp;", error);
  if (c == 0x20)
    {
      scan->at += n;
      return TRUE;
    }
  return replace_by_character (self, scan, n, c < 0x20 ? CONTROL_BASE + c : LOST, error);
}

static gboolean
step_character (MtDavGate *self, Scan *scan, gboolean *wait, GError **error)
{
  const gunichar c = g_utf8_get_char_validated ((const char *) scan->at, scan->end - scan->at);

  *wait = FALSE;
  if (c == (gunichar) -2 && *scan->at != 0)
    {
      *wait = TRUE;
      return TRUE;
    }
  if (c == (gunichar) -1 || c == (gunichar) -2 || !may_pass (c))
    return replace_by_character (
        self, scan, 1, *scan->at < 0x20 ? CONTROL_BASE + *scan->at : BYTE_BASE + *scan->at, error);
  scan->at += g_utf8_skip[*scan->at];
  return TRUE;
}

/* One byte that means something, or may. */
static gboolean
step_special (MtDavGate *self, Scan *scan, gboolean *wait, GError **error)
{
  const guchar c = *scan->at;

  *wait = FALSE;
  if (c == '<' && self->state == STATE_TEXT)
    {
      self->state = STATE_HEAD;
      self->n_head = 0;
      self->n_tag = 0;
      memset (self->head, 0, sizeof self->head);
    }
  else if (c == '>')
    return step_end_of_tag (self, scan, error);
  else if ((c == '"' || c == '\'') && self->state == STATE_TAG)
    {
      self->state = STATE_QUOTED;
      self->quote = c;
    }
  else if (self->state == STATE_QUOTED && c == self->quote)
    self->state = STATE_TAG;
  else if (c == '&' && self->state != STATE_CDATA && self->state != STATE_COMMENT &&
           self->state != STATE_INSTRUCTION)
    return step_reference (self, scan, wait, error);
  else if (c < 0x20 || c >= 0x80)
    return step_character (self, scan, wait, error);
  scan->at++;
  return TRUE;
}

static gboolean
is_bounded (State state)
{
  return state != STATE_TEXT && state != STATE_CDATA;
}

/* Up to the end, or to something unfinished, which is kept for the next time. */
static gboolean
run (MtDavGate *self, Scan *scan, GError **error)
{
  gboolean wait = FALSE;

  while (scan->at < scan->end && !wait)
    {
      const State before = self->state;

      if (before == STATE_HEAD)
        {
          if (!step_head (self, *scan->at, error))
            return FALSE;
          scan->at++;
        }
      else if (plain[*scan->at])
        {
          const guchar *at = scan->at;
          const guchar *end = scan->end;

          while (at < end && plain[*at])
            at++;
          scan->at = at;
          continue;
        }
      else if (!step_special (self, scan, &wait, error))
        return FALSE;

      if (before == self->state)
        continue;
      if (is_bounded (before) && !check_tag (self, self->n_tag + (scan->at - scan->tag), error))
        return FALSE;
      if (!is_bounded (before))
        scan->tag = scan->at;
    }

  if (is_bounded (self->state))
    self->n_tag += scan->at - scan->tag;
  if (!check_tag (self, is_bounded (self->state) ? self->n_tag : 0, error))
    return FALSE;
  return flush (self, scan, error);
}

/**
 * mt_dav_gate_new:
 * @func: takes what has passed
 * @data: for @func
 *
 * Returns: (transfer full): a gate before which nothing has come
 */
MtDavGate *
mt_dav_gate_new (MtDavGateFunc func, gpointer data)
{
  MtDavGate *self = g_new0 (MtDavGate, 1);

  self->func = func;
  self->data = data;
  self->rest = g_string_new (NULL);
  return self;
}

/**
 * mt_dav_gate_free:
 * @self: (transfer full): a gate
 */
void
mt_dav_gate_free (MtDavGate *self)
{
  g_string_free (self->rest, TRUE);
  g_free (self);
}

/**
 * mt_dav_gate_feed:
 * @self: a gate
 * @bytes: the next bytes of an XML document in UTF-8
 * @n: how many
 * @error: return location
 *
 * Lets text pass. What cannot be judged before more has come waits.
 *
 * Returns: FALSE with MT_NET_ERROR_MALFORMED or MT_NET_ERROR_PORTAL if it has what is never
 *   accepted, or with an error of the function that takes it
 */
gboolean
mt_dav_gate_feed (MtDavGate *self, const char *bytes, gsize n, GError **error)
{
  g_autoptr (GString) joined = NULL;
  Scan scan;

  if (self->rest->len > 0)
    {
      joined = g_steal_pointer (&self->rest);
      self->rest = g_string_new (NULL);
      g_string_append_len (joined, bytes, n);
      bytes = joined->str;
      n = joined->len;
    }

  scan.begin = scan.from = scan.at = scan.tag = (const guchar *) bytes;
  scan.end = scan.begin + n;
  if (!run (self, &scan, error))
    {
      /* What came before the tag that is refused does not suffer from it. */
      if (scan.tag > scan.from)
        self->func ((const char *) scan.from, scan.tag - 1 - scan.from, self->data, NULL);
      return FALSE;
    }

  g_string_append_len (self->rest, (const char *) scan.at, scan.end - scan.at);
  if (scan.at > scan.begin)
    {
      const char two = look_back (self, &scan, 2);

      self->last[1] = look_back (self, &scan, 1);
      self->last[0] = two;
    }
  return TRUE;
}

/* Writes what three or four bytes at @from stand for. Returns: how many bytes those are, 0 if they
 * stand for themselves. */
static guint
restore_one (const guchar *from, gsize n, guchar **to, gboolean *lost)
{
  static const guchar replacement[] = { 0xef, 0xbf, 0xbd };

  if (n >= 3 && from[0] == 0xef && from[1] == 0xb7 && from[2] >= 0x90 && from[2] < 0xb0)
    {
      *(*to)++ = from[2] - 0x90;
      return 3;
    }
  if (n < 4 || from[0] != 0xf4 || from[1] != 0x8f || from[2] < 0xbc)
    return 0;
  if (from[2] == 0xbc && from[3] == 0x80)
    {
      memcpy (*to, replacement, sizeof replacement);
      *to += sizeof replacement;
      *lost = TRUE;
    }
  else
    *(*to)++ = (from[2] - 0xbc) << 6 | (from[3] & 0x3f);
  return 4;
}

/**
 * mt_dav_gate_restore:
 * @self: the gate that @text came through
 * @text: parsed text
 *
 * Puts back in @text what XML could not hold: the bytes are then as the server has them.
 *
 * Returns: FALSE if that is not possible for all of them
 */
gboolean
mt_dav_gate_restore (const MtDavGate *self, GString *text)
{
  const guchar *from = (const guchar *) text->str;
  const guchar *end = from + text->len;
  guchar *to = (guchar *) text->str;
  gboolean lost = FALSE;

  if (!self->replaced)
    return TRUE;
  while (from < end)
    {
      const guint n = *from < 0xef ? 0 : restore_one (from, end - from, &to, &lost);

      if (n == 0)
        *to++ = *from++;
      from += n;
    }
  g_string_truncate (text, to - (guchar *) text->str);
  return !lost;
}
