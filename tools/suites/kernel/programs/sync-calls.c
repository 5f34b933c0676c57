// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * sync-calls OPTION…: creates a buffer with these options of the manager's
 * "create", does with it all that can hand memory to the CPU or to a device,
 * and compares the calls of the DMA API that follow: which, for which device,
 * with which address, size and direction, in which order; and no other. And
 * below them the maintenance of the CPU's caches, for devices that are not
 * coherent.
 */
#include <importer.h>
#include <linux/dma-buf.h>
#include <stdarg.h>

#include "dma-calls.h"
#include "ioctls.h"
#include "manager.h"
#include "tap.h"

#define NAME	      "synced"
#define IMPORTER_NAME "u-dma-buf-importer"
#define IMPORTER      "/dev/" IMPORTER_NAME
#define SIZE	      600000
/* What read(2) and write(2) sync at a time. */
#define CHUNK 262144
/* The exported part. */
#define PART_OFFSET (3 * page)
#define PART_SIZE   (2 * page)
/* DMA_ATTR_SKIP_CPU_SYNC */
#define WITHOUT_SYNC 0x20

enum direction { BOTH_WAYS, TO_DEVICE, FROM_DEVICE, NOT_MAPPED };

static const char *options = "";
static FILE *trace;
static int file;
static uint64_t page, memory_size, address;
static char parent[64];
/* The memory is handed over by syncs; it is not where CPU and device see the
 * same. */
static bool is_streaming;
/* The CPU's caches need care for this device. */
static bool parent_has_care, importer_has_care;
/* A device that never needs a sync is spared the calls: a parent by the driver,
 * an importer by the kernel, since it asks for that before the call
 * (Linux 6.10). */
static bool parent_is_skipped, importer_is_skipped;
static uint8_t *bytes;

/* What should be called. */

static struct dma_calls wanted;

__attribute__((format(printf, 1, 2))) static void want(const char *format, ...)
{
	char text[DMA_CALL_LENGTH];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	dma_calls_add(&wanted, text);
}

static void want_sync(const char *kind, const char *owner, const char *device,
		      uint64_t at, uint64_t size, enum direction direction)
{
	want("%s_%s device=\"%s\" address=0x%" PRIx64 " size=%" PRIu64
	     " direction=%d",
	     kind, owner, device, at, size, direction);
}

/* What reaches the caches. The data of a device that only reads is not news. */
static void want_care(const char *owner, uint64_t at, uint64_t size,
		      enum direction direction)
{
	want("cache_%s address=0x%" PRIx64 " size=%" PRIu64 " direction=%d",
	     owner, at, size, direction);
}

static void want_single(const char *owner, uint64_t offset, uint64_t size,
			enum direction direction)
{
	if (!is_streaming || parent_is_skipped)
		return;
	want_sync("single", owner, parent, address + offset, size, direction);
	if (parent_has_care)
		want_care(owner, address + offset, size, direction);
}

/* What the caches hold goes to memory, and only then may it be dropped. */
static void want_kept(const char *owner, uint64_t offset, uint64_t size,
		      enum direction direction)
{
	if (direction == TO_DEVICE) {
		want_single(owner, offset, size, direction);
		return;
	}
	if (!strcmp(owner, "cpu"))
		want_single("device", offset, size, BOTH_WAYS);
	want_single(owner, offset, size, BOTH_WAYS);
}

static void want_list(const char *owner, enum direction direction)
{
	if (importer_is_skipped)
		return;
	want_sync("sg", owner, IMPORTER_NAME, address + PART_OFFSET, PART_SIZE,
		  direction);
	if (importer_has_care)
		want_care(owner, address + PART_OFFSET, PART_SIZE, direction);
}

static void want_map(const char *map, enum direction direction)
{
	want("%s device=\"" IMPORTER_NAME "\" size=%" PRIu64
	     " direction=%d attributes=0x%x",
	     map, PART_SIZE, direction, WITHOUT_SYNC);
}

