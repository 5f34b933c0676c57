/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* Where the kernel shows what is called, and by which names. */
#ifndef NODES_H
#define NODES_H

#define MANAGER_NODE  "/dev/u-dma-buf-mgr"
#define IMPORTER_NODE "/dev/u-dma-buf-importer"
#define CLASS	      "/sys/class/u-dma-buf"

/* Of the buffers: "fuzz0" and so on. */
#define NAMES 4

#endif
