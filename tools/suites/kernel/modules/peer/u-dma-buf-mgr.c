// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Stands in for a manager that existing users have. It says of a write no more than
 * that it went well or that it did not, cannot be read, and, as such managers do,
 * keeps 32 bits of a size.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "u-dma-buf-funcs.h"

static DEFINE_MUTEX(peer_lock);

struct creation {
	u64 size, mask_bits, mmap_mode;
	const char *device;
	char *bus;
};

static int read_option(struct creation *creation, char *word)
{
	static const char * const modes[] = {
		"quirk-mmap-off", "quirk-mmap-on", "quirk-mmap-auto",
	};
	int mode = match_string(modes, ARRAY_SIZE(modes), word);
	char *key = strsep(&word, "=");

	if (mode >= 0)
		creation->mmap_mode = mode + 1;
	else if (!word)
		return kstrtou64(key, 0, &creation->size);
	else if (!strcmp(key, "size"))
		return kstrtou64(word, 0, &creation->size);
	else if (!strcmp(key, "dma-mask"))
		return kstrtou64(word, 0, &creation->mask_bits);
	else if (!strcmp(key, "device"))
		creation->device = word;
	else if (!strcmp(key, "bus"))
		creation->bus = word;
	else
		return -EINVAL;
	return 0;
}

/* NULL where none is named; else with a reference. */
static struct device *find_parent(const struct creation *creation)
{
	struct bus_type *bus = (struct bus_type *)&platform_bus_type;

	if (!creation->device)
		return NULL;
	if (creation->bus)
		bus = u_dma_buf_find_available_bus_type(creation->bus,
							strlen(creation->bus));
	if (!bus)
		return ERR_PTR(-EINVAL);
	return bus_find_device_by_name(bus, NULL, creation->device) ?:
	       ERR_PTR(-EINVAL);
}

static int run_create(const char *name, const struct creation *creation)
{
	u64 option = creation->mmap_mode << U_DMA_BUF_OPTION_MMAP_MODE_SHIFT;
	struct device *parent = find_parent(creation), *dev;
	u32 size = creation->size;

	if (IS_ERR(parent))
		return PTR_ERR(parent);
	pr_info("create %s size=%u\n", name, size);
	dev = u_dma_buf_device_create(name, U_DMA_BUF_ID_ANY, size,
				      option | creation->mask_bits, parent);
	put_device(parent);
	return PTR_ERR_OR_ZERO(dev);
}

static int run_delete(const char *name)
{
	struct device *dev = u_dma_buf_device_search(name, U_DMA_BUF_ID_ANY);

	pr_info("delete %s\n", name);
	return IS_ERR(dev) ? -EINVAL : u_dma_buf_device_remove(dev);
}

static char *next_word(char **line)
{
	char *word;

	do {
		word = strsep(line, " \t");
	} while (word && !*word);
	return word;
}

static int run_command(char *line)
{
	char *verb = next_word(&line), *name = next_word(&line), *word;
	struct creation creation = { };
	int ret = 0;

	if (!name)
		return verb ? -EINVAL : 0;
	if (!strcmp(verb, "delete"))
		return run_delete(name);
	if (strcmp(verb, "create"))
		return -EINVAL;
	while (!ret && (word = next_word(&line)))
		ret = read_option(&creation, word);
	return ret ?: run_create(name, &creation);
}

static ssize_t peer_write(struct file *file, const char __user *user,
			  size_t count, loff_t *pos)
{
	char *text = count > SZ_64K ? ERR_PTR(-EINVAL) :
				      memdup_user_nul(user, count);
	char *next = text, *line;
	int ret = 0;

	if (IS_ERR(text))
		return PTR_ERR(text);
	mutex_lock(&peer_lock);
	while (!ret && (line = strsep(&next, ";\n")))
		ret = run_command(line);
	mutex_unlock(&peer_lock);
	kfree(text);
	return ret ?: count;
}

static const struct file_operations peer_fops = {
	.owner = THIS_MODULE,
	.write = peer_write,
};

static struct miscdevice peer_control = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "u-dma-buf-mgr",
	.fops = &peer_fops,
};
module_misc_device(peer_control);

MODULE_DESCRIPTION("Stands in for another manager of DMA buffers");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_VERSION("4.3.0");
MODULE_LICENSE("Dual BSD/GPL");
