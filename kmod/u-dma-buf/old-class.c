// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The class was named "udmabuf" before version 2 of the driver. For programs that still
 * look there, /sys/class/udmabuf has a link to each buffer, where a parameter asks for it.
 */

#define pr_fmt(fmt) "u-dma-buf: " fmt

#include "compat.h"
#include "u-dma-buf.h"

static struct class_compat *old_class;

int u_dma_buf_old_class_init(void)
{
	if (!u_dma_buf_class_udmabuf)
		return 0;
	old_class = class_compat_register("udmabuf");
	if (old_class)
		return 0;
	pr_err("class_udmabuf=1: /sys/class/udmabuf cannot be made\n");
	return -ENOMEM;
}

void u_dma_buf_old_class_exit(void)
{
	if (old_class)
		class_compat_unregister(old_class);
}

/**
 * u_dma_buf_old_class_add() - link to a buffer
 * @dev: its device
 *
 * Return: 0 or -ENOMEM
 */
int u_dma_buf_old_class_add(struct device *dev)
{
	return old_class ? u_dma_buf_class_compat_link(old_class, dev) : 0;
}

/**
 * u_dma_buf_old_class_del() - take the link to a buffer away
 * @dev: its device
 */
void u_dma_buf_old_class_del(struct device *dev)
{
	if (old_class)
		u_dma_buf_class_compat_unlink(old_class, dev);
}
