// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * FILE TIMES: reads the commands of a file so many times with the module's
 * parser. Prints the seconds of CPU time that took.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stream.h"

static double cpu_seconds(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "r");
	char *text;

	if (!file || fseek(file, 0, SEEK_END))
		err(1, "%s", path);
	*len = ftell(file);
	rewind(file);
	text = malloc(*len);
	if (fread(text, 1, *len, file) != *len)
		err(1, "%s", path);
	fclose(file);
	return text;
}

static void parse_line(struct command_stream *stream)
{
	struct command_error error;
	struct command command;

	if (command_parse(stream->line, stream->len, ~0ULL, &command, &error))
		errx(1, "column %zu: %s", error.column, error.reason);
	stream->len = 0;
}

static void parse_all(const char *text, size_t len)
{
	struct command_stream stream = {};
	enum command_stream_event event;
	size_t taken = 0;

	while (taken < len) {
		taken += command_stream_take(&stream, text + taken, len - taken,
					     &event);
		if (event == COMMAND_STREAM_COMMAND)
			parse_line(&stream);
	}
}

int main(int argc, char **argv)
{
	double started;
	size_t len;
	char *text;

	if (argc != 3)
		errx(2, "usage: parse FILE TIMES");
	text = read_file(argv[1], &len);
	started = cpu_seconds();
	for (int i = 0; i < atoi(argv[2]); i++)
		parse_all(text, len);
	printf("%f\n", cpu_seconds() - started);
	return 0;
}
