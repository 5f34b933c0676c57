/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which functions of the DMA API the kernel calls for this process, by the
 * events that tests/23-sync-calls.sh defines.
 */
#ifndef DMA_CALLS_H
#define DMA_CALLS_H

#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRACING		"/sys/kernel/tracing/"
#define DMA_CALLS_MAX	32
#define DMA_CALL_LENGTH 200

/**
 * struct dma_calls - calls in their order
 * @count: of them
 * @text: "<event> device=… address=… size=… direction=…" for each
 */
struct dma_calls {
	size_t count;
	char text[DMA_CALLS_MAX][DMA_CALL_LENGTH];
};

static inline void dma_calls_write(const char *file, const char *text)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), TRACING "%s", file);
	fd = open(path, O_WRONLY);
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		err(1, "%s", path);
	close(fd);
}

/* Of this process alone, from now on. */
static inline FILE *dma_calls_start(void)
{
	char pid[20];
	FILE *trace;
	int fd;

	snprintf(pid, sizeof(pid), "%d", getpid());
	dma_calls_write("set_event_pid", pid);
	/* What is read here is gone, and where nothing is left it ends. */
	fd = open(TRACING "trace_pipe", O_RDONLY | O_NONBLOCK);
	trace = fdopen(fd, "r");
	if (!trace)
		err(1, TRACING "trace_pipe");
	return trace;
}

/* Whether a function of that name is traced. */
static inline bool dma_calls_know(const char *function)
{
	FILE *events = fopen(TRACING "kprobe_events", "r");
	char line[1024];
	bool found = false;

	if (!events)
		err(1, TRACING "kprobe_events");
	while (!found && fgets(line, sizeof(line), events))
		found = strstr(line, function);
	fclose(events);
	return found;
}

static inline void dma_calls_add(struct dma_calls *calls, const char *text)
{
	if (calls->count == DMA_CALLS_MAX)
		errx(1, "too many calls");
	snprintf(calls->text[calls->count++], DMA_CALL_LENGTH, "%s", text);
}

/* "… <time>: <event>: (<function>+0x0/0x…) <arguments>": the second and the
 * last. */
static inline void dma_calls_add_line(struct dma_calls *calls, char *line)
{
	char *function = strstr(line, ": (");
	char *arguments = function ? strstr(function, ") ") : NULL;
	char text[DMA_CALL_LENGTH];

	if (!arguments)
		return;
	*function = '\0';
	arguments[strcspn(arguments, "\n")] = '\0';
	snprintf(text, sizeof(text), "%s %s", strrchr(line, ' ') + 1,
		 arguments + 2);
	dma_calls_add(calls, text);
}

/* The calls since the last of this. */
static inline void dma_calls_read(struct dma_calls *calls, FILE *trace)
{
	char line[1024];

	calls->count = 0;
	while (fgets(line, sizeof(line), trace))
		dma_calls_add_line(calls, line);
	clearerr(trace);
}

static inline bool dma_calls_equal(const struct dma_calls *a,
				   const struct dma_calls *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->text[i], b->text[i]))
			return false;
	return true;
}

static inline void dma_calls_show(const char *what,
				  const struct dma_calls *calls)
{
	for (size_t i = 0; i < calls->count; i++)
		printf("#   %s %s\n", what, calls->text[i]);
}

#endif
