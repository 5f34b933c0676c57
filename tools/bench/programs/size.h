/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* Sizes, for people. */
#ifndef SIZE_H
#define SIZE_H

#include <stdio.h>

struct size_text {
	char text[24];
};

static inline struct size_text size_text(size_t size)
{
	struct size_text result;

	if (size < 1 << 10)
		snprintf(result.text, sizeof(result.text), "%zu bytes", size);
	else if (size < 1 << 20)
		snprintf(result.text, sizeof(result.text), "%zu KiB",
			 size >> 10);
	else
		snprintf(result.text, sizeof(result.text), "%zu MiB",
			 size >> 20);
	return result;
}

#endif
