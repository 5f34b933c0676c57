// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The platform driver. It takes the buffers of the device tree. A buffer without
 * a parent gets a platform device of its own, so that the driver core sets it up
 * for DMA as it does any device, and unbinding it ends the buffer.
 */

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>

#include "compat.h"
#include "u-dma-buf.h"

/**
 * struct u_dma_buf_pdata - platform data of a device made here
 * @node: in the list of them; whoever takes it out unregisters the device
 * @pdev: the device
 * @added: its registration is over, so that it can be unregistered
 * @spec: the buffer it is for
 * @error: why there is no buffer; -ENOMEM until probe has been called, because
 *	the driver core keeps to itself that it had no memory to get that far
 * @refusal: what there is, where that is for want of memory
 */
struct u_dma_buf_pdata {
	struct list_head node;
	struct platform_device *pdev;
	struct completion added;
	struct u_dma_buf_spec spec;
	int error;
	struct u_dma_buf_refusal refusal;
};

static LIST_HEAD(platform_made);
static DEFINE_MUTEX(platform_made_lock);

static int platform_set_mask(struct platform_device *pdev, unsigned int bits)
{
	int ret;

	bits = bits ?: u_dma_buf_dma_mask_bit;
	ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(bits));
	if (ret)
		dev_err(&pdev->dev, "no memory fits a DMA mask of %u bits\n",
			bits);
	return ret;
}

static int platform_create_buffer(struct platform_device *pdev,
				  const struct u_dma_buf_spec *spec)
{
	struct u_dma_buf *buf = u_dma_buf_create(&pdev->dev, spec, true);

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	platform_set_drvdata(pdev, buf);
	return 0;
}

/* The kernel itself says nothing of a region that is disabled. */
static bool platform_has_region(struct device *dev)
{
	struct device_node *region = of_parse_phandle(dev->of_node,
						      "memory-region", 0);
	bool is_available = of_device_is_available(region);

	of_node_put(region);
	return is_available;
}

/* Memory for this device alone, where the node has some. */
static int platform_take_region(struct device *dev)
{
	int ret = -ENODEV;

	if (!of_find_property(dev->of_node, "memory-region", NULL))
		return 0;
	if (platform_has_region(dev))
		ret = of_reserved_mem_device_init(dev);
	if (ret)
		dev_err(dev, "memory-region: error %d: not a node of reserved-memory that is a shared-dma-pool, no-map or reusable\n",
			ret);
	return ret;
}

static int platform_probe_node(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct u_dma_buf_spec spec;
	int ret = u_dma_buf_of_spec(dev, &spec);

	if (ret)
		return ret;
	/* First, for the kernel compares the region with the mask. */
	ret = platform_set_mask(pdev, spec.dma_mask_bits);
	if (ret)
		return ret;
	ret = platform_take_region(dev);
	if (ret)
		return ret;
	ret = platform_create_buffer(pdev, &spec);
	if (ret == -EEXIST || ret == -EBUSY)
		dev_err(dev, "%s: already in use, or kept for a module parameter\n",
			ret == -EEXIST ? "device-name" : "minor-number");
	if (ret)
		of_reserved_mem_device_release(dev);
	return ret;
}

static int platform_probe_made(struct platform_device *pdev,
			       const struct u_dma_buf_spec *spec)
{
	int ret = platform_set_mask(pdev, spec->dma_mask_bits);

	if (!ret && *spec->region)
		ret = u_dma_buf_region_take(&pdev->dev, spec->region);
	if (ret)
		return ret;
	ret = platform_create_buffer(pdev, spec);
	if (ret)
		u_dma_buf_region_release(&pdev->dev);
	return ret;
}

static int platform_probe(struct platform_device *pdev)
{
	struct u_dma_buf_pdata *pdata = dev_get_platdata(&pdev->dev);

	if (!pdata)
		return pdev->dev.of_node ? platform_probe_node(pdev) : -ENODEV;
	/* Unbound by hand and bound anew: nobody would hold the second buffer. */
	if (pdata->spec.temporary && !pdata->error)
		return -ENODEV;
	pdata->error = platform_probe_made(pdev, &pdata->spec);
	/* The only error that the driver core adds no line of its own to. */
	return pdata->error ? -ENODEV : 0;
}

static void platform_remove(struct platform_device *pdev)
{
	struct u_dma_buf *buf = platform_get_drvdata(pdev);

	u_dma_buf_destroy(buf);
	put_device(&buf->dev);
	of_reserved_mem_device_release(&pdev->dev);
	u_dma_buf_region_release(&pdev->dev);
}

#ifdef U_DMA_BUF_PLATFORM_REMOVE_INT
static int platform_remove_int(struct platform_device *pdev)
{
	platform_remove(pdev);
	return 0;
}
#endif

static const struct of_device_id platform_of_match[] = {
	{ .compatible = "ikwzm,u-dma-buf" },
	{ .compatible = "ikwzm,udmabuf-0.10.a" },
	{ }
};
MODULE_DEVICE_TABLE(of, platform_of_match);

