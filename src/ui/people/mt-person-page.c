/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonPage: all about one person. It shows an MtPersonDetail and opens its links.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/mt-avatar.h"
#include "ui/people/mt-detail-row.h"
#include "ui/people/mt-person-page.h"

struct _MtPersonPage
{
  GtkWidget parent_instance;

  MtSession *session;     /* owned */
  MtPersonDetail *detail; /* owned */
  GtkWidget *close;
  GtkWidget *name;
  GtkWidget *edit;
  GtkToggleButton *choose;
  GtkWidget *avatar;
  GtkWidget *state;
  GtkWidget *clock;
  GtkWidget *hours;
  GtkWidget *ignore; /* offers that the calendar which makes them away does not count */
  GtkWidget *source; /* of their calendars */
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (MtPersonPage, mt_person_page, GTK_TYPE_WIDGET)

static void
set_text (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
update_ignore (MtPersonPage *self)
{
  g_autofree char *calendar = NULL;

  g_object_get (self->detail, "away-calendar", &calendar, NULL);
  gtk_widget_set_visible (self->ignore, calendar[0] != '\0');
}

static char *
dup_source (MtPersonPage *self)
{
  g_autofree char *source = NULL, *trouble = NULL;

  g_object_get (mt_person_detail_get_person (self->detail), "source-text", &source, "trouble-text",
                &trouble, NULL);
  return g_strconcat (source, source[0] != '\0' && trouble[0] != '\0' ? "\n" : "", trouble, NULL);
}

/* Where their calendars are from, how old that is, and what is wrong there. */
static void
update_source (MtPersonPage *self)
{
  g_autofree char *text = dup_source (self);

  set_text (self->source, text);
  gtk_widget_set_visible (self->source, text[0] != '\0');
}

static void
update (MtPersonPage *self)
{
  g_autofree char *name = NULL, *clock = NULL, *hours = NULL, *state = NULL, *yours = NULL,
                  *why = NULL, *whole = NULL;

  g_object_get (mt_person_detail_get_person (self->detail), "name", &name, "state-text", &state,
                "state-yours", &yours, "why", &why, NULL);
  g_object_get (self->detail, "clock-text", &clock, "hours-text", &hours, NULL);
  whole = g_strconcat (state, yours[0] != '\0' ? " · " : "", yours, why[0] != '\0' ? " · " : "",
                       why, NULL);
  gtk_toggle_button_set_active (
      self->choose, mt_person_item_get_chosen (mt_person_detail_get_person (self->detail)));
  set_text (self->name, name);
  set_text (self->state, whole);
  set_text (self->clock, clock);
  set_text (self->hours, hours);
  update_ignore (self);
  update_source (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
ignore_clicked_cb (MtPersonPage *self)
{
  MtPersonItem *person = mt_person_detail_get_person (self->detail);
  g_autofree char *calendar = NULL;

  g_object_get (self->detail, "away-calendar", &calendar, NULL);
  if (calendar[0] != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "app.count-calendar", "(ssb)",
                                mt_person_item_get_person (person)->id, calendar, FALSE);
}

static void
choose_toggled_cb (MtPersonPage *self)
{
  MtPersonItem *person = mt_person_detail_get_person (self->detail);

  if (gtk_toggle_button_get_active (self->choose) != mt_person_item_get_chosen (person))
    mt_session_toggle_chosen (self->session, person);
}

static void
edit_clicked_cb (MtPersonPage *self)
{
  const MtPerson *person = mt_person_item_get_person (mt_person_detail_get_person (self->detail));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-person", "s", person->id);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) self = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gtk_widget_activate_action (self, "win.tell", "s", error->message);
}

static void
row_activated_cb (MtPersonPage *self, MtDetailRow *row)
{
  g_autofree char *uri = NULL;

  if (mt_detail_row_toggle (row))
    return;
  g_object_get (mt_detail_row_get_line (row), "uri", &uri, NULL);
  if (mt_detail_line_is_openable (uri))
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (self));
}

static GtkWidget *
create_row_cb (gpointer line, gpointer user_data)
{
  MtPersonPage *self = MT_PERSON_PAGE (user_data);

  return mt_detail_row_new (line, self->session, mt_person_detail_get_person (self->detail));
}

/* A list without lines would be drawn as a thin bar. */
static void
lines_changed_cb (GtkWidget *list, guint at, guint removed, guint added, GListModel *lines)
{
  gtk_widget_set_visible (list, g_list_model_get_n_items (lines) > 0);
}

static GtkWidget *
new_list (MtPersonPage *self, GListModel *lines, const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), lines, create_row_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lines, "items-changed", G_CALLBACK (lines_changed_cb), list,
                           G_CONNECT_SWAPPED);
  lines_changed_cb (list, 0, 0, 0, lines);
  return list;
}

static GtkWidget *
new_title (const char *title)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "wrap", TRUE,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (label, "heading");
  return label;
}

