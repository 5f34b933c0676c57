/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * The command language: text to struct. Plain C, no allocation, linear in the
 * length of the text; also compiled for user space, where it is tested.
 */
#ifndef U_DMA_BUF_MGR_COMMAND_H
#define U_DMA_BUF_MGR_COMMAND_H

#include "shim.h"

/* Bytes of a command without its terminator. */
#define COMMAND_MAX		1024
#define COMMAND_NAME_MAX	63
#define COMMAND_REGION_MAX	63

#define COMMAND_DMA_MASK_MIN	12
#define COMMAND_DMA_MASK_MAX	64

enum command_kind {
	COMMAND_BLANK,
	COMMAND_CREATE,
	COMMAND_DELETE,
};

/* As the driver numbers them; 0: not asked for. */
enum command_mmap_mode {
	COMMAND_MMAP_DEFAULT = 0,
	COMMAND_MMAP_OFF = 1,
	COMMAND_MMAP_ON = 2,
	COMMAND_MMAP_AUTO = 3,
	COMMAND_MMAP_PAGE = 4,
};

/**
 * struct command_word - a piece of the command's text
 * @text: not NUL-terminated
 * @len: bytes; 0: not given
 */
struct command_word {
	const char *text;
	size_t len;
};

/**
 * struct command - a parsed command
 * @kind: which one
 * @name: of the buffer
 * @bus: "platform" where not given
 * @device: the parent, or not given
 * @size: bytes, 1 to the limit given to command_parse()
 * @size_text: where @size was read
 * @dma_mask_bits: COMMAND_DMA_MASK_MIN to COMMAND_DMA_MASK_MAX; 0: not given
 * @mmap_mode: enum command_mmap_mode
 * @address: physical, where the buffer must lie; only with @address_text
 * @address_text: where @address was read, or not given
 * @region: of the device tree, where the buffer must lie, or not given
 * @temporary: where that was read, or not given
 */
struct command {
	enum command_kind kind;
	struct command_word name;
	struct command_word bus;
	struct command_word device;
	u64 size;
	struct command_word size_text;
	unsigned int dma_mask_bits;
	enum command_mmap_mode mmap_mode;
	u64 address;
	struct command_word address_text;
	struct command_word region;
	struct command_word temporary;
};

/**
 * struct command_error - why a text is no command
 * @code: negative errno
 * @column: the byte that is wrong, from 1; one past the last word where
 *	something is missing
 * @reason: what is wrong, in words
 */
struct command_error {
	int code;
	size_t column;
	const char *reason;
};

int command_parse(const char *text, size_t len, u64 size_max,
		  struct command *command, struct command_error *error);

#endif
