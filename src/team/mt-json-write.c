/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writes new values of JSON in the style of the file that they are for: like others at the same
 * place, else as most of the file does.
 */
#include "config.h"

#include "team/mt-json-write.h"

#include <string.h>

#define PERSON_DEPTH 2

/* What stands around the children of a container. */
typedef struct
{
  char *open;             /* owned: before the first */
  char *between;          /* owned: before the others */
  char *close;            /* owned: after the last */
  const MtJsonNode *like; /* unowned, nullable: the example */
} Layout;

static void
layout_clear (Layout *layout)
{
  g_free (layout->open);
  g_free (layout->between);
  g_free (layout->close);
}

/**
 * mt_json_write_init:
 * @self: (out caller-allocates): a writer
 * @style: how the file is laid out; must outlive @self
 *
 * Begins a file.
 */
void
mt_json_write_init (MtJsonWrite *self, const MtJsonStyle *style)
{
  self->style = style;
  self->out = g_string_new (NULL);
  self->path = g_ptr_array_new ();
}

/**
 * mt_json_write_clear:
 * @self: a writer
 *
 * Frees what it owns.
 */
void
mt_json_write_clear (MtJsonWrite *self)
{
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  g_ptr_array_unref (self->path);
}

/**
 * mt_json_write_enter:
 * @self: a writer
 * @child: the member or element that comes next
 *
 * Notes where what is written next stands.
 */
void
mt_json_write_enter (MtJsonWrite *self, const MtJsonNode *child)
{
  g_ptr_array_add (self->path, child->key != NULL ? child->key : (gpointer) "");
}

/**
 * mt_json_write_leave:
 * @self: a writer
 *
 * Goes back to the container.
 */
void
mt_json_write_leave (MtJsonWrite *self)
{
  g_ptr_array_set_size (self->path, (gint) self->path->len - 1);
}

/**
 * mt_json_write_key:
 * @self: a writer
 * @key: a key
 *
 * Writes a key and its colon.
 */
void
mt_json_write_key (MtJsonWrite *self, const char *key)
{
  mt_json_style_write_string (self->style, key, self->out);
  g_string_append (self->out, self->style->colon);
}

/* (transfer full): what the line in hand is indented by. */
static char *
find_indent (const MtJsonWrite *self)
{
  const char *feed = strrchr (self->out->str, '\n');
  const char *start = feed != NULL ? feed + 1 : self->out->str;

  return g_strndup (start, strspn (start, " \t"));
}

static gboolean
is_expanded (const MtJsonWrite *self, const MtJsonNode *value)
{
  const MtJsonNode *first = value->first;
  const gboolean nested = first->kind == MT_JSON_OBJECT || first->kind == MT_JSON_ARRAY;

  if (self->style->one_line)
    return FALSE;
  if (self->path->len == PERSON_DEPTH || (self->path->len < PERSON_DEPTH && nested))
    return TRUE;
  return self->style->expand;
}

static void
layout_like (const MtJsonWrite *self, Layout *layout)
{
  const MtJsonNode *like = layout->like;

  layout->open = mt_json_style_before (self->style, like->first);
  layout->between = mt_json_style_between (self->style, like, self->path);
  layout->close = mt_json_style_after (self->style, like->last);
}

static void
layout_init (const MtJsonWrite *self, const MtJsonNode *value, Layout *layout)
{
  const MtJsonStyle *style = self->style;
  const char *pad = value->kind == MT_JSON_OBJECT ? style->pad_object : style->pad_array;

  layout->like = mt_json_style_find_like (style, self->path, value->kind);
  if (layout->like != NULL)
    {
      layout_like (self, layout);
    }
  else if (is_expanded (self, value))
    {
      g_autofree char *indent = find_indent (self);

      layout->open = g_strconcat (style->newline, indent, style->unit, NULL);
      layout->between = g_strdup (layout->open);
      layout->close = g_strconcat (style->newline, indent, NULL);
    }
  else
    {
      layout->open = g_strdup (pad);
      layout->between = g_strdup (style->gap);
      layout->close = g_strdup (pad);
    }
}

/* The example has several members on a line: this one stands where its namesake does. */
static void
write_between (MtJsonWrite *self, const Layout *layout, const MtJsonNode *child)
{
  const MtJsonNode *same = layout->like != NULL && child->key != NULL
                               ? mt_json_node_member (layout->like, child->key)
                               : NULL;
  g_autofree char *before = NULL;

  if (same != NULL && same != layout->like->first)
    before = mt_json_style_before (self->style, same);
  g_string_append (self->out, before != NULL ? before : layout->between);
}

static void
write_children (MtJsonWrite *self, const MtJsonNode *value)
{
  Layout layout = { 0 };

  if (value->first == NULL)
    return;
  layout_init (self, value, &layout);
  for (const MtJsonNode *child = value->first; child != NULL; child = child->next)
    {
      if (child == value->first)
        {
          g_string_append (self->out, layout.open);
        }
      else
        {
          g_string_append_c (self->out, ',');
          write_between (self, &layout, child);
        }
      if (child->key != NULL)
        mt_json_write_key (self, child->key);
      mt_json_write_enter (self, child);
      mt_json_write_value (self, child);
      mt_json_write_leave (self);
    }
  g_string_append (self->out, layout.close);
  layout_clear (&layout);
}

static void
write_number (MtJsonWrite *self, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (self->out, g_ascii_dtostr (buffer, sizeof buffer, number));
}

/**
 * mt_json_write_value:
 * @self: a writer, whose path is that of the value
 * @value: a value that is in no file
 *
 * Writes it.
 */
void
mt_json_write_value (MtJsonWrite *self, const MtJsonNode *value)
{
  switch (value->kind)
    {
    case MT_JSON_OBJECT:
    case MT_JSON_ARRAY:
      g_string_append_c (self->out, value->kind == MT_JSON_OBJECT ? '{' : '[');
      write_children (self, value);
      g_string_append_c (self->out, value->kind == MT_JSON_OBJECT ? '}' : ']');
      break;
    case MT_JSON_STRING:
      mt_json_style_write_string (self->style, value->string, self->out);
      break;
    case MT_JSON_NUMBER:
      write_number (self, value->number);
      break;
    case MT_JSON_BOOLEAN:
      g_string_append (self->out, value->boolean ? "true" : "false");
      break;
    case MT_JSON_NULL:
      g_string_append (self->out, "null");
      break;
    }
}
