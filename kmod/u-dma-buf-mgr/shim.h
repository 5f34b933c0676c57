/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * What command.c and stream.c need of the kernel or, when they are compiled for
 * user space to be tested there, of the C library. Nothing else may creep in.
 */
#ifndef U_DMA_BUF_MGR_SHIM_H
#define U_DMA_BUF_MGR_SHIM_H

#ifdef __KERNEL__
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef unsigned long long u64;
#endif

#endif