/* What was called is what was wanted since the last of this. */
__attribute__((format(printf, 1, 2))) static void made(const char *format, ...)
{
	struct dma_calls calls;
	char what[200];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	dma_calls_read(&calls, trace);
	if (!tap(dma_calls_equal(&calls, &wanted), what)) {
		dma_calls_show("got:   ", &calls);
		dma_calls_show("wanted:", &wanted);
	}
	wanted.count = 0;
}

/* The buffer. */

static void create(void)
{
	int manager = manager_open(O_WRONLY);

	if (manager_write(manager, "create " NAME " %d %s\n", SIZE, options) <
	    0)
		err(1, "create " NAME " %s", options);
	close(manager);
}

static void delete (void)
{
	int manager = manager_open(O_WRONLY);

	tap(manager_write(manager, "delete " NAME "\n") > 0, "delete");
	close(manager);
}

static void read_parent(void)
{
	char link[PATH_MAX];
	ssize_t length = readlink("/sys/class/u-dma-buf/" NAME "/device", link,
				  sizeof(link) - 1);

	if (length < 0)
		err(1, "the link to the parent");
	link[length] = '\0';
	snprintf(parent, sizeof(parent), "%s", strrchr(link, '/') + 1);
}

/* The mapping for the device: below the DMA API, only the caches hear of it. */
static void want_zeroes(void)
{
	if (is_streaming && parent_has_care)
		want_care("device", address, memory_size, BOTH_WAYS);
}

/*
 * Caches need care where the architecture has functions for it. The driver asks
 * the DMA API whether it has anything to do, and it has not where the parent is
 * coherent.
 */
static void learn(void)
{
	bool coherent = buffer_attribute(NAME, "dma_coherent");
	unsigned int mode = buffer_attribute(NAME, "quirk_mmap_mode");
	bool has_care = dma_calls_know("arch_sync_dma_for_device");

	read_parent();
	page = sysconf(_SC_PAGESIZE);
	memory_size = (SIZE + page - 1) / page * page;
	address = buffer_attribute(NAME, "phys_addr");
	is_streaming = mode == 2 || mode == 4 || (mode == 3 && !coherent);
	parent_has_care = has_care && !coherent;
	importer_has_care = has_care;
	parent_is_skipped = coherent;
	importer_is_skipped =
		!has_care && dma_calls_know("__dma_sync_sg_for_device");
}

static void write_attribute(const char *attribute, uint64_t value)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/" NAME "/%s",
		 attribute);
	fd = open(path, O_WRONLY);
	if (fd < 0 || dprintf(fd, "0x%" PRIx64, value) < 0)
		err(1, "%s", path);
	close(fd);
}

static void store(uint64_t offset, uint64_t size, enum direction direction)
{
	write_attribute("sync_offset", offset);
	write_attribute("sync_size", size);
	write_attribute("sync_direction", direction);
}

static uint64_t packed(uint64_t offset, uint64_t size, enum direction direction,
		       bool go)
{
	return offset << 32 | size | direction << 2 | go;
}

/* What no device needs to hear of. */

static void test_nothing(void)
{
	int plain = buffer_open(NAME, O_RDWR);
	uint8_t *mapping = buffer_map(plain, SIZE);

	made("open and mmap: none");
	memset(mapping, 1, SIZE);
	made("writing to a mapping: none");
	munmap(mapping, SIZE);
	if (pread(plain, bytes, SIZE, 0) != SIZE ||
	    pwrite(plain, bytes, SIZE, 0) != SIZE)
		err(1, "read and write");
	made("read and write: none");
	close(plain);
	made("munmap and close: none");
	store(0, page, TO_DEVICE);
	write_attribute("sync_mode", 1);
	made("the stored arguments alone: none");
}

