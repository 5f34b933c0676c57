/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * Bytes to commands: where one ends, and what becomes of one that is too long.
 * Plain C like command.h, and tested with it in user space.
 */
#ifndef U_DMA_BUF_MGR_STREAM_H
#define U_DMA_BUF_MGR_STREAM_H

#include "command.h"

/**
 * struct command_stream - what is there of an unfinished command
 * @skipping: inside a command that was too long, up to its terminator
 * @len: bytes of @line
 * @line: the command so far
 */
struct command_stream {
	bool skipping;
	size_t len;
	char line[COMMAND_MAX];
};

/**
 * enum command_stream_event - why command_stream_take() stopped
 * @COMMAND_STREAM_MORE: the bytes are used up, or a skipped command has ended
 * @COMMAND_STREAM_COMMAND: a command is in the stream's line. The caller sets the
 *	stream's length to 0 when it is done with it
 * @COMMAND_STREAM_TOO_LONG: a command does not fit; what follows of it is skipped
 */
enum command_stream_event {
	COMMAND_STREAM_MORE,
	COMMAND_STREAM_COMMAND,
	COMMAND_STREAM_TOO_LONG,
};

/* What is wrong with a command that is too long: nothing of it is looked at. */
extern const struct command_error command_stream_too_long;

size_t command_stream_take(struct command_stream *stream, const char *bytes,
			   size_t len, enum command_stream_event *event);

#endif
