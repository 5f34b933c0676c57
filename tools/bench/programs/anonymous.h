/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* The limit of mappings: anonymous memory that is there already. */
#ifndef ANONYMOUS_H
#define ANONYMOUS_H

#include <err.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

/* In pages of the usual size, which is what most programs have. */
static inline uint8_t *anonymous_present(size_t size)
{
	uint8_t *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(1, "anonymous memory");
	madvise(memory, size, MADV_NOHUGEPAGE);
	memset(memory, 1, size);
	return memory;
}

#endif
