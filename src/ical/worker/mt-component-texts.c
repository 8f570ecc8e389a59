/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What and who: texts, people, numbers and states of a component, one small reader each.
 */
#include "config.h"

#include "ical/worker/mt-component-private.h"

#include <string.h>

#define MAX_CATEGORIES 1000 /* of one component */

/* The e-mail address of a calendar user; where the value is another kind of address, the EMAIL
 * parameter has it (RFC 7986 section 6.2). */
static char *
dup_address (const MtLine *line)
{
  MtSlice value = line->value;
  char *email;

  if (value.length >= 7 && g_ascii_strncasecmp (value.at, "mailto:", 7) == 0)
    return g_strstrip (g_strndup (value.at + 7, value.length - 7));
  email = mt_line_dup_param (line, "EMAIL");
  return g_strstrip (email != NULL ? email : g_strndup (value.at, value.length));
}

static void
read_summary (MtComponentReader *reader, const MtLine *line)
{
  mt_component_replace (&reader->component->item->summary, mt_line_dup_text (line));
}

static void
read_description (MtComponentReader *reader, const MtLine *line)
{
  mt_component_replace (&reader->component->item->description, mt_line_dup_text (line));
}

/* Who said it stands in no parameter of its own; EMAIL and CN say it of anybody.
 * Source: RFC 5545 3.8.1.4, RFC 7986 6.2 */
static void
read_comment (MtComponentReader *reader, const MtLine *line)
{
  g_autofree char *text = mt_line_dup_text (line);
  g_autofree char *address = mt_line_dup_param (line, "EMAIL");
  g_autofree char *name = mt_line_dup_param (line, "CN");

  g_ptr_array_add (reader->component->item->comments, mt_comment_new (text, address, name));
}

static void
read_related_to (MtComponentReader *reader, const MtLine *line)
{
  if (!reader->component->item->related_to)
    reader->component->item->related_to = mt_line_dup_text (line);
}

static void
read_url (MtComponentReader *reader, const MtLine *line)
{
  mt_component_replace (&reader->component->item->url,
                        g_strndup (line->value.at, line->value.length));
}

static void
read_organizer (MtComponentReader *reader, const MtLine *line)
{
  mt_component_replace (&reader->component->item->organizer, dup_address (line));
}

static gint
number_of (MtSlice text, gint min, gint max)
{
  g_autofree char *digits = g_strndup (text.at, MIN (text.length, 20));
  gint64 number = g_ascii_strtoll (digits, NULL, 10);

  return CLAMP (number, min, max);
}

static void
read_sequence (MtComponentReader *reader, const MtLine *line)
{
  reader->component->item->sequence = number_of (line->value, 0, G_MAXINT32);
}

static void
read_priority (MtComponentReader *reader, const MtLine *line)
{
  reader->component->item->priority = number_of (line->value, 0, 9);
}

static void
read_percent (MtComponentReader *reader, const MtLine *line)
{
  reader->component->item->percent = number_of (line->value, 0, 100);
}

static void
read_categories (MtComponentReader *reader, const MtLine *line)
{
  MtSlice rest = line->value;
  MtSlice item;

  while (mt_slice_next_item (&rest, &item))
    {
      char *category = g_strstrip (mt_slice_dup_text (item));

      if (*category && reader->categories->len < MAX_CATEGORIES)
        g_ptr_array_add (reader->categories, category);
      else
        g_free (category);
    }
}

static gint
choose (MtSlice text, const char *const *names)
{
  for (gint i = 1; names[i]; i++)
    if (mt_slice_is (text, names[i]))
      return i;
  return 0;
}

static void
read_status (MtComponentReader *reader, const MtLine *line)
{
  static const char *const names[] = {
    "",           "TENTATIVE", "CONFIRMED", "CANCELLED", "NEEDS-ACTION",
    "IN-PROCESS", "COMPLETED", "DRAFT",     "FINAL",     NULL,
  };

  reader->component->item->status = choose (line->value, names);
}

static void
read_transp (MtComponentReader *reader, const MtLine *line)
{
  reader->component->item->transparent = mt_slice_is (line->value, "TRANSPARENT");
}

static void
read_cdo (MtComponentReader *reader, const MtLine *line)
{
  static const char *const names[] = {
    "", "FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE", NULL,
  };

  reader->component->item->cdo = choose (line->value, names);
}

static MtPartstat
partstat_of (const MtLine *line)
{
  static const char *const names[] = {
    "", "NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", NULL,
  };
  g_autofree char *value = mt_line_dup_param (line, "PARTSTAT");
  gint partstat;

  if (!value)
    return MT_PARTSTAT_NONE;
  partstat = choose ((MtSlice){ value, strlen (value) }, names);
  return partstat == 0 ? MT_PARTSTAT_OTHER : (MtPartstat) partstat;
}

static void
read_attendee (MtComponentReader *reader, const MtLine *line)
{
  g_autofree char *address = dup_address (line);
  g_autofree char *name = mt_line_dup_param (line, "CN");

  g_ptr_array_add (reader->component->item->attendees,
                   mt_attendee_new (address, name, partstat_of (line)));
}

static const MtComponentProperty properties[] = {
  MT_COMPONENT_PROPERTY ("SUMMARY", read_summary),
  MT_COMPONENT_PROPERTY ("DESCRIPTION", read_description),
  MT_COMPONENT_PROPERTY ("COMMENT", read_comment),
  MT_COMPONENT_PROPERTY ("RELATED-TO", read_related_to),
  MT_COMPONENT_PROPERTY ("URL", read_url),
  MT_COMPONENT_PROPERTY ("ORGANIZER", read_organizer),
  MT_COMPONENT_PROPERTY ("SEQUENCE", read_sequence),
  MT_COMPONENT_PROPERTY ("PRIORITY", read_priority),
  MT_COMPONENT_PROPERTY ("PERCENT-COMPLETE", read_percent),
  MT_COMPONENT_PROPERTY ("CATEGORIES", read_categories),
  MT_COMPONENT_PROPERTY ("STATUS", read_status),
  MT_COMPONENT_PROPERTY ("TRANSP", read_transp),
  MT_COMPONENT_PROPERTY ("X-MICROSOFT-CDO-BUSYSTATUS", read_cdo),
  MT_COMPONENT_PROPERTY ("ATTENDEE", read_attendee),
};

/**
 * mt_component_read_text:
 * @reader: what is being read
 * @line: a property of the component
 *
 * Reads a property if it says what something is, or whose.
 *
 * Returns: whether it was one of these
 */
gboolean
mt_component_read_text (MtComponentReader *reader, const MtLine *line)
{
  return mt_component_read_one_of (properties, G_N_ELEMENTS (properties), reader, line);
}
