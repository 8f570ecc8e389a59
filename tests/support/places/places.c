/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Preloaded into the window under test: where things are, as assistive technologies are told,
 * counts the padding of what is around them.
 *
 * From GTK 4.10 on a widget's place is said in the coordinates of its parent's content, and these
 * are added up as if content began at the edge of each. What is deep inside is then said to be tens
 * of pixels from where it is. No event is made and no action called here: pointer and keys stay
 * those of a person.
 */
#include <gtk/gtk.h>

/* Where the edge of WIDGET is, from its content. */
static gboolean
find_edge (GtkWidget *widget, graphene_rect_t *edge)
{
  return gtk_widget_compute_bounds (widget, widget, edge);
}

/* Implements GtkAccessibleInterface.get_bounds: from the edge of the parent, and of the surface for
 * a window. */
static gboolean
get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  GtkWidget *widget = GTK_WIDGET (accessible);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  graphene_rect_t edge = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  if (gtk_widget_get_realized (widget) && find_edge (parent != NULL ? parent : widget, &edge))
    {
      if (!gtk_widget_compute_bounds (widget, parent != NULL ? parent : widget, &bounds))
        bounds = edge;
    }
  *x = (int) (bounds.origin.x - edge.origin.x);
  *y = (int) (bounds.origin.y - edge.origin.y);
  *width = (int) bounds.size.width;
  *height = (int) bounds.size.height;
  return TRUE;
}

/* Before any other class is made: they all begin with a copy of this one's. */
__attribute__ ((constructor)) static void
put_right (void)
{
  GtkAccessibleInterface *iface;

  g_unsetenv ("LD_PRELOAD"); /* nothing that the window starts has widgets */
  iface = g_type_interface_peek (g_type_class_ref (GTK_TYPE_WIDGET), GTK_TYPE_ACCESSIBLE);
  iface->get_bounds = get_bounds;
}
