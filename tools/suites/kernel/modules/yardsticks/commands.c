// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The commands of the manager, as far as the benchmarks send them: "create
 * NAME<number> …" and "delete NAME<number>", a line each.
 */

#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "yardsticks.h"

/* Of one write. */
#define COMMANDS_TEXT	SZ_64K

/* "VERB NAME<number> …": cuts the line into words. */
static int commands_number(char *line, unsigned int *number)
{
	char *name;

	strsep(&line, " ");
	name = strsep(&line, " ");
	name = name ? strpbrk(name, "0123456789") : NULL;
	return name ? kstrtouint(name, 10, number) : -EINVAL;
}

static int commands_run(const struct yardstick_devices *devices, char *line)
{
	unsigned int number;
	int ret = commands_number(line, &number);

	if (ret)
		return ret;
	if (number >= YARDSTICK_MINORS)
		return -EINVAL;
	if (!strcmp(line, "create"))
		return devices->create(number);
	if (!strcmp(line, "delete"))
		return devices->delete(number);
	return -EINVAL;
}

static ssize_t commands_write(struct file *file, const char __user *user,
			      size_t count, loff_t *pos)
{
	const struct yardstick_devices *devices =
		container_of(file->private_data, struct yardstick_devices, misc);
	char *text, *next, *line;
	int ret = 0;

	if (count > COMMANDS_TEXT)
		return -E2BIG;
	text = memdup_user_nul(user, count);
	if (IS_ERR(text))
		return PTR_ERR(text);
	next = text;
	while (!ret && (line = strsep(&next, "\n")) && *line)
		ret = commands_run(devices, line);
	kfree(text);
	return ret ?: count;
}

const struct file_operations yardstick_commands_fops = {
	.owner = THIS_MODULE,
	.write = commands_write,
};
