// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Doing what a command says, through four functions of the driver, so that the
 * manager works on any driver that has them. Others are used where there are such.
 */

#define pr_fmt(fmt) "u-dma-buf-mgr: " fmt

#include <linux/bitfield.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>

#include "u-dma-buf-mgr.h"

/* One command at a time. */
static DEFINE_MUTEX(execute_lock);

static bool bus_is(const struct command_word *bus, const char *name)
{
	return bus->len == strlen(name) && !memcmp(bus->text, name, bus->len);
}

static struct bus_type *find_bus(const struct command_word *bus)
{
	static const char port[] = "pcie_port";

	if (bus_is(bus, "platform"))
		return (struct bus_type *)&platform_bus_type;
	/* The kernel's name of it, which not every driver knows. */
	if (bus_is(bus, "pci_express"))
		return u_dma_buf_find_available_bus_type((char *)port,
							 strlen(port));
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

/* A driver need not have this function: then its address is 0. */
int u_dma_buf_device_info(struct device *dev,
			  struct u_dma_buf_device_info *info) __weak;
/* By way of data, because a call of 0 could not be linked. */
static typeof(u_dma_buf_device_info) *device_info = u_dma_buf_device_info;

/* Nor this one: then there is no telling it where a buffer must lie, nor what memory it has. */
struct device *u_dma_buf_device_create_at(const char *name, int id, size_t size,
					  u64 option, struct device *parent,
					  const struct u_dma_buf_place *place,
					  struct u_dma_buf_refusal *refusal) __weak;
static typeof(u_dma_buf_device_create_at) *device_create_at =
	u_dma_buf_device_create_at;

/* Only a driver of ours takes the word of who asks. */
static u64 create_option(const struct command *command)
{
	u64 option = FIELD_PREP(U_DMA_BUF_OPTION_MMAP_MODE, command->mmap_mode);

	/* The parent's mask stands. */
	if (!command->device.len)
		option |= FIELD_PREP(U_DMA_BUF_OPTION_DMA_MASK,
				     command->dma_mask_bits);
	if (READ_ONCE(device_info))
		option |= FIELD_PREP(U_DMA_BUF_OPTION_ORIGIN,
				     U_DMA_BUF_ORIGIN_MANAGER);
	if (command->temporary.len)
		option |= U_DMA_BUF_OPTION_TEMPORARY;
	return option;
}

static int fail(struct mgr_result *result, int code, const char *text,
		const struct command_word *at, const char *reason)
{
	result->error.code = code;
	result->error.column = at->text - text + 1;
	result->error.reason = reason;
	return code;
}

static bool has_buffer(const char *name)
{
	return !IS_ERR(u_dma_buf_device_search(name, U_DMA_BUF_ID_ANY));
}

static int create_failed(struct mgr_result *result, int code, const char *text,
			 const struct command *command, const char *name)
{
	const struct command_word *at;
	const char *reason = u_dma_buf_mgr_reason(command, code, result, &at);

	/* The driver does not tell a buffer from anything else in /dev. */
	if (code == -EEXIST && has_buffer(name))
		reason = "name in use";
	return fail(result, code, text, at, reason);
}

/* What the driver knows of a buffer. The device itself may be gone by now. */
static bool get_info(struct device *dev, struct u_dma_buf_device_info *info)
{
	typeof(u_dma_buf_device_info) *function = READ_ONCE(device_info);

	return function && !function(dev, info);
}

static struct device *create_at(const struct command *command, const char *name,
				struct device *parent,
				struct u_dma_buf_refusal *refusal)
{
	bool has_place = u_dma_buf_mgr_place_word(command)->len;
	struct u_dma_buf_place place = { .address = command->address };
	char region[COMMAND_REGION_MAX + 1];

	if (command->region.len) {
		/* The parser has seen to the length. */
		memcpy(region, command->region.text, command->region.len);
		region[command->region.len] = '\0';
		place.region = region;
	}
	return READ_ONCE(device_create_at)(name, U_DMA_BUF_ID_ANY, command->size,
					   create_option(command), parent,
					   has_place ? &place : NULL, refusal);
}

static struct device *create_device(const struct command *command,
				    const char *name, struct device *parent,
				    struct mgr_result *result)
{
	if (READ_ONCE(device_create_at))
		return create_at(command, name, parent, &result->refusal);
	return u_dma_buf_device_create(name, U_DMA_BUF_ID_ANY, command->size,
				       create_option(command), parent);
}

static int create_on(const struct command *command, const char *text,
		     const char *name, struct device *parent,
		     struct list_head *held, struct mgr_result *result)
{
	const char *limit;
	struct device *dev;
	int ret = u_dma_buf_mgr_account_reserve(name, command->size, &limit);

