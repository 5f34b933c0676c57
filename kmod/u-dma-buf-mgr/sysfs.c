// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * /sys/class/misc/u-dma-buf-mgr/: what a program can know of the manager without
 * opening the device.
 */

#include <linux/device.h>
#include <linux/sysfs.h>

#include "u-dma-buf-mgr.h"

static ssize_t version_show(struct device *dev, struct device_attribute *attr,
			    char *page)
{
	return sysfs_emit(page, "%s\n", U_DMA_BUF_VERSION);
}
static DEVICE_ATTR_RO(version);

/*
 * A word for each thing that an older or another manager may lack:
 * answers	read() and poll() on the control device
 * limits	the module parameters max_buffers and max_bytes
 * errno	errors are told apart by their number
 * place	create has the words address= and region=
 * temporary	the command language has that word, and the driver can do it
 */
static ssize_t features_show(struct device *dev, struct device_attribute *attr,
			     char *page)
{
	return sysfs_emit(page, "answers limits errno place%s\n",
			  u_dma_buf_mgr_can_be_temporary() ? " temporary" : "");
}
static DEVICE_ATTR_RO(features);

static struct attribute *mgr_attrs[] = {
	&dev_attr_version.attr,
	&dev_attr_features.attr,
	NULL,
};

static const struct attribute_group mgr_group = {
	.attrs = mgr_attrs,
};

const struct attribute_group *u_dma_buf_mgr_groups[] = {
	&mgr_group,
	NULL,
};
