/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * What the files of the manager share. Each section names the file that
 * implements it.
 */
#ifndef U_DMA_BUF_MGR_H
#define U_DMA_BUF_MGR_H

#include <linux/types.h>

#include "../include/u-dma-buf-funcs.h"
#include "../include/u-dma-buf-version.h"
#include "command.h"

#define U_DMA_BUF_MGR_NAME	"u-dma-buf-mgr"

/* module.c: parameters; 0 means no limit */
extern unsigned long u_dma_buf_mgr_max_buffers;
extern unsigned long u_dma_buf_mgr_max_bytes;

/* device.c: the control device */
int u_dma_buf_mgr_device_init(void);
void u_dma_buf_mgr_device_exit(void);

/* execute.c: doing what a command says */
int u_dma_buf_mgr_execute(const struct command *command);

/* account.c: what the manager has made, for its limits. Commands are serialised. */
int u_dma_buf_mgr_account_reserve(const char *name, size_t size);
void u_dma_buf_mgr_account_commit(const char *name, struct device *dev);
void u_dma_buf_mgr_account_remove(const char *name);
void u_dma_buf_mgr_account_exit(void);

#endif
