// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Holds the device lock of the PCI device device= while the module is loaded, as the
 * driver core does while it binds a driver or unbinds it. Its parameter "references" is
 * how many references the device has, without the one of this module.
 */

#include <linux/completion.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kref.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/sched.h>

static char *device = "0000:00:04.0";
module_param(device, charp, 0444);
MODULE_PARM_DESC(device, "address of the PCI device");

static struct device *locked;
static struct task_struct *holder;

static int get_references(char *text, const struct kernel_param *param)
{
	return sysfs_emit(text, "%u\n", kref_read(&locked->kobj.kref) - 1);
}

static const struct kernel_param_ops references_ops = {
	.get = get_references,
};
module_param_cb(references, &references_ops, NULL, 0444);
MODULE_PARM_DESC(references, "of the device");

static DECLARE_COMPLETION(is_locked);

/* A thread, because who locks a mutex must also unlock it. */
static int hold(void *unused)
{
	device_lock(locked);
	complete(&is_locked);
	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	device_unlock(locked);
	return 0;
}

static int __init device_lock_init(void)
{
	locked = bus_find_device_by_name(&pci_bus_type, NULL, device);
	if (!locked)
		return -ENODEV;
	holder = kthread_run(hold, NULL, "device-lock");
	if (IS_ERR(holder)) {
		put_device(locked);
		return PTR_ERR(holder);
	}
	wait_for_completion(&is_locked);
	return 0;
}
module_init(device_lock_init);

static void __exit device_lock_exit(void)
{
	kthread_stop(holder);
	put_device(locked);
}
module_exit(device_lock_exit);

MODULE_DESCRIPTION("Holds the lock of a device");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