static gboolean
is_told (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *note = g_value_get_string (from);

  g_value_set_boolean (to, note != NULL && note[0] != '\0');
  return TRUE;
}

static GtkWidget *
new_note (MtPersonPage *self, const char *property)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, "secondary");
  g_object_bind_property (self->detail, property, label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->detail, property, label, "visible", G_BINDING_SYNC_CREATE,
                               is_told, NULL, NULL, NULL);
  return label;
}

/* A group without lines and without a note is not there at all. */
static void
update_group (GtkWidget *group)
{
  GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (group));
  gboolean visible = FALSE;

  for (; child != NULL && !visible; child = gtk_widget_get_next_sibling (child))
    visible = gtk_widget_get_visible (child);
  gtk_widget_set_visible (group, visible);
}

static void
add_part (GtkWidget *group, GtkWidget *part)
{
  gtk_box_append (GTK_BOX (group), part);
  g_signal_connect_object (part, "notify::visible", G_CALLBACK (update_group), group,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
add_group (MtPersonPage *self, MtDetailGroup which, const char *title, const char *note)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (group, "group");
  gtk_box_append (GTK_BOX (group), new_title (title));
  if (note != NULL)
    add_part (group, new_note (self, note));
  add_part (group, new_list (self, mt_person_detail_get_lines (self->detail, which), title));
  update_group (group);
  gtk_box_append (GTK_BOX (self->content), group);
  return group;
}

static void
add_calendars (MtPersonPage *self)
{
  GtkWidget *group = add_group (self, MT_DETAIL_CALENDARS, _ ("Calendars"), "calendars-note");

  self->source = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode",
                               PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (self->source, "secondary");
  add_part (group, self->source);
  update_source (self);
  update_group (group);
}

/* The edit that is made most often needs no form. */
static void
add_leave_button (MtPersonPage *self, const char *id)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Add Leave…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 8);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.add-leave");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_widget_set_visible (button, mt_session_can_edit_team (self->session));
  gtk_box_append (GTK_BOX (self->content), button);
}

static gboolean
mt_person_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MT_PERSON_PAGE (widget)->close);
}

static void
mt_person_page_dispose (GObject *object)
{
  MtPersonPage *self = MT_PERSON_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_PERSON_PAGE);
  g_clear_object (&self->detail);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_person_page_parent_class)->dispose (object);
}

static void
mt_person_page_class_init (MtPersonPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_person_page_dispose;
  widget_class->grab_focus = mt_person_page_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "mt-person-page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/people/mt-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, close);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, name);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, edit);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, choose);
  gtk_widget_class_bind_template_callback (widget_class, choose_toggled_cb);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, state);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, clock);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, hours);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, ignore);
  gtk_widget_class_bind_template_callback (widget_class, ignore_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, MtPersonPage, content);
}

static void
mt_person_page_init (MtPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mt_person_page_set_covering (self, FALSE);
}

/**
 * mt_person_page_new:
 * @session: the open team
 * @detail: what to show
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_person_page_new (MtSession *session, MtPersonDetail *detail)
{
  MtPersonPage *self = g_object_new (MT_TYPE_PERSON_PAGE, NULL);
  MtPersonItem *person = mt_person_detail_get_person (detail);

  self->session = g_object_ref (session);
  self->detail = g_object_ref (detail);
  gtk_widget_set_visible (self->edit, mt_session_can_edit_team (session));
  g_object_set (self->avatar, "person", person, NULL);
  add_group (self, MT_DETAIL_REPLIES, _ ("If You Write Now"), NULL);
  add_group (self, MT_DETAIL_SHARED, _ ("Free for Both of You"), "shared-note");
  add_group (self, MT_DETAIL_NEXT, _ ("Free Next"), "next-note");
  add_group (self, MT_DETAIL_DAYS, _ ("Days Ahead, in Your Time"), NULL);
  add_leave_button (self, mt_person_item_get_person (person)->id);
  add_group (self, MT_DETAIL_LINKS, _ ("Links"), NULL);
  add_calendars (self);
  g_signal_connect_object (detail, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * mt_person_page_get_detail:
 * @self: a page
 *
 * Returns: (transfer none): what it shows
 */
MtPersonDetail *
mt_person_page_get_detail (MtPersonPage *self)
{
  return self->detail;
}

/**
 * mt_person_page_set_covering:
 * @self: a page
 * @covering: whether it stands in place of the list, not beside it
 *
 * In place of the list one goes back from it; beside, one closes it.
 */
void
mt_person_page_set_covering (MtPersonPage *self, gboolean covering)
{
  const char *words = covering ? _ ("Back") : _ ("Close");

  gtk_button_set_icon_name (GTK_BUTTON (self->close),
                            covering ? "go-previous-symbolic" : "window-close-symbolic");
  gtk_widget_set_tooltip_text (self->close, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}
