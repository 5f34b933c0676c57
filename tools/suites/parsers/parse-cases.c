// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * parse-cases: what the module's parser makes of the cases on standard input. A
 *case is
 *
 *	u64 size_max, u32 pieces, and for each piece u32 bytes and the bytes
 *
 * in the machine's byte order. A line for each command or error, "end of case"
 *after a case.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "stream.h"

static void read_all(void *to, size_t len)
{
	if (fread(to, 1, len, stdin) != len)
		errx(1, "the input ends within a case");
}

static uint32_t read_u32(void)
{
	uint32_t value;

	read_all(&value, sizeof(value));
	return value;
}

static const char *error_name(int code)
{
	switch (code) {
	case -EINVAL:
		return "EINVAL";
	case -EOVERFLOW:
		return "EOVERFLOW";
	case -E2BIG:
		return "E2BIG";
	default:
		errx(1, "the parser gives %d", code);
	}
}

static void print_error(const struct command_error *error)
{
	printf("error %s %zu %s\n", error_name(error->code), error->column,
	       error->reason);
}

static void print_word(const char *key, const struct command_word *word)
{
	printf(" %s=", key);
	if (word->len)
		fwrite(word->text, 1, word->len, stdout);
}

static void print_command(const struct command *command)
{
	switch (command->kind) {
	case COMMAND_BLANK:
		printf("blank");
		break;
	case COMMAND_DELETE:
		printf("delete");
		print_word("name", &command->name);
		break;
	case COMMAND_CREATE:
		printf("create");
		print_word("name", &command->name);
		printf(" size=%llu", command->size);
		print_word("bus", &command->bus);
		print_word("device", &command->device);
		printf(" dma-mask=%u mmap=%d", command->dma_mask_bits,
		       command->mmap_mode);
		printf(" address=");
		if (command->address_text.len)
			printf("%llu", command->address);
		print_word("region", &command->region);
		printf(" temporary=%d", command->temporary.len > 0);
		break;
	}
	putchar('\n');
}

static void parse_line(const struct command_stream *stream, u64 size_max)
{
	struct command_error error = {};
	struct command command;
	/* Of the exact length, so that the sanitizer sees a byte too many. */
	char *line = malloc(stream->len);

	memcpy(line, stream->line, stream->len);
	if (command_parse(line, stream->len, size_max, &command, &error))
		print_error(&error);
	else
		print_command(&command);
	free(line);
}

static void parse_piece(struct command_stream *stream, u64 size_max,
			const char *bytes, size_t len)
{
	enum command_stream_event event;
	size_t taken = 0;

	while (taken < len) {
		taken += command_stream_take(stream, bytes + taken, len - taken,
					     &event);
		if (event == COMMAND_STREAM_COMMAND) {
			parse_line(stream, size_max);
			stream->len = 0;
		} else if (event == COMMAND_STREAM_TOO_LONG) {
			print_error(&command_stream_too_long);
		}
	}
}

static void parse_case(u64 size_max)
{
	struct command_stream stream = {};
	uint32_t pieces = read_u32();

	while (pieces--) {
		uint32_t len = read_u32();
		char *bytes = malloc(len);

		read_all(bytes, len);
		parse_piece(&stream, size_max, bytes, len);
		free(bytes);
	}
	puts("end of case");
}

int main(void)
{
	u64 size_max;

	while (fread(&size_max, sizeof(size_max), 1, stdin) == 1)
		parse_case(size_max);
	return 0;
}
