// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Which buffers there are: by minor, by name and by device, none of them
 * by walking a list of all, so that the ten thousandth costs what the first did.
 * A device pointer from outside is looked up here before it is believed.
 */

#include <linux/bitmap.h>
#include <linux/fs.h>
#include <linux/hashtable.h>
#include <linux/mutex.h>
#include <linux/stringhash.h>
#include <linux/xarray.h>

#include "u-dma-buf.h"

#define REGISTRY_HASH_BITS	12

/* The number of the first minor. */
static dev_t registry_first;
static DEFINE_MUTEX(registry_lock);
static DEFINE_XARRAY_ALLOC(registry_minors);
static DEFINE_HASHTABLE(registry_names, REGISTRY_HASH_BITS);
static DEFINE_HASHTABLE(registry_devs, REGISTRY_HASH_BITS);
/* Buffers with a foreign parent: a device of another driver. */
static LIST_HEAD(registry_foreign);
/* Minors, and the names that go with them, for module parameters alone. */
static DECLARE_BITMAP(registry_kept, U_DMA_BUF_PARAMETERS);

static u32 registry_name_key(const char *name)
{
	return full_name_hash(NULL, name, strlen(name));
}

static struct u_dma_buf *registry_find_name(const char *name)
{
	struct u_dma_buf *buf;

	hash_for_each_possible(registry_names, buf, by_name,
			       registry_name_key(name))
		if (!strcmp(dev_name(&buf->dev), name))
			return buf;
	return NULL;
}

static struct u_dma_buf *registry_find_dev(const struct device *dev)
{
	struct u_dma_buf *buf;

	hash_for_each_possible(registry_devs, buf, by_dev, (unsigned long)dev)
		if (&buf->dev == dev)
			return buf;
	return NULL;
}

static struct u_dma_buf *registry_get(struct u_dma_buf *buf)
{
	if (buf)
		get_device(&buf->dev);
	return buf;
}

static bool registry_keeps_minor(const struct u_dma_buf_spec *spec,
				 unsigned int minor)
{
	return spec->origin != U_DMA_BUF_ORIGIN_PARAMETER &&
	       minor < U_DMA_BUF_PARAMETERS && test_bit(minor, registry_kept);
}

static bool registry_keeps_name(const struct u_dma_buf_spec *spec,
				const char *name)
{
	unsigned int minor;
	char kept[16];

	for (minor = 0; minor < U_DMA_BUF_PARAMETERS; minor++) {
		if (!registry_keeps_minor(spec, minor))
			continue;
		snprintf(kept, sizeof(kept), "udmabuf%u", minor);
		if (!strcmp(name, kept))
			return true;
	}
	return false;
}

static int registry_take_any_minor(struct u_dma_buf *buf,
				   const struct u_dma_buf_spec *spec)
{
	unsigned int first = 0;
	int ret;

	for (;;) {
		ret = xa_alloc(&registry_minors, &buf->minor, buf,
			       XA_LIMIT(first, U_DMA_BUF_MINORS - 1),
			       GFP_KERNEL);
		if (ret || !registry_keeps_minor(spec, buf->minor))
			return ret == -EBUSY ? -ENOSPC : ret;
		xa_erase(&registry_minors, buf->minor);
		first = buf->minor + 1;
	}
}

static int registry_take_minor(struct u_dma_buf *buf,
			       const struct u_dma_buf_spec *spec)
{
	if (spec->minor == U_DMA_BUF_ID_ANY)
		return registry_take_any_minor(buf, spec);
	if (registry_keeps_minor(spec, spec->minor))
		return -EBUSY;
	buf->minor = spec->minor;
	return xa_insert(&registry_minors, spec->minor, buf, GFP_KERNEL);
}

static int registry_take_name(struct u_dma_buf *buf,
			      const struct u_dma_buf_spec *spec)
{
	struct device *dev = &buf->dev;
	int ret = spec->name[0] ? dev_set_name(dev, "%s", spec->name) :
				  dev_set_name(dev, "udmabuf%u", buf->minor);

	if (ret)
		return ret;
	if (registry_keeps_name(spec, dev_name(dev)))
		return -EEXIST;
	return registry_find_name(dev_name(dev)) ? -EEXIST : 0;
}

/**
 * u_dma_buf_registry_keep() - keep a minor and its name for a module parameter
 * @minor: below U_DMA_BUF_PARAMETERS
 */
void u_dma_buf_registry_keep(unsigned int minor)
{
	mutex_lock(&registry_lock);
	__set_bit(minor, registry_kept);
	mutex_unlock(&registry_lock);
}

/* After the buffers of the parameters were made, or could not be. */
void u_dma_buf_registry_keep_none(void)
{
	mutex_lock(&registry_lock);
	bitmap_zero(registry_kept, U_DMA_BUF_PARAMETERS);
	mutex_unlock(&registry_lock);
}

/**
 * u_dma_buf_registry_add() - take a minor and a name
 * @buf: gets its minor, and its device its number and its name
 * @spec: what to take
 *
 * The buffer can be opened from now on, but not yet found.
 *
 * Return: 0; -EEXIST: the name is in use, or kept for a module parameter; -EBUSY:
 * the minor is; -ENOSPC: all minors are; -ENOMEM
 */
