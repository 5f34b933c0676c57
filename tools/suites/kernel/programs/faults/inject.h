/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernel's faults. */
#ifndef INJECT_H
#define INJECT_H

#include <stdint.h>

void inject_init(void);
void inject_arm(unsigned int nth);
unsigned int inject_disarm(void);
uint64_t mappings_in_use(void);

#endif
