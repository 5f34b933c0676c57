// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * What libFuzzer calls: feeds the bytes to the module's parser in two pieces,
 * and ends the program where a result is not what command.h promises. The first
 * byte says where the second piece begins.
 */
#include <stdint.h>
#include <stdlib.h>

#include "stream.h"

static void promise(bool kept)
{
	if (!kept)
		abort();
}

static void check_word(const struct command_word *word, const char *line,
		       size_t len)
{
	promise(word->text >= line && word->len > 0 &&
		word->text + word->len <= line + len);
}

static void check_create(const struct command *command, const char *line,
			 size_t len, u64 size_max)
{
	unsigned int bits = command->dma_mask_bits;

	promise(command->size > 0 && command->size <= size_max);
	check_word(&command->size_text, line, len);
	if (command->device.len)
		check_word(&command->device, line, len);
	if (command->address_text.len)
		check_word(&command->address_text, line, len);
	if (command->region.len)
		check_word(&command->region, line, len);
	promise(command->region.len <= COMMAND_REGION_MAX);
	promise(!command->region.len || !command->address_text.len);
	promise(!command->region.len || !command->device.len);
	promise(command->bus.len > 0);
	promise(!bits ||
		(bits >= COMMAND_DMA_MASK_MIN && bits <= COMMAND_DMA_MASK_MAX));
	promise(command->mmap_mode >= COMMAND_MMAP_DEFAULT &&
		command->mmap_mode <= COMMAND_MMAP_PAGE);
	if (command->temporary.len)
		check_word(&command->temporary, line, len);
}

static void check_error(int ret, const struct command_error *error, size_t len)
{
	promise(ret == error->code);
	promise(ret == -EINVAL || ret == -EOVERFLOW);
	promise(error->column > 0 && error->column <= len + 1);
	promise(error->reason);
}

static void check_line(const char *text, size_t len, u64 size_max)
{
	struct command_error error = {};
	struct command command;
	/* Of the exact length, so that the sanitizer sees a byte too many. */
	char *line = malloc(len);
	int ret;

	memcpy(line, text, len);
	ret = command_parse(line, len, size_max, &command, &error);
	if (ret) {
		check_error(ret, &error, len);
	} else if (command.kind != COMMAND_BLANK) {
		check_word(&command.name, line, len);
		promise(command.name.len <= COMMAND_NAME_MAX);
		if (command.kind == COMMAND_CREATE)
			check_create(&command, line, len, size_max);
	}
	free(line);
}

static void feed(struct command_stream *stream, const uint8_t *bytes,
		 size_t len)
{
	enum command_stream_event event;
	size_t taken = 0;
	size_t n;

	while (taken < len) {
		n = command_stream_take(stream, (const char *)bytes + taken,
					len - taken, &event);
		promise(n > 0 && n <= len - taken);
		promise(stream->len <= COMMAND_MAX);
		taken += n;
		if (event != COMMAND_STREAM_COMMAND)
			continue;
		check_line(stream->line, stream->len, ~0ULL);
		check_line(stream->line, stream->len, 0xffffffff);
		stream->len = 0;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct command_stream stream = {};
	size_t cut;

	if (!size)
		return 0;
	cut = data[0] * (size - 1) / 255;
	feed(&stream, data + 1, cut);
	feed(&stream, data + 1 + cut, size - 1 - cut);
	feed(&stream, (const uint8_t *)"\n", 1);
	return 0;
}
