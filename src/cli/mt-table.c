/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Text in columns. Every cell may hold foreign text: it passes mt_display_line().
 */
#include "config.h"
#include "cli/mt-table.h"

#include "service/mt-display-text.h"

#define GAP 2 /* columns between cells */

typedef struct
{
  char *text; /* owned */
  guint width;
  MtInk ink;
} Cell;

struct _MtTable
{
  guint n_columns;
  guint indent;
  GArray *cells; /* (element-type Cell), owned; row by row */
};

static void
cell_clear (gpointer data)
{
  g_free (((Cell *) data)->text);
}

/**
 * mt_text_width:
 * @text: valid UTF-8
 *
 * Returns: how many columns of a terminal the text takes.
 */
guint
mt_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/**
 * mt_table_new:
 * @n_columns: how many cells a row has
 * @indent: how many spaces stand before each row
 *
 * Returns: (transfer full): an empty table.
 */
MtTable *
mt_table_new (guint n_columns, guint indent)
{
  MtTable *self = g_new0 (MtTable, 1);

  self->n_columns = n_columns;
  self->indent = indent;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  return self;
}

/**
 * mt_table_free:
 * @self: (nullable): a table
 */
void
mt_table_free (MtTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cells);
  g_free (self);
}

/**
 * mt_table_add:
 * @self: a table
 * @ink: how to draw the cell
 * @text: (nullable): the cell, as foreign as may be; %NULL leaves it empty
 *
 * Adds the next cell; the one after a row's last begins a new row.
 */
void
mt_table_add (MtTable *self, MtInk ink, const char *text)
{
  Cell cell = { .ink = ink };

  cell.text = mt_display_line (text != NULL ? text : "");
  cell.width = mt_text_width (cell.text);
  g_array_append_val (self->cells, cell);
}

/**
 * mt_ink_append:
 * @out: where to write
 * @colour: whether the terminal shows colours
 * @ink: how to draw
 * @text: what to draw
 */
void
mt_ink_append (GString *out, gboolean colour, MtInk ink, const char *text)
{
  static const char *const codes[] = { "", "1", "2", "32", "34", "35", "31" };

  if (colour && ink != MT_INK_PLAIN && *text != '\0')
    g_string_append_printf (out, "\033[%sm%s\033[0m", codes[ink], text);
  else
    g_string_append (out, text);
}

/* Nothing stands behind a row's last cell that is not empty, no space either. */
static guint
row_length (const MtTable *self, guint row)
{
  guint n = self->n_columns;

  while (n > 0 && g_array_index (self->cells, Cell, row * self->n_columns + n - 1).width == 0)
    n--;
  return n;
}

static void
print_row (const MtTable *self, guint row, const guint *widths, GString *out, gboolean colour)
{
  guint n = row_length (self, row);

  if (n > 0)
    g_string_append_printf (out, "%*s", (int) self->indent, "");
  for (guint column = 0; column < n; column++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, row * self->n_columns + column);

      mt_ink_append (out, colour, cell->ink, cell->text);
      if (column + 1 < n && widths[column] > 0)
        g_string_append_printf (out, "%*s", (int) (widths[column] - cell->width + GAP), "");
    }
  g_string_append_c (out, '\n');
}

/**
 * mt_table_print:
 * @self: a table of whole rows
 * @out: where to write
 * @colour: whether the terminal shows colours
 */
void
mt_table_print (const MtTable *self, GString *out, gboolean colour)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  guint n_rows = self->cells->len / self->n_columns;

  for (guint i = 0; i < n_rows * self->n_columns; i++)
    widths[i % self->n_columns] =
        MAX (widths[i % self->n_columns], g_array_index (self->cells, Cell, i).width);
  for (guint row = 0; row < n_rows; row++)
    print_row (self, row, widths, out, colour);
}