	if (ret == -EDQUOT)
		return fail(result, ret, text, &command->size_text, limit);
	if (ret)
		return create_failed(result, ret, text, command, name);
	dev = create_device(command, name, parent, result);
	if (IS_ERR(dev)) {
		u_dma_buf_mgr_account_remove(name);
		return create_failed(result, PTR_ERR(dev), text, command,
				     name);
	}
	u_dma_buf_mgr_account_commit(name, dev,
				     command->temporary.len ? held : NULL);
	result->has_info = get_info(dev, &result->info);
	return 0;
}

static int execute_create(const struct command *command, const char *text,
			  const char *name, struct device *parent,
			  struct list_head *held, struct mgr_result *result)
{
	pr_info("create %s size=%llu\n", name, command->size);
	/* The driver would say so too, but not every driver says -EEXIST. */
	if (has_buffer(name))
		return create_failed(result, -EEXIST, text, command, name);
	if (parent == ERR_PTR(-EINVAL))
		return fail(result, -EINVAL, text, &command->bus,
			    "bus not in this kernel");
	if (IS_ERR(parent))
		return fail(result, PTR_ERR(parent), text, &command->device,
			    "no such device on the bus");
	if (u_dma_buf_mgr_place_word(command)->len && !READ_ONCE(device_create_at))
		return fail(result, -EOPNOTSUPP, text,
			    u_dma_buf_mgr_place_word(command),
			    "the driver that is loaded knows no address and no region");
	if (command->temporary.len && !u_dma_buf_mgr_can_be_temporary())
		return fail(result, -EOPNOTSUPP, text, &command->temporary,
			    "driver has no temporary buffers");
	return create_on(command, text, name, parent, held, result);
}

static const char *find_origin(const char *name, struct device *dev)
{
	struct u_dma_buf_device_info info = {
		.origin = U_DMA_BUF_ORIGIN_OTHER,
	};

	if (u_dma_buf_mgr_account_has(name, dev))
		info.origin = U_DMA_BUF_ORIGIN_MANAGER;
	else
		get_info(dev, &info);
	return u_dma_buf_origin_name(info.origin);
}

static int execute_delete(const struct command *command, const char *text,
			  const char *name, struct mgr_result *result)
{
	struct device *dev;
	int ret;

	pr_info("delete %s\n", name);
	dev = u_dma_buf_device_search(name, U_DMA_BUF_ID_ANY);
	if (IS_ERR(dev))
		return fail(result, -ENOENT, text, &command->name,
			    "no such buffer");
	result->origin = find_origin(name, dev);
	ret = u_dma_buf_device_remove(dev);
	if (ret == -ENODEV)
		return fail(result, -ENOENT, text, &command->name,
			    "no such buffer");
	if (ret)
		return fail(result, ret, text, &command->name,
			    ret == -EBUSY ? "buffer in use" : "driver refused");
	u_dma_buf_mgr_account_remove(name);
	return 0;
}

static int wait_for_lock(struct device *dev)
{
	int ret = device_lock_interruptible(dev);

	if (!ret)
		device_unlock(dev);
	return ret;
}

/*
 * Waits for this command's turn. A device is set up for DMA when a driver is bound to
 * it, and no longer when it is unbound: neither may happen to the parent meanwhile. Its
 * lock can be held for as long as a driver takes to bind, and other commands are not to
 * wait for that.
 */
static int execute_begin(const struct command *command, struct device **parent)
{
	int ret;

	for (;;) {
		if (mutex_lock_interruptible(&execute_lock))
			return -EINTR;
		*parent = find_parent(command);
		if (IS_ERR_OR_NULL(*parent) || device_trylock(*parent))
			return 0;
		mutex_unlock(&execute_lock);
		ret = wait_for_lock(*parent);
		put_device(*parent);
		if (ret)
			return ret;
	}
}

static void execute_end(struct device *parent)
{
	if (!IS_ERR_OR_NULL(parent)) {
		device_unlock(parent);
		put_device(parent);
	}
	mutex_unlock(&execute_lock);
}

/**
 * u_dma_buf_mgr_execute() - run a command
 * @command: parsed, not blank
 * @text: what it was parsed from
 * @held: the temporary buffers of the open file that it was written to
 * @result: zeroed; filled
 *
 * Return: 0 or a negative errno: create: -EEXIST (name in use, or another entry in /dev
 * has it), -ENODEV (no such parent), -EINVAL (its bus is not in this kernel), -EDQUOT
 * (over a limit), -ENOSPC (no minor number left), -ENOMEM, -EIO (the parent cannot do
 * DMA), -EOPNOTSUPP (the driver has no temporary buffers), what
 * u_dma_buf_device_create_at() returns of a place; delete: -ENOENT (no such
 * buffer), -EBUSY (in use); -EINTR (a signal came before it was this command's turn)
 */
int u_dma_buf_mgr_execute(const struct command *command, const char *text,
			  struct list_head *held, struct mgr_result *result)
{
	char name[COMMAND_NAME_MAX + 1];
	struct device *parent;
	int ret;

	/* The parser has seen to the length. */
	memcpy(name, command->name.text, command->name.len);
	name[command->name.len] = '\0';
	ret = execute_begin(command, &parent);
	if (ret)
		return ret;
	ret = command->kind == COMMAND_CREATE ?
		      execute_create(command, text, name, parent, held,
				     result) :
		      execute_delete(command, text, name, result);
	execute_end(parent);
	return ret;
}

/**
 * u_dma_buf_mgr_let_go() - an open file goes, and with it its temporary buffers
 * @held: of the file
 *
 * One buffer at a time, so that commands of others need not wait for all of them.
 */
void u_dma_buf_mgr_let_go(struct list_head *held)
{
	bool has_more;

	do {
		mutex_lock(&execute_lock);
		has_more = u_dma_buf_mgr_account_let_go(held);
		mutex_unlock(&execute_lock);
		cond_resched();
	} while (has_more);
}
