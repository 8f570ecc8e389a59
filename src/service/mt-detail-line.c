/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDetailLine: one line of the page about a person.
 */
#include "config.h"

#include "service/mt-detail-line.h"

#include "service/mt-notify.h"

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_VALUE,
  PROP_NOTE,
  PROP_DESCRIPTION,
  PROP_URI,
  PROP_CALENDAR,
  PROP_COUNTS,
  PROP_START,
  PROP_END,
  N_PROPS
};

struct _MtDetailLine
{
  GObject parent_instance;

  char *texts[PROP_CALENDAR + 1]; /* owned, by property */
  gboolean counts;
  MtSpan span;
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MtDetailLine, mt_detail_line, G_TYPE_OBJECT)

static void
mt_detail_line_finalize (GObject *object)
{
  MtDetailLine *self = MT_DETAIL_LINE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (mt_detail_line_parent_class)->finalize (object);
}

static void
mt_detail_line_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MtDetailLine *self = MT_DETAIL_LINE (object);

  if (prop_id <= PROP_CALENDAR)
    g_value_set_string (value, self->texts[prop_id] != NULL ? self->texts[prop_id] : "");
  else if (prop_id == PROP_COUNTS)
    g_value_set_boolean (value, self->counts);
  else if (prop_id == PROP_START)
    g_value_set_int64 (value, self->span.start);
  else if (prop_id == PROP_END)
    g_value_set_int64 (value, self->span.end);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mt_detail_line_class_init (MtDetailLineClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  static const char *const names[] = { NULL,   "title",       "subtitle", "value",
                                       "note", "description", "uri",      "calendar" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mt_detail_line_finalize;
  object_class->get_property = mt_detail_line_get_property;
  for (guint i = PROP_TITLE; i <= PROP_CALENDAR; i++)
    props[i] = g_param_spec_string (names[i], NULL, NULL, "", flags);
  props[PROP_COUNTS] = g_param_spec_boolean ("counts", NULL, NULL, FALSE, flags);
  props[PROP_START] = g_param_spec_int64 ("start", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_END] = g_param_spec_int64 ("end", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mt_detail_line_init (MtDetailLine *self)
{
}

/**
 * mt_detail_line_new:
 * @title: (transfer full): what it is about
 * @subtitle: (transfer full) (nullable): more about it
 * @value: (transfer full) (nullable): the answer
 * @note: (transfer full) (nullable): the answer on the other clock
 *
 * Returns: (transfer full): a line
 */
MtDetailLine *
mt_detail_line_new (char *title, char *subtitle, char *value, char *note)
{
  MtDetailLine *self = g_object_new (MT_TYPE_DETAIL_LINE, NULL);

  self->texts[PROP_TITLE] = title;
  self->texts[PROP_SUBTITLE] = subtitle;
  self->texts[PROP_VALUE] = value;
  self->texts[PROP_NOTE] = note;

  return self;
}

/**
 * mt_detail_line_take_description:
 * @self: a line that no model holds yet
 * @description: (transfer full): what a track says, in words
 */
void
mt_detail_line_take_description (MtDetailLine *self, char *description)
{
  g_free (self->texts[PROP_DESCRIPTION]);
  self->texts[PROP_DESCRIPTION] = description;
}

/**
 * mt_detail_line_take_uri:
 * @self: a line that no model holds yet
 * @uri: (transfer full): what it opens; see mt_detail_line_is_openable()
 */
void
mt_detail_line_take_uri (MtDetailLine *self, char *uri)
{
  g_free (self->texts[PROP_URI]);
  self->texts[PROP_URI] = uri;
}

/**
 * mt_detail_line_take_calendar:
 * @self: a line that no model holds yet
 * @calendar: (transfer full): the calendar it is about, as the team file has it
 * @counts: whether that calendar counts
 */
void
mt_detail_line_take_calendar (MtDetailLine *self, char *calendar, gboolean counts)
{
  g_free (self->texts[PROP_CALENDAR]);
  self->texts[PROP_CALENDAR] = calendar;
  self->counts = counts;
}

/**
 * mt_detail_line_set_span:
 * @self: a line that no model holds yet
 * @span: what a track beside it shows
 */
void
mt_detail_line_set_span (MtDetailLine *self, MtSpan span)
{
  self->span = span;
}

/**
 * mt_detail_line_get_span:
 * @self: a line
 *
 * Returns: what a track beside it shows; empty when there is none
 */
MtSpan
mt_detail_line_get_span (MtDetailLine *self)
{
  return self->span;
}

/**
 * mt_detail_line_is_openable:
 * @uri: from a file somebody else may have written
 *
 * Returns: whether @uri is one of those that may be opened: http and https with a host, mailto
 */
gboolean
mt_detail_line_is_openable (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *scheme = parsed != NULL ? g_uri_get_scheme (parsed) : "";
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  if (g_str_equal (scheme, "mailto"))
    return g_uri_get_path (parsed)[0] != '\0';

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) && host != NULL &&
         host[0] != '\0';
}

/* Whether a calendar counts is told each time: a switch that could not be kept falls back. */
static void
take_over (MtDetailLine *self, MtDetailLine *other)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_TITLE; i <= PROP_CALENDAR; i++)
    mt_notify_set_string (self, props[i], &self->texts[i], other->texts[i]);
  self->counts = other->counts;
  if (self->texts[PROP_CALENDAR] != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNTS]);
  mt_notify_set_int64 (self, props[PROP_START], &self->span.start, other->span.start);
  mt_notify_set_int64 (self, props[PROP_END], &self->span.end, other->span.end);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mt_detail_lines_update:
 * @lines: of #MtDetailLine
 * @wanted: (element-type MtDetailLine): what it is to say
 *
 * Lines that stay where they are change in place, so that a view changes a label and makes no row
 * while the slider moves.
 */
void
mt_detail_lines_update (GListStore *lines, const GPtrArray *wanted)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (lines));
  const guint n_common = MIN (n, wanted->len);

  for (guint i = 0; i < n_common; i++)
    {
      g_autoptr (MtDetailLine) line = g_list_model_get_item (G_LIST_MODEL (lines), i);

      take_over (line, g_ptr_array_index (wanted, i));
    }
  if (n != wanted->len)
    g_list_store_splice (lines, n_common, n - n_common,
                         wanted->len > n_common ? wanted->pdata + n_common : NULL,
                         wanted->len - n_common);
}
