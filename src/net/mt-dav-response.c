/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDavResponse: what a server says of one resource.
 *
 * Source: RFC 4918 section 14.24
 */
#include "config.h"

#include "net/mt-dav-response.h"

static void
prop_free (gpointer data)
{
  MtDavProp *self = data;

  mt_dav_node_free (self->node);
  g_free (self);
}

/**
 * mt_dav_response_new:
 *
 * Returns: (transfer full): a response that says nothing
 */
MtDavResponse *
mt_dav_response_new (void)
{
  MtDavResponse *self = g_new0 (MtDavResponse, 1);

  self->props = g_ptr_array_new_with_free_func (prop_free);
  return self;
}

/**
 * mt_dav_response_free:
 * @self: (transfer full) (nullable): a response
 */
void
mt_dav_response_free (MtDavResponse *self)
{
  if (!self)
    return;
  g_free (self->href);
  g_ptr_array_unref (self->props);
  mt_dav_node_free (self->error);
  g_free (self->description);
  g_free (self);
}

/**
 * mt_dav_response_add:
 * @self: a response
 * @node: (transfer full): a property, which may still grow; its status is not known yet
 */
void
mt_dav_response_add (MtDavResponse *self, MtDavNode *node)
{
  MtDavProp *prop = g_new0 (MtDavProp, 1);

  prop->node = node;
  g_ptr_array_add (self->props, prop);
}

static MtDavProp *
find_prop (const MtDavResponse *self, MtDavNs ns, const char *name)
{
  MtDavProp *found = NULL;

  for (guint i = 0; i < self->props->len; i++)
    {
      MtDavProp *prop = g_ptr_array_index (self->props, i);

      if (mt_dav_node_is (prop->node, ns, name) && (!found || found->status / 100 != 2))
        found = prop;
    }
  return found;
}

/**
 * mt_dav_response_find:
 * @self: a response
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: (transfer none) (nullable): the property, if the server gave it: its status is 2xx, or
 *   none was given and that of the response is no failure
 */
MtDavNode *
mt_dav_response_find (const MtDavResponse *self, MtDavNs ns, const char *name)
{
  MtDavProp *prop = find_prop (self, ns, name);
  const guint status = !prop ? 0 : prop->status ? prop->status : self->status ? self->status : 200;

  return prop && status / 100 == 2 ? prop->node : NULL;
}

/**
 * mt_dav_response_dup_text:
 * @self: a response
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: (transfer full) (nullable): the text of the property, if the server gave it and it is
 * not empty
 */
char *
mt_dav_response_dup_text (const MtDavResponse *self, MtDavNs ns, const char *name)
{
  return mt_dav_node_dup_text (mt_dav_response_find (self, ns, name));
}

/**
 * mt_dav_response_dup_href:
 * @self: a response
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: (transfer full) (nullable): the first DAV:href in the property, if the server gave it
 */
char *
mt_dav_response_dup_href (const MtDavResponse *self, MtDavNs ns, const char *name)
{
  return mt_dav_node_dup_text (
      mt_dav_node_descend (mt_dav_response_find (self, ns, name), MT_DAV_NS_DAV, "href"));
}

/**
 * mt_dav_response_get_status:
 * @self: a response
 * @ns: a namespace
 * @name: a local name
 *
 * Returns: the status of the property; 0 if the answer does not have it or does not say
 */
guint
mt_dav_response_get_status (const MtDavResponse *self, MtDavNs ns, const char *name)
{
  const MtDavProp *prop = find_prop (self, ns, name);

  return prop ? prop->status : 0;
}

/**
 * mt_dav_response_get_failure:
 * @self: a response
 *
 * Servers tell of failures in two places within a response.
 *
 * Returns: the status of the response if that is a failure; else that of the first property which
 *   failed for another reason than that it is not known (404); else 0
 */
guint
mt_dav_response_get_failure (const MtDavResponse *self)
{
  if (self->status >= 300)
    return self->status;
  for (guint i = 0; i < self->props->len; i++)
    {
      const MtDavProp *prop = g_ptr_array_index (self->props, i);

      if (prop->status >= 300 && prop->status != 404)
        return prop->status;
    }
  return 0;
}
