/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef COMMAND_H
#define COMMAND_H

#include <stddef.h>

#include "../random.h"

/* A parent for buffers, or NULL. */
extern const char *pci_address;

int any_command(struct random *random, char *text, size_t room);

#endif
