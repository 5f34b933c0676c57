/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef USERS_H
#define USERS_H

#include <stdint.h>

/* users.c: a process of eight threads; ends when the round does */
void be_users(uint64_t seed);

/* memory.c: the handler of what touching memory that is gone gives */
void on_fault(int signal);

#endif
