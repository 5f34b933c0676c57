// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Calls of a buffer's dma-bufs, and of those who import them. */
#include <linux/dma-buf.h>

#include <importer.h>

#include "../ioctls.h"
#include "call.h"

#define IMPORTER "/dev/u-dma-buf-importer"

static int exported = -1, importer = -1;

static long run_export(void)
{
	return result_of(buffer_export(subject.file, 0, subject.size, O_RDWR));
}

static void setup_export(void)
{
	open_buffer();
	exported = run_export();
	must(exported >= 0, "export of");
}

static long run_export_map(void)
{
	return map_file(exported);
}

static long run_export_sync(void)
{
	struct dma_buf_sync sync = {DMA_BUF_SYNC_START | DMA_BUF_SYNC_RW};

	return result_of(ioctl(exported, DMA_BUF_IOCTL_SYNC, &sync));
}

static void setup_importer(void)
{
	setup_export();
	importer = open(IMPORTER, O_RDWR);
	must(importer >= 0, "importer for");
}

static long run_attach(void)
{
	return result_of(ioctl(importer, IMPORTER_ATTACH, &exported));
}

static void undo_attach(long result)
{
	(void)result;
	must(!ioctl(importer, IMPORTER_DETACH), "detach of");
}

static void setup_attachment(void)
{
	setup_importer();
	must(!run_attach(), "attach of");
}

static long run_import(void)
{
	struct importer_mapping part = {0};

	return result_of(ioctl(importer, IMPORTER_MAP, &part));
}

static void undo_import(long result)
{
	(void)result;
	must(!ioctl(importer, IMPORTER_UNMAP), "unmap of");
}

/* Where the importer could not tell of a mapping, it has it all the same. */
static bool is_unmapped(void)
{
	ioctl(importer, IMPORTER_UNMAP);
	return true;
}

const struct call export_calls[] = {
	{
		.name = "export",
		.setup = open_buffer,
		.run = run_export,
		.undo = close_result,
	},
	{
		.name = "export-map",
		.setup = setup_export,
		.run = run_export_map,
		.undo = unmap_result,
	},
	{
		.name = "export-sync",
		.setup = setup_export,
		.run = run_export_sync,
	},
	{
		.name = "attach",
		.setup = setup_importer,
		.run = run_attach,
		.undo = undo_attach,
	},
	{
		.name = "import",
		.setup = setup_attachment,
		.run = run_import,
		.undo = undo_import,
		.is_undone = is_unmapped,
	},
	{0},
};
