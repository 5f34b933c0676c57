/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls that are made to fail, and what they are about. */
#ifndef CALL_H
#define CALL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct call - what is made to fail
 * @name: of it
 * @setup: once before
 * @prepare: before each call
 * @run: the call; the result, or a negative errno
 * @undo: after each call that worked
 * @is_undone: after each that did not: everything is as it was before
 * @other: what it may return besides -ENOMEM and -EFAULT
 */
struct call {
	const char *name;
	void (*setup)(void);
	void (*prepare)(void);
	long (*run)(void);
	void (*undo)(long result);
	bool (*is_undone)(void);
	int other;
};

/* Each ends with a call that has no name. */
extern const struct call manager_calls[], buffer_calls[], export_calls[],
	module_calls[];

/**
 * struct subject - what the calls are about
 * @name: of the buffer, or of the module's file
 * @options: of the buffer that is created, or of the module
 * @size: of the buffer
 * @file: an open file of it
 */
struct subject {
	const char *name;
	const char *options;
	size_t size;
	int file;
};

extern struct subject subject;

/* subject.c */
long result_of(long result);
void must(bool good, const char *what);
long map_file(int file);
void close_result(long result);
void unmap_result(long result);
void open_buffer(void);

#endif