int u_dma_buf_registry_add(struct u_dma_buf *buf,
			   const struct u_dma_buf_spec *spec)
{
	int ret;

	mutex_lock(&registry_lock);
	ret = registry_take_minor(buf, spec);
	if (ret)
		goto out_unlock;
	ret = registry_take_name(buf, spec);
	if (ret) {
		xa_erase(&registry_minors, buf->minor);
		goto out_unlock;
	}
	buf->dev.devt = MKDEV(MAJOR(registry_first), buf->minor);
	hash_add(registry_names, &buf->by_name,
		 registry_name_key(dev_name(&buf->dev)));
	hash_add(registry_devs, &buf->by_dev, (unsigned long)&buf->dev);
	if (!buf->bound)
		list_add(&buf->foreign, &registry_foreign);
out_unlock:
	mutex_unlock(&registry_lock);
	return ret;
}

/**
 * u_dma_buf_registry_del() - give name and minor back
 * @buf: its device is no longer registered
 */
void u_dma_buf_registry_del(struct u_dma_buf *buf)
{
	mutex_lock(&registry_lock);
	if (!buf->bound)
		list_del(&buf->foreign);
	hash_del(&buf->by_dev);
	hash_del(&buf->by_name);
	xa_erase(&registry_minors, buf->minor);
	mutex_unlock(&registry_lock);
}

/**
 * u_dma_buf_registry_show() - let a buffer be found
 * @buf: complete
 */
void u_dma_buf_registry_show(struct u_dma_buf *buf)
{
	mutex_lock(&registry_lock);
	buf->present = true;
	mutex_unlock(&registry_lock);
}

/**
 * u_dma_buf_registry_hide() - let a buffer be found no more
 * @buf: about to go; keeps its name and minor until it has gone
 */
void u_dma_buf_registry_hide(struct u_dma_buf *buf)
{
	mutex_lock(&registry_lock);
	buf->present = false;
	mutex_unlock(&registry_lock);
}

/**
 * u_dma_buf_registry_get_minor() - the buffer behind a device node
 * @minor: of the node
 *
 * Return: the buffer with a reference on its device, or NULL
 */
struct u_dma_buf *u_dma_buf_registry_get_minor(unsigned int minor)
{
	struct u_dma_buf *buf;

	mutex_lock(&registry_lock);
	buf = registry_get(xa_load(&registry_minors, minor));
	mutex_unlock(&registry_lock);
	return buf;
}

/**
 * u_dma_buf_registry_search() - find a buffer
 * @name: its name, or NULL for any
 * @id: its minor, or negative for any
 *
 * Return: the buffer that matches every argument given, with a reference on its
 * device, or NULL
 */
struct u_dma_buf *u_dma_buf_registry_search(const char *name, int id)
{
	struct u_dma_buf *buf = NULL;

	mutex_lock(&registry_lock);
	if (id >= 0)
		buf = xa_load(&registry_minors, id);
	else if (name)
		buf = registry_find_name(name);
	if (buf && name && strcmp(dev_name(&buf->dev), name))
		buf = NULL;
	if (buf && !buf->present)
		buf = NULL;
	registry_get(buf);
	mutex_unlock(&registry_lock);
	return buf;
}

/**
 * u_dma_buf_registry_get_dev() - the buffer behind a device pointer
 * @dev: compared, never dereferenced
 *
 * Return: the buffer with a reference on its device, or NULL
 */
struct u_dma_buf *u_dma_buf_registry_get_dev(const struct device *dev)
{
	struct u_dma_buf *buf;

	mutex_lock(&registry_lock);
	buf = registry_find_dev(dev);
	if (buf && !buf->present)
		buf = NULL;
	registry_get(buf);
	mutex_unlock(&registry_lock);
	return buf;
}

/**
 * u_dma_buf_registry_get_foreign() - any buffer with a foreign parent
 * @parent: the device; compared, never dereferenced; NULL: any
 *
 * Return: a buffer with a reference on its device, or NULL
 */
struct u_dma_buf *u_dma_buf_registry_get_foreign(const struct device *parent)
{
	struct u_dma_buf *buf, *found = NULL;

	mutex_lock(&registry_lock);
	list_for_each_entry(buf, &registry_foreign, foreign) {
		if (!parent || buf->parent == parent) {
			found = registry_get(buf);
			break;
		}
	}
	mutex_unlock(&registry_lock);
	return found;
}

/**
 * u_dma_buf_registry_claim() - take a buffer that nobody uses, to remove it
 * @dev: its device; compared, never dereferenced before it was found
 *
 * From here on it cannot be found or opened, and one caller has it.
 *
 * Return: the buffer with a reference on its device; -ENODEV: there is none, or
 * it is claimed already; -EBUSY: it is open, or mapped after it was closed
 */
struct u_dma_buf *u_dma_buf_registry_claim(const struct device *dev)
{
	struct u_dma_buf *buf = u_dma_buf_registry_get_dev(dev);
	int ret;

	if (!buf)
		return ERR_PTR(-ENODEV);
	/* It may look at each page: nobody else should wait for that. */
	ret = u_dma_buf_revoke_unused(buf);
	if (ret) {
		put_device(&buf->dev);
		return ERR_PTR(ret);
	}
	u_dma_buf_registry_hide(buf);
	return buf;
}

/**
 * u_dma_buf_registry_first() - the device number of the first minor
 *
 * The others follow it.
 */
dev_t u_dma_buf_registry_first(void)
{
	return registry_first;
}

int u_dma_buf_registry_init(void)
{
	return alloc_chrdev_region(&registry_first, 0, U_DMA_BUF_MINORS,
				   U_DMA_BUF_DRIVER_NAME);
}

void u_dma_buf_registry_exit(void)
{
	unregister_chrdev_region(registry_first, U_DMA_BUF_MINORS);
}