static void test_attributes(void)
{
	static const char *const owners[] = {"cpu", "device"};
	char attribute[32];

	for (int i = 0; i < 2; i++) {
		snprintf(attribute, sizeof(attribute), "sync_for_%s",
			 owners[i]);
		for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE;
		     way++) {
			store(page + 100, 5000, way);
			write_attribute(attribute, 1);
			want_single(owners[i], page + 100, 5000, way);
			made("%s, stored, direction %d", attribute, way);
			write_attribute(attribute,
					packed(2 * page, 64, way, true));
			want_single(owners[i], 2 * page, 64, way);
			made("%s, packed, direction %d", attribute, way);
		}
		store(0, SIZE, BOTH_WAYS);
		write_attribute(attribute, 1);
		want_single(owners[i], 0, SIZE, BOTH_WAYS);
		made("%s, all of the buffer", attribute);
		write_attribute(attribute, 0);
		made("%s, 0: none", attribute);
		write_attribute(attribute,
				packed(page, page, BOTH_WAYS, false));
		want_single(owners[i], page, page, BOTH_WAYS);
		made("%s, packed, without bit 0", attribute);
		store(page, 0, BOTH_WAYS);
		write_attribute(attribute, 1);
		made("%s, a size of 0: none", attribute);
	}
}

static void set_sync_for(unsigned long ioctl_number, uint64_t value)
{
	if (ioctl(file, ioctl_number, &value))
		err(1, "SET_SYNC_FOR");
}

static void test_set_sync_for(void)
{
	uint64_t outside = packed(SIZE, 16, BOTH_WAYS, true);

	store(48, 1024, FROM_DEVICE);
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, 1);
	want_single("cpu", 48, 1024, FROM_DEVICE);
	made("SET_SYNC_FOR_CPU, stored");
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, 1);
	want_single("device", 48, 1024, FROM_DEVICE);
	made("SET_SYNC_FOR_DEVICE, stored");
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU,
		     packed(page, 2 * page, BOTH_WAYS, true));
	want_single("cpu", page, 2 * page, BOTH_WAYS);
	made("SET_SYNC_FOR_CPU, packed");
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
		     packed(SIZE - 16, 16, TO_DEVICE, true));
	want_single("device", SIZE - 16, 16, TO_DEVICE);
	made("SET_SYNC_FOR_DEVICE, packed");
	tap_fails(ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &outside),
		  EINVAL, "SET_SYNC_FOR_CPU outside the buffer");
	made("SET_SYNC_FOR_CPU outside the buffer: none");
}

static void set_sync(unsigned int command, enum direction direction,
		     uint64_t offset, uint64_t size)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = command | direction << U_DMA_BUF_SYNC_DIRECTION_SHIFT,
		.offset = offset,
		.size = size,
	};

	if (ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &args))
		err(1, "SET_SYNC");
}

static void test_set_sync(void)
{
	set_sync(U_DMA_BUF_SYNC_COMMAND_NONE, TO_DEVICE, 8, 80);
	made("SET_SYNC without a command: none");
	set_sync(U_DMA_BUF_SYNC_COMMAND_FOR_DEVICE, TO_DEVICE, 8, 80);
	want_single("device", 8, 80, TO_DEVICE);
	made("SET_SYNC for the device");
	set_sync(U_DMA_BUF_SYNC_COMMAND_FOR_CPU, FROM_DEVICE, page, page);
	want_single("cpu", page, page, FROM_DEVICE);
	made("SET_SYNC for the CPU");
	set_sync(U_DMA_BUF_SYNC_COMMAND_FOR_CPU, BOTH_WAYS, 16, 0);
	want_single("cpu", 16, page, BOTH_WAYS);
	made("SET_SYNC with the size that is stored");
}

static void want_around(uint64_t offset, uint64_t size)
{
	want_single("cpu", offset, size, BOTH_WAYS);
	want_single("device", offset, size, BOTH_WAYS);
}

