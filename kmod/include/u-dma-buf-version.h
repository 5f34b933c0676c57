/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
#ifndef U_DMA_BUF_VERSION_H
#define U_DMA_BUF_VERSION_H

/* Written by tools/release/version from the version of the npm packages. */
#define U_DMA_BUF_VERSION "6.0.0"

#endif
