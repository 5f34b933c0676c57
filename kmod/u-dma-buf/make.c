// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Making and removing buffers for those who ask: the parameters and other modules. A buffer
 * is on a device of another driver, or on a platform device that is made for it.
 */

#include <linux/device.h>

#include "u-dma-buf.h"

static struct device *create_on_locked(struct device *parent,
				       const struct u_dma_buf_spec *spec)
{
	struct u_dma_buf *buf;
	int ret = u_dma_buf_parent_check(parent);

	if (!ret)
		ret = u_dma_buf_parent_watch(parent);
	if (ret)
		return ERR_PTR(ret);
	buf = u_dma_buf_create(parent, spec, false);
	if (IS_ERR(buf))
		return ERR_CAST(buf);
	if (!spec->temporary)
		put_device(&buf->dev);
	return &buf->dev;
}

/*
 * Managers that this project did not build know nothing of the lock: where it is free,
 * nobody binds a driver to the parent or unbinds it until the buffer is there. Where it
 * is not, the caller has it, or somebody else, and there is no telling who.
 */
static struct device *create_on_parent(struct device *parent,
				       const struct u_dma_buf_spec *spec)
{
	bool is_ours = device_trylock(parent);
	struct device *dev = create_on_locked(parent, spec);

	if (is_ours)
		device_unlock(parent);
	return dev;
}

/**
 * u_dma_buf_make() - create a buffer for who asks for it
 * @parent: as for u_dma_buf_device_create()
 * @spec: what to create; checked; its refusal is zeroed
 *
 * Return: as u_dma_buf_device_create_at()
 */
struct device *u_dma_buf_make(struct device *parent,
			      const struct u_dma_buf_spec *spec)
{
	return parent ? create_on_parent(parent, spec) :
			u_dma_buf_platform_create(spec);
}

/**
 * u_dma_buf_remove_unused() - remove a buffer that nobody uses
 * @buf: perhaps going or gone; if so, it may be without a reference
 *
 * Return: as u_dma_buf_device_remove()
 */
int u_dma_buf_remove_unused(struct u_dma_buf *buf)
{
	buf = u_dma_buf_registry_claim(&buf->dev);
	if (IS_ERR(buf))
		return PTR_ERR(buf);
	if (buf->bound)
		u_dma_buf_platform_release(buf->parent);
	else
		u_dma_buf_destroy(buf);
	put_device(&buf->dev);
	return 0;
}
