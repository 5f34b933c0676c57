/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* The buffer that a program measures: made for it by the manager. */
#ifndef SUBJECT_H
#define SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

#define SUBJECT	     "subject"
#define SUBJECT_NODE "/dev/" SUBJECT
#define SUBJECT_AT   "/sys/class/u-dma-buf/" SUBJECT "/"

/* False, with errno, where the modules cannot make it. */
bool subject_create(size_t size, const char *options);
void subject_delete(void);

/* A descriptor of its node; ends the program where there is none. */
int subject_open(int flags);

/* False, with errno, where there is no such attribute or value. */
bool subject_set(const char *attribute, const char *value);

#endif
