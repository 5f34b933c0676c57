// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * export SIZE: making a dma-buf of a buffer, and its import by another device
 */
#include <err.h>
#include <errno.h>
#include <importer.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <u-dma-buf-ioctl.h>

#include "sample.h"
#include "size.h"
#include "subject.h"

#define OPERATIONS 20

static size_t size;

struct import {
	int importer;
	const char *exporter;
	int part;
};

/* -1, with errno, where the modules do not export. */
static int export(int file)
{
	struct u_dma_buf_ioctl_export_args args = {
		.flags = O_RDWR,
		.size = size,
		.fd = -1,
	};

	return ioctl(file, U_DMA_BUF_IOCTL_EXPORT, &args) ? -1 : args.fd;
}

static void export_and_close(void *file)
{
	for (int i = 0; i < OPERATIONS; i++) {
		int part = export(*(int *)file);

		if (part < 0)
			give_up(strerror(errno));
		close(part);
	}
}

static void memfd_and_close(void *unused)
{
	(void)unused;
	for (int i = 0; i < OPERATIONS; i++)
		close(memfd_create("peer", 0));
}

static void import_once(struct import *import)
{
	struct importer_mapping mapping = {.direction = 0};

	if (ioctl(import->importer, IMPORTER_ATTACH, &import->part) ||
	    ioctl(import->importer, IMPORTER_MAP, &mapping) ||
	    ioctl(import->importer, IMPORTER_UNMAP) ||
	    ioctl(import->importer, IMPORTER_DETACH))
		give_up(strerror(errno));
}

static void import(void *context)
{
	for (int i = 0; i < OPERATIONS; i++)
		import_once(context);
}

/* As many ioctls that do nothing. */
static void no_import(void *context)
{
	struct import *import = context;

	for (int i = 0; i < 4 * OPERATIONS; i++)
		ioctl(import->importer, FIOCLEX);
}

static void part_export(void *context)
{
	struct import *import = context;
	int file = open(import->exporter, O_RDWR);

	import->part = export(file);
	close(file);
	if (import->part < 0)
		give_up(strerror(errno));
}

static void part_close(void *context)
{
	struct import *import = context;

	if (import->part >= 0)
		close(import->part);
	import->part = -1;
}

static void sample_import(const char *name)
{
	int importer = open("/dev/u-dma-buf-importer", O_RDWR);
	struct import context = {importer, SUBJECT_NODE, -1};
	struct import floor = {importer, "/dev/floor-export", -1};

	if (importer < 0)
		err(1, "/dev/u-dma-buf-importer");
	sample(&(struct figure){
		.name = name,
		.against = "four of the cheapest ioctl",
		.operations = OPERATIONS,
		.ours = {part_export, import, part_close, &context},
		.limit = {.run = no_import, .context = &context},
		.floor = {part_export, import, part_close, &floor},
		.calls = "a list of pieces, and dma_map_sgtable",
	});
	close(importer);
}

int main(int argc, char **argv)
{
	char export_name[80], import_name[80];
	int file;

	if (argc != 2)
		errx(2, "usage: export SIZE");
	size = strtoul(argv[1], NULL, 0);
	snprintf(export_name, sizeof(export_name), "export and close, %s",
		 size_text(size).text);
	snprintf(import_name, sizeof(import_name),
		 "attach, map, unmap, detach, %s", size_text(size).text);
	if (!subject_create(size, "quirk-mmap-on")) {
		lacks(export_name, strerror(errno));
		lacks(import_name, strerror(errno));
		return 0;
	}
	file = subject_open(O_RDWR);
	sample(&(struct figure){
		.name = export_name,
		.against = "memfd_create and close",
		.operations = OPERATIONS,
		.ours = {.run = export_and_close, .context = &file},
		.limit.run = memfd_and_close,
	});
	close(file);
	sample_import(import_name);
	subject_delete();
	return 0;
}
