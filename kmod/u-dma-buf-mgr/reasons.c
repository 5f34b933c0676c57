// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Why there is no buffer, in words, and which word of the command it is about.
 * docs/command-language.md lists them.
 */

#include <linux/kernel.h>

#include "u-dma-buf-mgr.h"

static const char *address_reason(int code)
{
	switch (code) {
	case -EINVAL:
		return "address not a multiple of the page size";
	case -ENXIO:
		return "no RAM at this address";
	case -EACCES:
		return "memory at this address is reserved";
	case -EPERM:
		return "memory at this address is of ZONE_MOVABLE or highmem";
	case -EBUSY:
		return "memory at this address is in use and cannot be moved away";
	case -ERANGE:
		return "address beyond what the device reaches";
	case -EXDEV:
		return "device has a memory-region of its own";
	case -EOPNOTSUPP:
		return "no memory at an address in this mmap mode, use quirk-mmap-on";
	case -ENOMEM:
		return "too little memory would be left for others";
	default:
		return NULL;
	}
}

static const char *region_reason(int code)
{
	switch (code) {
	case -ENOENT:
		return "no such region in the device tree";
	case -ENOTUNIQ:
		return "several regions have this name, give the unit address too";
	case -ENODEV:
		return "region is no shared-dma-pool, or disabled";
	case -EFBIG:
		return "region smaller than the buffer";
	case -ERANGE:
		return "region above the DMA mask";
	case -ENOMEM:
		return "no piece of this size is free in the region";
	default:
		return NULL;
	}
}

/* Errors that only a place can have; NULL: it has nothing to do with them. */
static const char *place_reason(const struct command *command, int code)
{
	if (command->address_text.len)
		return address_reason(code);
	return command->region.len ? region_reason(code) : NULL;
}

/**
 * u_dma_buf_mgr_place_word() - where a command names a place
 * @command: parsed
 *
 * Return: the word, of no length where it names none
 */
const struct command_word *u_dma_buf_mgr_place_word(const struct command *command)
{
	return command->address_text.len ? &command->address_text :
					   &command->region;
}

static const char *memory_hint(const struct u_dma_buf_refusal *refusal, u64 size)
{
	if (refusal->mmap_mode == COMMAND_MMAP_ON)
		return ", quirk-mmap-on has memory of this size";
	return refusal->largest < size ? "" : ", but taking it failed";
}

/* Not every driver tells what there is, and of an address there is no more to tell. */
static const char *memory_reason(const struct command *command, const char *reason,
				 struct mgr_result *result)
{
	const struct u_dma_buf_refusal *refusal = &result->refusal;

	if (!refusal->dma_mask)
		return reason;
	scnprintf(result->reason, sizeof(result->reason),
		  "%s: DMA mask 0x%llx, largest piece now %llu bytes%s", reason,
		  refusal->dma_mask, refusal->largest,
		  memory_hint(refusal, command->size));
	return result->reason;
}

/* What the driver's errors mean where the place has nothing to do with them. */
static const char *driver_reason(const struct command *command, int code,
				 const struct command_word **at)
{
	*at = &command->name;
	switch (code) {
	case -EEXIST:
		return "another entry in /dev has this name";
	case -ENOMEM:
		*at = &command->size_text;
		return "no memory of this size";
	case -ENOSPC:
		return "no minor number left";
	case -EIO:
		if (command->device.len)
			*at = &command->device;
		return "device cannot do DMA, the kernel log says why";
	default:
		return "driver refused";
	}
}

/**
 * u_dma_buf_mgr_reason() - why the driver made no buffer
 * @command: to create it
 * @code: what the driver said
 * @result: with what the driver knows of its memory
 * @at: set to the word that it is about
 *
 * Return: in words, some of them in @result
 */
const char *u_dma_buf_mgr_reason(const struct command *command, int code,
				 struct mgr_result *result,
				 const struct command_word **at)
{
	const char *reason = place_reason(command, code);

	if (reason)
		*at = u_dma_buf_mgr_place_word(command);
	else
		reason = driver_reason(command, code, at);
	return code == -ENOMEM ? memory_reason(command, reason, result) : reason;
}