static void test_copies(int fd, const char *how)
{
	tap_number(pwrite(fd, bytes, 5000, 100), 5000, how);
	want_around(100, 5000);
	made("%s: write", how);
	tap_number(pread(fd, bytes, 5000, 100), 5000, how);
	want_around(100, 5000);
	made("%s: read", how);
	tap_number(pread(fd, bytes, page, SIZE - 10), 10, how);
	want_around(SIZE - 10, 10);
	made("%s: read at the end, what there is", how);
	tap_number(pread(fd, bytes, page, SIZE), 0, how);
	made("%s: read at the end: none", how);
	tap_number(pwrite(fd, bytes, SIZE, 0), SIZE, how);
	want_around(0, CHUNK);
	want_around(CHUNK, CHUNK);
	want_around(2 * CHUNK, SIZE - 2 * CHUNK);
	made("%s: write of everything", how);
}

static void test_read_and_write(void)
{
	int fd = buffer_open(NAME, O_RDWR | O_SYNC);

	test_copies(fd, "O_SYNC");
	close(fd);
	write_attribute("sync_mode", 5);
	test_copies(file, "sync_mode 5");
	write_attribute("sync_mode", 1);
	made("sync_mode alone: none");
}

/* Who cannot write loses nothing of what others wrote. */

static const unsigned long set_sync_for_ioctls[] = {
	U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU,
	U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
};

static void reader_syncs(int reader, const char *owner, unsigned long request)
{
	for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE; way++) {
		uint64_t stored = 1, value = packed(page, 2 * page, way, true);

		if (ioctl(reader, request, &value))
			err(1, "SET_SYNC_FOR");
		want_kept(owner, page, 2 * page, way);
		made("a reader's sync for the %s, packed, direction %d", owner,
		     way);
		store(64, 1000, way);
		if (ioctl(reader, request, &stored))
			err(1, "SET_SYNC_FOR");
		want_kept(owner, 64, 1000, way);
		made("a reader's sync for the %s, stored, direction %d", owner,
		     way);
	}
}

/* A range that is refused touches no cache on the way. */
static void reader_is_refused(int reader, const char *owner,
			      unsigned long request)
{
	for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE; way++) {
		uint64_t value =
			packed(memory_size - page, 2 * page, way, true);

		tap_fails(ioctl(reader, request, &value), EINVAL,
			  "a reader's sync over the end");
		made("a reader's sync for the %s over the end, direction %d: "
		     "none",
		     owner, way);
	}
}

static void reader_stores_nothing(int reader)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = U_DMA_BUF_SYNC_COMMAND_FOR_CPU,
		.size = page,
	};

	tap_fails(ioctl(reader, U_DMA_BUF_IOCTL_SET_SYNC, &args), EACCES,
		  "a reader's SET_SYNC");
	made("a reader's SET_SYNC: none");
}

static void reader_reads(void)
{
	int reader = buffer_open(NAME, O_RDONLY | O_SYNC);

	if (pread(reader, bytes, page, 8) != (ssize_t)page)
		err(1, "pread");
	want_kept("cpu", 8, page, BOTH_WAYS);
	want_kept("device", 8, page, BOTH_WAYS);
	made("a reader's read with O_SYNC");
	close(reader);
}

static void test_reader(void)
{
	static const char *const owners[] = {"cpu", "device"};
	int reader = buffer_open(NAME, O_RDONLY);

	for (int i = 0; i < 2; i++) {
		reader_syncs(reader, owners[i], set_sync_for_ioctls[i]);
		reader_is_refused(reader, owners[i], set_sync_for_ioctls[i]);
	}
	reader_stores_nothing(reader);
	reader_reads();
	close(reader);
}

static void access_part(int part, uint64_t flags)
{
	struct dma_buf_sync sync = {.flags = flags};

	if (ioctl(part, DMA_BUF_IOCTL_SYNC, &sync))
		err(1, "DMA_BUF_IOCTL_SYNC");
}

typedef void want_for(const char *owner, uint64_t offset, uint64_t size,
		      enum direction direction);

