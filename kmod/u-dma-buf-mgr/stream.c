// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Cuts a stream of bytes into commands.
 */

#include "stream.h"

const struct command_error command_stream_too_long = {
	.code = -E2BIG,
	.column = COMMAND_MAX + 1,
	.reason = "command over 1024 bytes",
};

static bool is_terminator(char c)
{
	return c == '\n' || c == ';' || c == '\0';
}

static size_t stream_skip(struct command_stream *stream, const char *bytes,
			  size_t len)
{
	size_t i = 0;

	while (i < len && stream->skipping)
		stream->skipping = !is_terminator(bytes[i++]);
	return i;
}

/**
 * command_stream_take() - take bytes up to the next event
 * @stream: zeroed at first
 * @bytes: that follow those taken before
 * @len: of @bytes, at least 1
 * @event: filled: what happened at the last of the bytes taken
 *
 * Return: bytes taken, at least 1
 */
size_t command_stream_take(struct command_stream *stream, const char *bytes,
			   size_t len, enum command_stream_event *event)
{
	size_t i;

	*event = COMMAND_STREAM_MORE;
	if (stream->skipping)
		return stream_skip(stream, bytes, len);
	for (i = 0; i < len; i++) {
		if (is_terminator(bytes[i])) {
			*event = COMMAND_STREAM_COMMAND;
			return i + 1;
		}
		if (stream->len == COMMAND_MAX) {
			stream->len = 0;
			stream->skipping = true;
			*event = COMMAND_STREAM_TOO_LONG;
			return i + 1;
		}
		stream->line[stream->len++] = bytes[i];
	}
	return len;
}
