// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The module, and the buffers that its parameters ask for.
 */

#define pr_fmt(fmt) "u-dma-buf: " fmt

#include <linux/device.h>
#include <linux/module.h>
#include <linux/sysfs.h>

#include "u-dma-buf.h"

static char *bind;
module_param(bind, charp, 0444);
MODULE_PARM_DESC(bind, "parent of the buffers made at load: <bus>/<device> or <device>");

static size_t buffer_size[U_DMA_BUF_PARAMETERS];
static char *buffer_bind[U_DMA_BUF_PARAMETERS];

static int size_set(const char *text, const struct kernel_param *param)
{
	int ret = u_dma_buf_spec_parse_size(text, param->arg);

	if (!ret)
		return 0;
	if (ret == -ERANGE)
		pr_err("%s=%s: more than %zu bytes\n", param->name, text,
		       SIZE_MAX);
	else
		pr_err("%s=%s: not a number of bytes, such as 65536, 0x10000, 64K or 4M\n",
		       param->name, text);
	return -EINVAL;
}

static int size_get(char *page, const struct kernel_param *param)
{
	const size_t *size = param->arg;

	return sysfs_emit(page, "%zu\n", *size);
}

static const struct kernel_param_ops size_ops = {
	.set = size_set,
	.get = size_get,
};

#define BUFFER_PARAM(n)							\
	module_param_cb(udmabuf##n, &size_ops, &buffer_size[n], 0444);	\
	__MODULE_PARM_TYPE(udmabuf##n, "size");				\
	MODULE_PARM_DESC(udmabuf##n,					\
			 "bytes, or with K, M, G, T or P: make udmabuf" #n " at load"); \
	module_param_named(udmabuf##n##_bind, buffer_bind[n], charp, 0444); \
	MODULE_PARM_DESC(udmabuf##n##_bind,				\
			 "parent of udmabuf" #n ", as bind")

BUFFER_PARAM(0);
BUFFER_PARAM(1);
BUFFER_PARAM(2);
BUFFER_PARAM(3);
BUFFER_PARAM(4);
BUFFER_PARAM(5);
BUFFER_PARAM(6);
BUFFER_PARAM(7);

static struct device *module_create_on(int n, struct device *parent)
{
	struct u_dma_buf_spec spec;

	u_dma_buf_spec_init(&spec, buffer_size[n]);
	spec.minor = n;
	spec.origin = U_DMA_BUF_ORIGIN_PARAMETER;
	return u_dma_buf_make(parent, &spec);
}

/*
 * A device is set up for DMA when a driver is bound to it, and no longer when it is
 * unbound: neither may happen to the parent meanwhile.
 */
static struct device *module_create_buffer(int n, const char *binding)
{
	struct device *parent, *dev;
	int ret;

	if (!binding || !*binding)
		return module_create_on(n, NULL);
	parent = u_dma_buf_parent_find(binding);
	if (IS_ERR(parent))
		return parent;
	ret = device_lock_interruptible(parent);
	if (ret) {
		dev = ERR_PTR(ret);
	} else {
		dev = module_create_on(n, parent);
		device_unlock(parent);
	}
	put_device(parent);
	return dev;
}

/* The nodes of the device tree come first, and take whatever is free. */
static void module_keep_minors(void)
{
	int n;

	for (n = 0; n < U_DMA_BUF_PARAMETERS; n++)
		if (buffer_size[n])
			u_dma_buf_registry_keep(n);
}

/*
 * One buffer that cannot be had does not keep a board from the others, nor from
 * those of its device tree.
 */
static void module_create_buffers(void)
{
	const char *binding;
	struct device *dev;
	int n;

	for (n = 0; n < U_DMA_BUF_PARAMETERS; n++) {
		if (!buffer_size[n])
			continue;
		binding = buffer_bind[n] ?: bind;
		dev = module_create_buffer(n, binding);
		if (IS_ERR(dev))
			pr_err("udmabuf%d=%zu bind=%s: error %ld, not made\n",
			       n, buffer_size[n], binding ?: "",
			       PTR_ERR(dev));
	}
	u_dma_buf_registry_keep_none();
}

static int __init u_dma_buf_init(void)
{
	int ret = u_dma_buf_parameters_check();

	if (ret)
		return ret;
	ret = class_register(&u_dma_buf_class);
	if (ret)
		return ret;
	ret = u_dma_buf_old_class_init();
	if (ret)
		goto err_class;
	ret = u_dma_buf_mmap_init();
	if (ret)
		goto err_old_class;
	ret = u_dma_buf_nodes_init();
	if (ret)
		goto err_mmap;
	ret = u_dma_buf_registry_init();
	if (ret)
		goto err_nodes;
	ret = u_dma_buf_chardev_init();
	if (ret)
		goto err_registry;
	module_keep_minors();
	ret = u_dma_buf_platform_init();
	if (ret)
		goto err_chardev;
	module_create_buffers();
	return 0;

err_chardev:
	u_dma_buf_chardev_exit();
err_registry:
	u_dma_buf_registry_exit();
err_nodes:
	u_dma_buf_nodes_exit();
err_mmap:
	u_dma_buf_mmap_exit();
err_old_class:
	u_dma_buf_old_class_exit();
err_class:
	class_unregister(&u_dma_buf_class);
	return ret;
}
module_init(u_dma_buf_init);

static void __exit u_dma_buf_exit(void)
{
	u_dma_buf_orphan_exit();
	u_dma_buf_parent_exit();
	u_dma_buf_platform_exit();
	u_dma_buf_chardev_exit();
	u_dma_buf_registry_exit();
	u_dma_buf_nodes_exit();
	u_dma_buf_mmap_exit();
	u_dma_buf_old_class_exit();
	class_unregister(&u_dma_buf_class);
}
module_exit(u_dma_buf_exit);

MODULE_DESCRIPTION("DMA buffers that user space can map");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
MODULE_VERSION(U_DMA_BUF_VERSION);
