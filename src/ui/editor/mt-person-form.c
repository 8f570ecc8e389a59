/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonForm: a row for each thing that can be said of a person. What is typed goes into an
 * MtPersonEdit at once; what that takes over from the file shows here.
 */
#include "config.h"

#include "ui/editor/mt-person-form.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "ui/editor/mt-person-times.h"
#include "ui/editor/mt-picture-row.h"
#include "ui/editor/mt-place-row.h"
#include "ui/editor/mt-source-list.h"

struct _MtPersonForm
{
  GtkWidget parent_instance;

  MtSession *session;             /* owned */
  MtPersonEdit *edit;             /* owned */
  GtkWidget *page;                /* AdwPreferencesPage, the one child */
  MtTextRow *texts[MT_N_MEMBERS]; /* of those members that are a text; the others NULL */
  MtTextList *lists[MT_N_MEMBERS];
  MtPersonTimes *times; /* owned */
  MtPlaceRow *zone;
  MtPictureRow *picture;
  AdwComboRow *backup;
  GPtrArray *backup_ids; /* owned (element-type utf8): of the rows of `backup`, NULL for nobody */
  gboolean filling;      /* what changes now was not typed */
};

G_DEFINE_FINAL_TYPE (MtPersonForm, mt_person_form, GTK_TYPE_WIDGET)

static MtMember
member_of (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "member"));
}

static void
text_changed_cb (MtPersonForm *self, MtTextRow *row)
{
  g_autofree char *text = NULL;

  if (self->filling)
    return;
  text = g_strstrip (g_strdup (mt_text_row_get_text (row)));
  mt_person_edit_set_text (self->edit, member_of (row), text);
}

static void
list_changed_cb (MtPersonForm *self, MtTextList *list)
{
  g_auto (GStrv) texts = mt_text_list_dup_texts (list);

  if (!self->filling)
    mt_person_edit_set_texts (self->edit, member_of (list), (const char *const *) texts);
}

/* The place is what people call it; the zone follows from it. */
static void
place_chosen_cb (MtPersonForm *self, const char *city)
{
  mt_person_edit_set_zone (self->edit, mt_place_row_get_zone (self->zone));
  if (!mt_person_edit_is_touched (self->edit, MT_MEMBER_LOCATION) ||
      mt_person_edit_get (self->edit)->location == NULL)
    mt_text_row_set_text (self->texts[MT_MEMBER_LOCATION], city);
}

static void
backup_selected_cb (MtPersonForm *self)
{
  guint at = adw_combo_row_get_selected (self->backup);

  if (!self->filling && at < self->backup_ids->len)
    mt_person_edit_set_text (self->edit, MT_MEMBER_BACKUP,
                             g_ptr_array_index (self->backup_ids, at));
}

static char *
check_text_cb (const char *text, gpointer row)
{
  MtPersonForm *self =
      MT_PERSON_FORM (gtk_widget_get_ancestor (GTK_WIDGET (row), MT_TYPE_PERSON_FORM));
  const MtMember member = member_of (row);

  if (self == NULL || (text[0] == '\0' && member != MT_MEMBER_NAME))
    return NULL;

  return mt_person_edit_find_fault (self->edit, member, text);
}

static char *
check_entry_cb (const char *text, gpointer list)
{
  MtPersonForm *self =
      MT_PERSON_FORM (gtk_widget_get_ancestor (GTK_WIDGET (list), MT_TYPE_PERSON_FORM));

  return self != NULL ? mt_person_edit_find_fault (self->edit, member_of (list), text) : NULL;
}

static AdwPreferencesGroup *
add_group (MtPersonForm *self, const char *title)
{
  AdwPreferencesGroup *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);

  return group;
}

static void
add_text (MtPersonForm *self, AdwPreferencesGroup *group, MtMember member, const char *title)
{
  GtkWidget *row = mt_text_row_new (title);

  g_object_set_data (G_OBJECT (row), "member", GUINT_TO_POINTER (member));
  mt_text_row_set_check (MT_TEXT_ROW (row), check_text_cb, row);
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, mt_text_row_get_fault (MT_TEXT_ROW (row)));
  g_signal_connect_object (row, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  self->texts[member] = MT_TEXT_ROW (row);
}

static void
add_list (MtPersonForm *self, GtkWidget *list, MtMember member)
{
  g_object_set_data (G_OBJECT (list), "member", GUINT_TO_POINTER (member));
  mt_text_list_set_check (MT_TEXT_LIST (list), check_entry_cb, list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (list));
  g_signal_connect_object (list, "changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  self->lists[member] = MT_TEXT_LIST (list);
}

static void
add_address_cb (MtTextList *list)
{
  gtk_widget_grab_focus (mt_text_list_add (list, ""));
}

static void
add_emails (MtPersonForm *self)
{
  GtkWidget *list = mt_text_list_new (_ ("E-mail"), _ ("Address"));
  GtkWidget *button =
      g_object_new (GTK_TYPE_BUTTON, "icon-name", "list-add-symbolic", "tooltip-text",
                    _ ("Add an Address"), "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add an Address"), -1);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (list),
      _ ("By these an invitation in a calendar is known to be theirs."));
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_address_cb), list, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (list), button);
  add_list (self, list, MT_MEMBER_EMAILS);
}

static void
add_calendars (MtPersonForm *self)
{
  const char *path = mt_session_get_snapshot (self->session)->path;

  add_list (self,
            mt_source_list_new (_ ("Calendars"),
                                _ ("Their meetings: files or folders beside the team file, or web "
                                   "addresses."),
                                path),
            MT_MEMBER_CALENDARS);
  add_list (
      self,
      mt_source_list_new (_ ("Public Holidays"), _ ("Calendars of the days they have off."), path),
      MT_MEMBER_HOLIDAYS);
}

