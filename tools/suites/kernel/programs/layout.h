/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The structs of the ioctls are laid out alike for every program, whatever its
 * language and the width of its pointers. tools/suites/kernel/compile has each
 * compiler look at this.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stddef.h>

#include <u-dma-buf-ioctl.h>

#ifdef __cplusplus
#define ASSERT_SAME(a, b) static_assert((a) == (b), #a " is " #b)
#else
#define ASSERT_SAME(a, b) _Static_assert((a) == (b), #a " is " #b)
#endif

ASSERT_SAME(sizeof(struct u_dma_buf_ioctl_drv_info), 24);
ASSERT_SAME(sizeof(struct u_dma_buf_ioctl_dev_info), 24);
ASSERT_SAME(sizeof(struct u_dma_buf_ioctl_sync_args), 24);
ASSERT_SAME(sizeof(struct u_dma_buf_ioctl_export_args), 40);
ASSERT_SAME(offsetof(struct u_dma_buf_ioctl_export_args, fd), 32);

ASSERT_SAME(sizeof(u_dma_buf_ioctl_drv_info), 24);
ASSERT_SAME(sizeof(u_dma_buf_ioctl_dev_info), 24);
ASSERT_SAME(sizeof(u_dma_buf_ioctl_sync_args), 24);
ASSERT_SAME(sizeof(u_dma_buf_ioctl_export_args), 40);

ASSERT_SAME(U_DMA_BUF_IOCTL_GET_DRV_INFO, 0x80185501);
ASSERT_SAME(U_DMA_BUF_IOCTL_GET_SIZE, 0x80085502);
ASSERT_SAME(U_DMA_BUF_IOCTL_GET_DMA_ADDR, 0x80085503);
ASSERT_SAME(U_DMA_BUF_IOCTL_GET_SYNC_OWNER, 0x80045504);
ASSERT_SAME(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, 0x40085505);
ASSERT_SAME(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, 0x40085506);
ASSERT_SAME(U_DMA_BUF_IOCTL_GET_DEV_INFO, 0x80185507);
ASSERT_SAME(U_DMA_BUF_IOCTL_GET_SYNC, 0x80185508);
ASSERT_SAME(U_DMA_BUF_IOCTL_SET_SYNC, 0x40185509);
ASSERT_SAME(U_DMA_BUF_IOCTL_EXPORT, 0xc028550a);

#endif
