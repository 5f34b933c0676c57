/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Buffers, devices without anything, and devices as a buffer's (the module
 * yardsticks), by the same commands.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stdbool.h>

#define MANAGER "/dev/u-dma-buf-mgr"
#define BARE	"/dev/bare-devices"
#define FLOOR	"/dev/floor-devices"

#define FLOOR_CALLS "devices as a buffer's"

/* Ends the program where there is none. */
int control_open(const char *path);

/* False, with errno: refused. */
bool create_one(int control, int number);
bool delete_one(int control, int number);

/* In one write, numbers first to first + count - 1. */
bool create_many(int control, int first, int count);
bool delete_many(int control, int first, int count);

#endif
