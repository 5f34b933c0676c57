/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * What the benchmarks compare the driver with. A limit does the least that has the
 * same name. A floor makes the kernel's own calls that a buffer cannot do without,
 * and has nothing else: no names, no locks, no revocation, no checks.
 */
#ifndef YARDSTICKS_H
#define YARDSTICKS_H

#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/sizes.h>

#define YARDSTICK_MINORS	65536
/* Of the memory that all floors share, and never look at. */
#define YARDSTICK_PAGES		SZ_4M
#define YARDSTICK_BLOCK		SZ_2M

/**
 * struct yardstick_devices - devices that commands make
 * @misc: the node that takes the commands, with yardstick_commands_fops
 * @create: makes the device of a number
 * @delete: takes it away; -ENOENT: there is none
 */
struct yardstick_devices {
	struct miscdevice misc;
	int (*create)(unsigned int number);
	int (*delete)(unsigned int number);
};

extern const struct file_operations yardstick_commands_fops;

/* Pages with a count each. */
struct page *yardstick_page(size_t index);

/* Pages that are counted as one. */
struct page *yardstick_block(void);

int yardstick_memory_init(void);
void yardstick_memory_exit(void);
int bare_init(void);
void bare_exit(void);
int floor_devices_init(void);
void floor_devices_exit(void);
int floor_mappings_init(void);
void floor_mappings_exit(void);
#ifdef CONFIG_DMA_SHARED_BUFFER
int floor_export_init(void);
void floor_export_exit(void);
#else
static inline int floor_export_init(void)
{
	return 0;
}

static inline void floor_export_exit(void)
{
}
#endif

#endif