static void
add_backup (MtPersonForm *self, AdwPreferencesGroup *group)
{
  const MtTeam *team = mt_session_get_snapshot (self->session)->team;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->backup_ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->backup_ids, NULL);
  gtk_string_list_append (names, C_ ("backup person", "Nobody"));
  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);

      if (g_strcmp0 (person->id, mt_person_edit_get (self->edit)->id) == 0)
        continue;
      g_ptr_array_add (self->backup_ids, g_strdup (person->id));
      gtk_string_list_take (names, mt_display_line (person->name));
    }
  self->backup = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Backup"), "subtitle",
                               _ ("Who stands in for them"), "model", names, NULL);
  adw_preferences_group_add (group, GTK_WIDGET (self->backup));
  g_signal_connect_object (self->backup, "notify::selected", G_CALLBACK (backup_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
build (MtPersonForm *self)
{
  AdwPreferencesGroup *who = add_group (self, ""), *reach;

  add_text (self, who, MT_MEMBER_NAME, _ ("Name"));
  add_text (self, who, MT_MEMBER_LOCATION, _ ("Place"));
  self->zone = MT_PLACE_ROW (mt_place_row_new (self->session));
  adw_preferences_group_add (who, GTK_WIDGET (self->zone));
  g_signal_connect_object (self->zone, "chosen", G_CALLBACK (place_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->picture = MT_PICTURE_ROW (
      mt_picture_row_new (self->edit, mt_session_get_snapshot (self->session)->path));
  adw_preferences_group_add (who, GTK_WIDGET (self->picture));
  add_emails (self);
  reach = add_group (self, _ ("Reaching Them"));
  add_text (self, reach, MT_MEMBER_CALL, _ ("Call Link (https)"));
  add_backup (self, reach);
  self->times = mt_person_times_new (self->session, self->edit, ADW_PREFERENCES_PAGE (self->page));
  add_calendars (self);
}

static void
show_backup (MtPersonForm *self, const char *id)
{
  for (guint i = 0; i < self->backup_ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->backup_ids, i), id) == 0)
      adw_combo_row_set_selected (self->backup, i);
}

static void
fill (MtPersonForm *self, guint members)
{
  MtPerson *person = (MtPerson *) mt_person_edit_get (self->edit);

  self->filling = TRUE;
  for (guint i = 0; i < MT_N_MEMBERS; i++)
    {
      if ((members & (1u << i)) == 0)
        continue;
      if (self->texts[i] != NULL)
        mt_text_row_set_text (self->texts[i], *mt_member_text (person, i));
      if (self->lists[i] != NULL)
        mt_text_list_set_texts (self->lists[i], (const char *const *) *mt_member_texts (person, i));
    }
  if ((members & (1u << MT_MEMBER_TIMEZONE)) != 0)
    mt_place_row_set_zone (self->zone, person->zone);
  if ((members & (1u << MT_MEMBER_BACKUP)) != 0)
    show_backup (self, person->backup);
  if ((members & (1u << MT_MEMBER_PICTURE)) != 0)
    mt_picture_row_fill (self->picture);
  mt_person_times_fill (self->times, members);
  self->filling = FALSE;
}

/* It is also asked when Shift+Tab is about to leave it: then it must let go. */
static gboolean
mt_person_form_grab_focus (GtkWidget *widget)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (MT_PERSON_FORM (widget)->texts[MT_MEMBER_NAME]));
}

static void
mt_person_form_dispose (GObject *object)
{
  MtPersonForm *self = MT_PERSON_FORM (object);

  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_clear_pointer (&self->times, mt_person_times_free);
  g_clear_pointer (&self->backup_ids, g_ptr_array_unref);
  g_clear_object (&self->edit);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_person_form_parent_class)->dispose (object);
}

static void
mt_person_form_class_init (MtPersonFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_person_form_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = mt_person_form_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
mt_person_form_init (MtPersonForm *self)
{
  self->page = adw_preferences_page_new ();
  gtk_widget_set_parent (self->page, GTK_WIDGET (self));
}

/**
 * mt_person_form_new:
 * @session: the open team
 * @edit: where what is typed goes
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
mt_person_form_new (MtSession *session, MtPersonEdit *edit)
{
  MtPersonForm *self = g_object_new (MT_TYPE_PERSON_FORM, NULL);

  self->session = g_object_ref (session);
  self->edit = g_object_ref (edit);
  build (self);
  fill (self, G_MAXUINT);
  g_signal_connect_object (edit, "followed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * mt_person_form_validate:
 * @self: a form
 *
 * Says beside each row what is wrong with it.
 *
 * Returns: (transfer none) (nullable): the first row in which something is wrong, %NULL when all is
 *   well
 */
GtkWidget *
mt_person_form_validate (MtPersonForm *self)
{
  GtkWidget *faulty = NULL;

  for (guint i = 0; i < MT_N_MEMBERS; i++)
    {
      if (self->texts[i] != NULL && !mt_text_row_validate (self->texts[i]) && faulty == NULL)
        faulty = GTK_WIDGET (self->texts[i]);
      if (self->lists[i] != NULL)
        mt_text_list_validate (self->lists[i], &faulty);
    }

  return faulty != NULL ? faulty : mt_person_times_find_problem (self->times);
}

/**
 * mt_person_form_add:
 * @self: a form
 * @group: (transfer floating): what else is to stand on it
 *
 * Adds a group at the end.
 */
void
mt_person_form_add (MtPersonForm *self, AdwPreferencesGroup *group)
{
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);
}