static struct platform_driver platform_driver = {
	.probe = platform_probe,
	U_DMA_BUF_PLATFORM_REMOVE(platform_remove),
	.driver = {
		.name = U_DMA_BUF_DRIVER_NAME,
		.of_match_table = platform_of_match,
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
};

static void platform_remember(struct u_dma_buf_pdata *pdata)
{
	mutex_lock(&platform_made_lock);
	list_add(&pdata->node, &platform_made);
	mutex_unlock(&platform_made_lock);
}

/* True for one caller: it has the device to itself. */
static bool platform_forget(struct u_dma_buf_pdata *pdata)
{
	bool is_first;

	mutex_lock(&platform_made_lock);
	is_first = !list_empty(&pdata->node);
	list_del_init(&pdata->node);
	mutex_unlock(&platform_made_lock);
	return is_first;
}

/* The buffer that probe made, or why it made none. A temporary one is held. */
static struct device *platform_probed(struct platform_device *pdev)
{
	const struct u_dma_buf_pdata *pdata = dev_get_platdata(&pdev->dev);
	struct device *dev = ERR_PTR(-ENODEV);
	struct u_dma_buf *buf;

	device_lock(&pdev->dev);
	buf = platform_get_drvdata(pdev);
	if (buf && buf->temporary)
		dev = get_device(&buf->dev);
	else if (buf)
		dev = &buf->dev;
	else if (pdata->error)
		dev = ERR_PTR(pdata->error);
	device_unlock(&pdev->dev);
	return dev;
}

/*
 * Registers the device. Its buffer can be found before that is over, and others may then
 * remove the device: so the list has it first, and they wait.
 */
static struct device *platform_add(struct platform_device *pdev)
{
	struct u_dma_buf_pdata *pdata = dev_get_platdata(&pdev->dev);
	struct device *dev;
	int ret;

	pdata->pdev = pdev;
	pdata->spec.refusal = &pdata->refusal;
	/*
	 * The driver is there, and the device is of no use but for its buffer, which tells
	 * user space of itself. It has no power to manage either.
	 */
	dev_set_uevent_suppress(&pdev->dev, true);
	device_set_pm_not_required(&pdev->dev);
	init_completion(&pdata->added);
	platform_remember(pdata);
	ret = platform_device_add(pdev);
	if (ret) {
		platform_forget(pdata);
		platform_device_put(pdev);
		/* What the core says where it had no memory for the name. */
		return ERR_PTR(ret == -EINVAL ? -ENOMEM : ret);
	}
	complete_all(&pdata->added);
	dev = platform_probed(pdev);
	if (IS_ERR(dev) && platform_forget(pdata))
		platform_device_unregister(pdev);
	return dev;
}

/*
 * The driver core asks each driver of the bus whether it knows a new device, and arm64 has
 * dozens of them: a tenth of what a buffer cost there. The override answers for all.
 */
static int platform_fill(struct platform_device *pdev,
			 const struct u_dma_buf_pdata *pdata)
{
	return device_set_driver_override(&pdev->dev, U_DMA_BUF_DRIVER_NAME) ?:
	       platform_device_add_data(pdev, pdata, sizeof(*pdata));
}

/**
 * u_dma_buf_platform_create() - create a buffer on a platform device of its own
 * @spec: what to create; checked; its refusal is zeroed
 *
 * Return: the buffer's class device or an ERR_PTR as u_dma_buf_create(); -EIO
 * also where no memory fits the DMA mask; -ENODEV: it was removed at once
 */
struct device *u_dma_buf_platform_create(const struct u_dma_buf_spec *spec)
{
	const struct u_dma_buf_pdata template = {
		.spec = *spec,
		.error = -ENOMEM,
	};
	const struct u_dma_buf_pdata *pdata;
	struct platform_device *pdev;
	struct device *dev;

	pdev = platform_device_alloc(U_DMA_BUF_DRIVER_NAME, PLATFORM_DEVID_AUTO);
	if (!pdev)
		return ERR_PTR(-ENOMEM);
	if (platform_fill(pdev, &template)) {
		platform_device_put(pdev);
		return ERR_PTR(-ENOMEM);
	}
	/* Whoever removes the device drops the reference that it began with. */
	get_device(&pdev->dev);
	dev = platform_add(pdev);
	pdata = dev_get_platdata(&pdev->dev);
	if (spec->refusal)
		*spec->refusal = pdata->refusal;
	put_device(&pdev->dev);
	return dev;
}

/**
 * u_dma_buf_platform_release() - end the buffer of a platform device
 * @parent: bound to this driver. A device made here goes; any other, from the
 *	device tree, is unbound.
 */
void u_dma_buf_platform_release(struct device *parent)
{
	struct u_dma_buf_pdata *pdata = dev_get_platdata(parent);

	/*
	 * Unbound and bound anew by hand, a device may have had two buffers whose
	 * removal began: the device goes once.
	 */
	if (!pdata || !platform_forget(pdata)) {
		device_release_driver(parent);
		return;
	}
	wait_for_completion(&pdata->added);
	platform_device_unregister(pdata->pdev);
}

int u_dma_buf_platform_init(void)
{
	return platform_driver_register(&platform_driver);
}

/* Devices whose buffer was unbound by hand are still there: take them too. */
void u_dma_buf_platform_exit(void)
{
	struct u_dma_buf_pdata *pdata, *next;

	list_for_each_entry_safe(pdata, next, &platform_made, node) {
		list_del(&pdata->node);
		platform_device_unregister(pdata->pdev);
	}
	platform_driver_unregister(&platform_driver);
}
