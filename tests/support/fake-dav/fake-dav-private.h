/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of FakeDav share.
 */
#pragma once

#include <libsoup/soup.h>
#include <libxml/tree.h>

#include "fake-dav.h"

G_BEGIN_DECLS

#define FAKE_DAV_NS "DAV:"
#define FAKE_CALDAV_NS "urn:ietf:params:xml:ns:caldav"
#define FAKE_CS_NS "http://calendarserver.org/ns/"
#define FAKE_ICAL_NS "http://apple.com/ns/ical/"

/* One item, or the memory of one that was deleted. */
typedef struct
{
  char *name;
  GBytes *bytes; /* NULL: deleted */
  guint64 seq;   /* of its last change */
  guint version; /* since it was made */
} FakeItem;

typedef struct
{
  char *path; /* with a slash at the end */
  char *owner;
  char *title;
  char *color;
  char *components;   /* "VEVENT,VTODO" */
  GHashTable *items;  /* name -> FakeItem */
  GHashTable *shares; /* user, or "*", -> "read", "write", "free-busy" */
  GHashTable *trees;  /* token of style tree -> seq */
  guint64 seq;
  gboolean implicit; /* an inbox or outbox */
} FakeCollection;

typedef struct
{
  char *request; /* "PUT", "REPORT:sync-collection", "*" */
  char *action;
  char *header; /* nullable: "Name: value" */
  guint count;
} FakeFault;

struct _FakeDav
{
  GMutex lock;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  guint port;

  GHashTable *users;        /* name -> password */
  GHashTable *collections;  /* path -> FakeCollection */
  GHashTable *switches;     /* name -> value */
  GHashTable *availability; /* path -> text */
  GPtrArray *faults;        /* FakeFault */
  GString *log;
  GHashTable *counts; /* request -> count */
  guint64 answers;
  GPtrArray *silent; /* connections that are never answered */
};

typedef struct
{
  FakeDav *dav;
  SoupServerMessage *message;
  const char *method;
  char *path;       /* decoded */
  char *kind;       /* "REPORT:sync-collection" */
  const char *user; /* nullable: who has signed in */
  GBytes *body;
  xmlDocPtr document; /* nullable */
} FakeRequest;

/* XML in the style that is set. */
typedef struct
{
  FakeDav *dav;
  GString *text;
  GPtrArray *open;
  const char *base; /* path that was asked, for relative hrefs */
} FakeXml;

const char *fake_switch (FakeDav *self, const char *name);
gboolean fake_switch_is (FakeDav *self, const char *name, const char *value);

FakeCollection *fake_find_collection (FakeDav *self, const char *path);
FakeCollection *fake_find_parent (FakeDav *self, const char *path, const char **name);
FakeItem *fake_find_item (FakeDav *self, const char *path, FakeCollection **collection);
FakeCollection *fake_make_collection (FakeDav *self, const char *path, const char *components);
void fake_store (FakeDav *self, FakeCollection *collection, const char *name, GBytes *bytes);
char *fake_make_etag (FakeDav *self, const FakeItem *item);
char *fake_make_token (FakeDav *self, FakeCollection *collection, guint64 seq);
gboolean
fake_parse_token (FakeDav *self, FakeCollection *collection, const char *token, guint64 *seq);
const char *fake_right (FakeDav *self, const FakeCollection *collection, const char *user);
char *fake_get_property (GBytes *bytes, const char *name);

FakeXml *fake_xml_new (FakeDav *self, const char *ns, const char *root, const char *base);
void fake_xml_open (FakeXml *self, const char *ns, const char *name);
void fake_xml_close (FakeXml *self);
void fake_xml_text (FakeXml *self, const char *text);
void fake_xml_calendar (FakeXml *self, GBytes *bytes);
void fake_xml_leaf (FakeXml *self, const char *ns, const char *name, const char *text);
void fake_xml_href (FakeXml *self, const char *path);
void fake_xml_status (FakeXml *self, guint status);
void fake_xml_raw (FakeXml *self, const char *text);
GBytes *fake_xml_end (FakeXml *self);

xmlNodePtr fake_child (xmlNodePtr node, const char *ns, const char *name);
xmlNodePtr fake_next (xmlNodePtr node, const char *ns, const char *name);
char *fake_text (xmlNodePtr node);

void fake_propfind (FakeRequest *request);
void fake_proppatch (FakeRequest *request);
void fake_mkcalendar (FakeRequest *request);
void fake_report (FakeRequest *request);
void fake_outbox (FakeRequest *request);
void fake_add_props (FakeRequest *request,
                     FakeXml *xml,
                     xmlNodePtr prop,
                     const char *path,
                     FakeCollection *collection,
                     FakeItem *item,
                     gboolean with_data);

void fake_answer (FakeRequest *request, guint status, const char *type, const char *text);
void fake_answer_bytes (FakeRequest *request, guint status, const char *type, GBytes *bytes);
void fake_answer_error (FakeRequest *request,
                        guint status,
                        const char *ns,
                        const char *condition,
                        const char *href);
gboolean fake_authorise (FakeRequest *request);
gboolean fake_fault_before (FakeRequest *request);
void fake_control (FakeRequest *request);

G_END_DECLS
