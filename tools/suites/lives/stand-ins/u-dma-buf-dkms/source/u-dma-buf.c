// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/* A module of the name, which does nothing: for tools/suites/lives/run. */
#include <linux/module.h>

MODULE_DESCRIPTION("Stands in for another u-dma-buf");
MODULE_VERSION("5.5.0");
MODULE_LICENSE("Dual BSD/GPL");
