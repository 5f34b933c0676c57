/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* What the tests of system calls on a buffer share. */
#ifndef CALLS_H
#define CALLS_H

#include "../buffer.h"
#include "../tap.h"

#define READ_WRITE (PROT_READ | PROT_WRITE)

extern const char *name;
extern char node[];
extern size_t size, page;
/* Open to read and write. */
extern int file;
/* The kernel counts the pages of a mapping (mmap mode page). */
extern bool counted;

/* Every byte of the buffer, by write(2); and whether they are there, by
 * read(2). */
void fill(uint8_t seed);
bool is_filled(uint8_t seed);
/* Whether a piece of memory has the bytes that fill() puts at an offset. */
bool holds(const uint8_t *bytes, size_t offset, size_t count, uint8_t seed);

uint8_t *map_all(void);

void test_descriptor(void);
void test_locks(void);
void test_readiness(void);
void test_flags(void);
void test_protections(void);
void test_places(void);
void test_advice(void);
void test_watchers(void);
void test_processes(void);

#endif
