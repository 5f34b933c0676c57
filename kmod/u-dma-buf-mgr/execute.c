// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Doing what a command says, with nothing but the driver's four functions, so
 * that the manager works on any driver that has them.
 */

#define pr_fmt(fmt) "u-dma-buf-mgr: " fmt

#include <linux/bitfield.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>

#include "u-dma-buf-mgr.h"

/* One command at a time. */
static DEFINE_MUTEX(execute_lock);

static struct bus_type *find_bus(const struct command_word *bus)
{
	static const char platform[] = "platform";

	if (bus->len == sizeof(platform) - 1 &&
	    !memcmp(bus->text, platform, bus->len))
		return (struct bus_type *)&platform_bus_type;
	return u_dma_buf_find_available_bus_type((char *)bus->text, bus->len);
}

static int match_name(struct device *dev, const void *data)
{
	const struct command_word *name = data;

	return strlen(dev_name(dev)) == name->len &&
	       !memcmp(dev_name(dev), name->text, name->len);
}

/* NULL where the command names no parent; else with a reference. */
static struct device *find_parent(const struct command *command)
{
	struct bus_type *bus;
	struct device *parent;

	if (!command->device.len)
		return NULL;
	bus = find_bus(&command->bus);
	if (!bus)
		return ERR_PTR(-EINVAL);
	parent = bus_find_device(bus, NULL, &command->device, match_name);
	return parent ?: ERR_PTR(-ENODEV);
}

static u64 create_option(const struct command *command)
{
	u64 option = FIELD_PREP(U_DMA_BUF_OPTION_MMAP_MODE, command->mmap_mode);

	/* The parent's mask stands. */
	if (!command->device.len)
		option |= FIELD_PREP(U_DMA_BUF_OPTION_DMA_MASK,
				     command->dma_mask_bits);
	return option;
}

static int create_on(const struct command *command, const char *name,
		     struct device *parent)
{
	struct device *dev;
	int ret = u_dma_buf_mgr_account_reserve(name, command->size);

	if (ret)
		return ret;
	dev = u_dma_buf_device_create(name, U_DMA_BUF_ID_ANY, command->size,
				      create_option(command), parent);
	if (IS_ERR(dev)) {
		u_dma_buf_mgr_account_remove(name);
		return PTR_ERR(dev);
	}
	u_dma_buf_mgr_account_commit(name, dev);
	return 0;
}

static int execute_create(const struct command *command, const char *name)
{
	struct device *parent;
	int ret;

	pr_info("create %s size=%llu\n", name, command->size);
	/* The driver would say so too, but not every driver says -EEXIST. */
	if (!IS_ERR(u_dma_buf_device_search(name, U_DMA_BUF_ID_ANY)))
		return -EEXIST;
	parent = find_parent(command);
	if (IS_ERR(parent))
		return PTR_ERR(parent);
	ret = create_on(command, name, parent);
	put_device(parent);
	return ret;
}

static int execute_delete(const char *name)
{
	struct device *dev;
	int ret;

	pr_info("delete %s\n", name);
	dev = u_dma_buf_device_search(name, U_DMA_BUF_ID_ANY);
	if (IS_ERR(dev))
		return -ENOENT;
	ret = u_dma_buf_device_remove(dev);
	if (!ret)
		u_dma_buf_mgr_account_remove(name);
	return ret == -ENODEV ? -ENOENT : ret;
}

/**
 * u_dma_buf_mgr_execute() - run a command
 * @command: parsed, not blank
 *
 * Return: 0 or a negative errno: create: -EEXIST (name in use), -ENODEV (no such
 * parent), -EINVAL (its bus is not in this kernel), -EDQUOT (over a limit),
 * -ENOMEM, -EIO (the parent cannot do DMA); delete: -ENOENT (no such buffer),
 * -EBUSY (in use); -EINTR (a signal came before it was this command's turn)
 */
int u_dma_buf_mgr_execute(const struct command *command)
{
	char name[COMMAND_NAME_MAX + 1];
	int ret;

	/* The parser has seen to the length. */
	memcpy(name, command->name.text, command->name.len);
	name[command->name.len] = '\0';
	if (mutex_lock_interruptible(&execute_lock))
		return -EINTR;
	ret = command->kind == COMMAND_CREATE ? execute_create(command, name) :
						execute_delete(name);
	mutex_unlock(&execute_lock);
	return ret;
}