/* An importer is told the direction that it mapped for, where it is one. */
static void want_access(want_for *want_for, const char *owner,
			enum direction way, enum direction imported)
{
	want_for(owner, PART_OFFSET, PART_SIZE, way);
	if (imported != NOT_MAPPED)
		want_list(owner, imported == BOTH_WAYS ? way : imported);
}

static void test_access(int part, want_for *want_for, enum direction imported,
			const char *when)
{
	static const struct {
		uint64_t flags;
		enum direction direction;
		const char *name;
	} ways[] = {
		{DMA_BUF_SYNC_READ, FROM_DEVICE, "READ"},
		{DMA_BUF_SYNC_WRITE, TO_DEVICE, "WRITE"},
		{DMA_BUF_SYNC_RW, BOTH_WAYS, "RW"},
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		access_part(part, DMA_BUF_SYNC_START | ways[i].flags);
		want_access(want_for, "cpu", ways[i].direction, imported);
		made("%s: SYNC_START, %s", when, ways[i].name);
		access_part(part, DMA_BUF_SYNC_END | ways[i].flags);
		want_access(want_for, "device", ways[i].direction, imported);
		made("%s: SYNC_END, %s", when, ways[i].name);
	}
}

static void test_import(int part, enum direction direction)
{
	struct importer_mapping mapping = {.direction = direction};
	int importer = open(IMPORTER, O_RDWR);

	if (importer < 0 || ioctl(importer, IMPORTER_ATTACH, &part))
		err(1, "attach");
	made("attach: none");
	if (ioctl(importer, IMPORTER_MAP, &mapping))
		err(1, "map");
	want_map("map", direction);
	want_list("device", direction);
	made("map, direction %d", direction);
	test_access(part, want_single, direction, "imported");
	if (ioctl(importer, IMPORTER_UNMAP))
		err(1, "unmap");
	want_list("cpu", direction);
	want_map("unmap", direction);
	made("unmap, direction %d", direction);
	test_access(part, want_single, NOT_MAPPED, "attached");
	close(importer);
	made("detach: none");
}

static void test_export(void)
{
	int part = buffer_export(file, PART_OFFSET, PART_SIZE, O_RDWR);
	uint8_t *mapping = buffer_map(part, PART_SIZE);

	memset(mapping, 2, PART_SIZE);
	munmap(mapping, PART_SIZE);
	made("export, and mmap of it: none");
	test_access(part, want_single, NOT_MAPPED, "exported");
	for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE; way++)
		test_import(part, way);
	close(part);
	made("its end: none");
}

static void test_export_to_read(void)
{
	int part = buffer_export(file, PART_OFFSET, PART_SIZE, O_RDONLY);

	test_access(part, want_kept, NOT_MAPPED, "exported to read");
	close(part);
}

/* The last page, which the buffer does not fill. */
static void test_export_of_end(void)
{
	uint64_t offset = memory_size - page;
	int part = buffer_export(file, offset, page, O_RDWR);

	access_part(part, DMA_BUF_SYNC_START | DMA_BUF_SYNC_READ);
	want_single("cpu", offset, SIZE - offset, FROM_DEVICE);
	made("the end, exported: what there is of it");
	close(part);
}

static void join_options(char **words)
{
	static char text[500];

	for (; *words; words++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 "%s ", *words);
	options = text;
}

int main(int argc, char **argv)
{
	(void)argc;
	join_options(argv + 1);
	bytes = calloc(1, SIZE);

	trace = dma_calls_start();
	create();
	learn();
	want_zeroes();
	made("create: the zeroes go to memory");
	file = buffer_open(NAME, O_RDWR);
	test_nothing();
	test_attributes();
	test_set_sync_for();
	test_set_sync();
	test_read_and_write();
	test_reader();
	test_export();
	test_export_to_read();
	test_export_of_end();
	close(file);
	delete ();
	made("delete: none");
	return tap_status();
}
