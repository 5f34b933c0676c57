/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments by chance, and what the users' threads share to draw them from. */
#ifndef DRAW_H
#define DRAW_H

#include <stddef.h>

#include "../random.h"

#define PAGE 4096UL
/* Where the users map, and nothing else is: so many places of that size. */
#define PLACES	   32
#define PLACE_SIZE 0x200000UL
#define SCRATCH	   0x10000

enum file_type { BUFFER, EXPORT, IMPORTER, MANAGER, FILE_TYPES };

/* Of this thread: memory that its calls may write to, and a pipe. */
extern __thread uint8_t *scratch;
extern __thread int pipes[2];

void draw_init(void);
void draw_init_thread(void);

int any_file(struct random *random);
int file_of(struct random *random, enum file_type type);
bool keep_file(struct random *random, enum file_type type, int file);
uint8_t *any_page(struct random *random);
size_t any_length(struct random *random);
uint64_t any_offset(struct random *random);
size_t place_length(struct random *random, const uint8_t *at);
void *any_pointer(struct random *random);
void *any_argument(struct random *random);

#endif
