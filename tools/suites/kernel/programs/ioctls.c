// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * ioctls NAME [BITS]: every ioctl of a buffer, its results and its errors. The
 * buffer is new, has at least three pages, and a DMA mask of BITS (32).
 */
#include <inttypes.h>
#include <string.h>

#include "ioctls.h"
#include "tap.h"

static const char *name;
static int file, mask_bits = 32;
static uint64_t size, page;

static uint64_t attribute(const char *attribute)
{
	return buffer_attribute(name, attribute);
}

/* The value that a driver must not have left as it was. */
#define UNTOUCHED 0xa5a5a5a5a5a5a5a5

static bool kernel_has(const char *function)
{
	FILE *symbols = fopen("/proc/kallsyms", "r");
	char line[1024], name[512];
	bool found = false;

	if (!symbols)
		err(1, "/proc/kallsyms");
	while (!found && fgets(line, sizeof(line), symbols))
		found = sscanf(line, "%*s %*c %511s", name) == 1 &&
			!strcmp(name, function);
	fclose(symbols);
	return found;
}

static void test_drv_info(void)
{
	struct u_dma_buf_ioctl_drv_info info;
	const uint64_t always = 1 << 8 | 1 << 16 | 1 << 17;
	const uint64_t of_dma_config = 1 << 12, of_reserved_mem = 1 << 13;
	char version[17] = "", path[PATH_MAX];
	FILE *attribute;

	puts("# GET_DRV_INFO");
	memset(&info, 0xa5, sizeof(info));
	tap_number(ioctl(file, U_DMA_BUF_IOCTL_GET_DRV_INFO, &info), 0,
		   "GET_DRV_INFO");
	tap_number(info.flags & 0xff, 2, "the version of the ioctls is 2");
	tap_number(info.flags & ~0xff & ~of_dma_config & ~of_reserved_mem,
		   always,
		   "in-kernel functions, quirk-mmap and quirk-mmap-page");
	tap_number(info.flags & of_dma_config,
		   kernel_has("of_dma_configure_id") ? of_dma_config : 0,
		   "of-dma-config where the kernel has it");
	tap_number(info.flags & of_reserved_mem,
		   kernel_has("of_reserved_mem_device_init_by_idx")
			   ? of_reserved_mem
			   : 0,
		   "of-reserved-mem where the kernel has it");

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/driver_version",
		 name);
	attribute = fopen(path, "r");
	if (!attribute || fscanf(attribute, "%16s", version) != 1)
		err(1, "%s", path);
	fclose(attribute);
	tap(!strncmp(info.version, version, sizeof(info.version)) &&
		    !info.version[sizeof(info.version) - 1],
	    "the driver's version is that of sysfs, and terminated");
}

static void test_numbers(void)
{
	uint64_t number = UNTOUCHED;
	uint32_t owner[2] = {0xa5a5a5a5, 0xa5a5a5a5};

	puts("# GET_SIZE, GET_DMA_ADDR, GET_SYNC_OWNER");
	tap_number(ioctl(file, U_DMA_BUF_IOCTL_GET_SIZE, &number), 0,
		   "GET_SIZE");
	tap_number(number, size, "the size is that of sysfs");
	tap_number(ioctl(file, U_DMA_BUF_IOCTL_GET_DMA_ADDR, &number), 0,
		   "GET_DMA_ADDR");
	tap_number(number, attribute("phys_addr"),
		   "the DMA address is that of sysfs");
	tap_number(ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC_OWNER, owner), 0,
		   "GET_SYNC_OWNER");
	tap(owner[0] == 0 && owner[1] == 0xa5a5a5a5,
	    "the owner of a new buffer is the CPU, in 32 bits");
}

static void test_dev_info(void)
{
	struct u_dma_buf_ioctl_dev_info info;

	puts("# GET_DEV_INFO");
	memset(&info, 0xa5, sizeof(info));
	tap_number(ioctl(file, U_DMA_BUF_IOCTL_GET_DEV_INFO, &info), 0,
		   "GET_DEV_INFO");
	tap_number(info.flags,
		   mask_bits | attribute("dma_coherent") << 9 |
			   attribute("quirk_mmap_mode") << 10,
		   "the bits of the DMA mask, coherence and mmap mode");
	tap_number(info.size, size, "the size");
	tap_number(info.addr, attribute("phys_addr"), "the DMA address");
}

static int owner(void)
{
	uint32_t owner = 2;

	if (ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC_OWNER, &owner))
		err(1, "GET_SYNC_OWNER");
	return owner;
}

static struct u_dma_buf_ioctl_sync_args get_sync(void)
{
	struct u_dma_buf_ioctl_sync_args args;

	if (ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC, &args))
		err(1, "GET_SYNC");
	return args;
}

static int set_sync(uint64_t flags, uint64_t offset, uint64_t count)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = flags,
		.size = count,
		.offset = offset,
	};

	return ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &args);
}

static uint64_t sync_flags(uint64_t mode, uint64_t direction, uint64_t command)
{
	return mode << 8 | direction << 2 | command;
}

/* What is stored, by ioctl and by sysfs, and who owns the buffer. */
static void stored(uint64_t mode, uint64_t direction, uint64_t offset,
		   uint64_t count, unsigned int owned_by, const char *what)
{
	struct u_dma_buf_ioctl_sync_args args = get_sync();
	bool good = args.offset == offset && args.size == count &&
		    (args.flags & ~3) == (sync_flags(mode, direction, 0) |
					  (uint64_t)owned_by << 16);

	good = good && attribute("sync_mode") == mode &&
	       attribute("sync_direction") == direction &&
	       attribute("sync_offset") == offset &&
	       attribute("sync_size") == count &&
	       attribute("sync_owner") == owned_by;
	if (!tap(good, what))
		printf("#   GET_SYNC: flags 0x%" PRIx64 ", offset 0x%" PRIx64
		       ", size 0x%" PRIx64 "\n",
		       args.flags, args.offset, args.size);
}

static void test_set_sync(void)
{
	puts("# GET_SYNC, SET_SYNC");
	stored(1, 0, 0, size, 0, "what a new buffer begins with");
	tap_number(set_sync(sync_flags(2, 1, 0), page, 100), 0, "SET_SYNC");
	stored(2, 1, page, 100, 0, "all is stored, and nothing synced");
	tap_number(set_sync(sync_flags(0, 2, 0), 16, 0), 0,
		   "SET_SYNC without a mode and a size");
	stored(2, 2, 16, 100, 0, "these two stay as they are");
	tap_number(set_sync(sync_flags(7, 0, 3), 0, size), 0,
		   "SET_SYNC with the command for the device");
	stored(7, 0, 0, size, 1, "all is stored, the device owns the buffer");
	tap_number(set_sync(sync_flags(0, 0, 0), 0, 0), 0,
		   "SET_SYNC without a command");
	stored(7, 0, 0, size, 1, "the owner stays");
	tap_number(set_sync(sync_flags(1, 2, 1), page, page), 0,
		   "SET_SYNC with the command for the CPU");
	stored(1, 2, page, page, 0, "all is stored, the CPU owns the buffer");
	tap_number(set_sync(sync_flags(0, 1, 1), size - 1, 1), 0,
		   "the last byte");
	stored(1, 1, size - 1, 1, 0, "it is stored");
}

static void refuses_sync(uint64_t flags, uint64_t offset, uint64_t count,
			 const char *what)
{
	tap_fails(set_sync(flags, offset, count), EINVAL, what);
}

static void test_set_sync_refusals(void)
{
	puts("# SET_SYNC that is refused");
	set_sync(sync_flags(1, 2, 1), page, page);
	refuses_sync(sync_flags(2, 3, 0), 0, 16, "direction 3");
	refuses_sync(sync_flags(8, 0, 0), 0, 16, "mode 8");
	refuses_sync(sync_flags(255, 0, 0), 0, 16, "mode 255");
	refuses_sync(sync_flags(2, 0, 2), 0, 16, "command 2");
	refuses_sync(sync_flags(2, 0, 3), size, 1, "a range past the end");
	refuses_sync(sync_flags(2, 0, 3), 1, size, "a range over the end");
	refuses_sync(sync_flags(2, 0, 3), -page, page, "a range that wraps");
	refuses_sync(sync_flags(2, 0, 3), -page, 0,
		     "an offset that wraps with the size that is stored");
	stored(1, 2, page, page, 0, "none of them stores or does anything");
}

static int set_sync_for(unsigned long request, uint64_t value)
{
	return ioctl(file, request, &value);
}

static uint64_t packed(uint64_t offset, uint64_t count, uint64_t direction,
		       uint64_t go)
{
	return offset << 32 | count | direction << 2 | go;
}

static void syncs(unsigned long request, uint64_t value, int owned_by,
		  const char *what)
{
	int result = set_sync_for(request, value);

	if (!tap(result == 0 && owner() == owned_by, what))
		printf("#   result %d, owner %d\n", result, owner());
}

static void refuses_value(uint64_t value, const char *what)
{
	tap_fails(set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, value),
		  EINVAL, what);
}

static void test_set_sync_for(void)
{
	const unsigned long for_cpu = U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU;
	const unsigned long for_device = U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE;

	puts("# SET_SYNC_FOR_CPU, SET_SYNC_FOR_DEVICE");
	set_sync(sync_flags(1, 1, 1), page, 64);
	syncs(for_device, 0, 0, "0 does nothing");
	syncs(for_device, 1, 1, "1 is for the device, with what is stored");
	syncs(for_cpu, 0, 1, "0 does nothing");
	syncs(for_cpu, 1, 0, "1 is for the CPU, with what is stored");
	syncs(for_device, packed(page, 0x100, 2, 1), 1, "packed");
	syncs(for_cpu, packed(0, size & ~15, 0, 1), 0, "packed, all of it");
	syncs(for_device, packed(size - 16, 16, 1, 1), 1,
	      "packed, the last bytes");
	syncs(for_cpu, packed(0, 16, 1, 0), 0, "packed, without bit 0");
	syncs(for_device, packed(0, 16, 3, 1), 1, "packed, with direction 3");
	syncs(for_cpu, packed(0, 16, 1, 1), 0, "packed, the first bytes");
	refuses_value(packed(size, 16, 0, 1), "packed past the end");
	refuses_value(packed(size - 15, 16, 0, 1), "packed over the end");
	refuses_value(packed(0xffffffff, 16, 0, 1), "the largest offset");
	refuses_value(packed(0, 0xfffffff0, 0, 1), "the largest size");
	refuses_value(packed(0xfffff000, 0x1000, 0, 1), "a wrap of 32 bits");
	refuses_value(UINT64_MAX, "every bit set");
	stored(1, 1, page, 64, 0, "none of them touches what is stored");
}

/* What a pointer can be that the driver must not trust. */
static void faults(unsigned long request, size_t count, const char *what)
{
	uint8_t *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char text[80];

	munmap(pages + page, page);
	snprintf(text, sizeof(text), "%s at a null pointer", what);
	tap_fails(ioctl(file, request, NULL), EFAULT, text);
	snprintf(text, sizeof(text), "%s over the end of memory", what);
	tap_fails(ioctl(file, request, pages + page - count + 1), EFAULT, text);
	if (_IOC_DIR(request) & _IOC_READ) {
		mprotect(pages, page, PROT_READ);
		snprintf(text, sizeof(text), "%s at memory to read", what);
		tap_fails(ioctl(file, request, pages), EFAULT, text);
	}
	munmap(pages, page);
}

static void test_faults(void)
{
	puts("# bad pointers");
	set_sync(sync_flags(1, 2, 1), page, page);
	faults(U_DMA_BUF_IOCTL_GET_DRV_INFO,
	       sizeof(struct u_dma_buf_ioctl_drv_info), "GET_DRV_INFO");
	faults(U_DMA_BUF_IOCTL_GET_SIZE, 8, "GET_SIZE");
	faults(U_DMA_BUF_IOCTL_GET_DMA_ADDR, 8, "GET_DMA_ADDR");
	faults(U_DMA_BUF_IOCTL_GET_SYNC_OWNER, 4, "GET_SYNC_OWNER");
	faults(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, 8, "SET_SYNC_FOR_CPU");
	faults(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, 8, "SET_SYNC_FOR_DEVICE");
	faults(U_DMA_BUF_IOCTL_GET_DEV_INFO,
	       sizeof(struct u_dma_buf_ioctl_dev_info), "GET_DEV_INFO");
	faults(U_DMA_BUF_IOCTL_GET_SYNC,
	       sizeof(struct u_dma_buf_ioctl_sync_args), "GET_SYNC");
	faults(U_DMA_BUF_IOCTL_SET_SYNC,
	       sizeof(struct u_dma_buf_ioctl_sync_args), "SET_SYNC");
	stored(1, 2, page, page, 0, "nothing came of any of them");
}

/* An export whose result cannot be stored leaves no descriptor behind. */
static void test_export_faults(void)
{
	struct u_dma_buf_ioctl_export_args *args =
		mmap(NULL, page, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int next = dup(file), again;

	puts("# EXPORT, bad pointers");
	close(next);
	args->size = page;
	mprotect(args, page, PROT_READ);
	tap_fails(ioctl(file, U_DMA_BUF_IOCTL_EXPORT, NULL), EFAULT,
		  "EXPORT at a null pointer");
	tap_fails(ioctl(file, U_DMA_BUF_IOCTL_EXPORT, args), EFAULT,
		  "EXPORT at memory to read");
	again = dup(file);
	tap_number(again, next, "no descriptor is left behind");
	close(again);
	munmap(args, page);
}

static void test_export(void)
{
	struct u_dma_buf_ioctl_export_args args = {
		.size = page,
		.offset = page,
		.addr = UNTOUCHED,
		.fd = -1,
	};

	puts("# EXPORT");
	tap_number(ioctl(file, U_DMA_BUF_IOCTL_EXPORT, &args), 0, "EXPORT");
	tap(args.fd >= 0, "there is a descriptor");
	tap_number(args.addr, attribute("phys_addr") + page,
		   "the address is that of the part");
	tap(args.flags == 0 && args.size == page && args.offset == page,
	    "the rest is left as it was");
	tap_number(lseek(args.fd, 0, SEEK_END), page,
		   "the dma-buf is as long as the part");
	close(args.fd);
}

#ifdef __i386__
/* As programs have it that declare the struct themselves: no alignment to 8. */
struct unpadded_export_args {
	unsigned long long flags, size, offset, addr;
	int fd;
};

_Static_assert(sizeof(struct unpadded_export_args) == 36, "no padding");

static void test_unpadded_export(void)
{
	struct {
		struct unpadded_export_args args;
		uint32_t behind;
	} all = {.args = {.size = page, .fd = -1}, .behind = 0xa5a5a5a5};

	puts("# EXPORT with a struct of 36 bytes");
	tap_number(ioctl(file, _IOWR('U', 10, struct unpadded_export_args),
			 &all.args),
		   0, "EXPORT");
	tap_number(lseek(all.args.fd, 0, SEEK_END), page,
		   "there is a descriptor");
	tap_number(all.args.addr, attribute("phys_addr"), "and an address");
	tap_number(all.behind, 0xa5a5a5a5, "what lies behind is not touched");
	close(all.args.fd);
}
#else
static void test_unpadded_export(void)
{
}
#endif

static void unknown(unsigned long request, const char *what)
{
	uint64_t argument[8] = {0};

	tap_fails(ioctl(file, request, argument), ENOTTY, what);
}

static void test_unknown(void)
{
	puts("# unknown ioctls");
	unknown(_IO('U', 0), "number 0");
	unknown(_IOR('U', 11, uint64_t), "number 11");
	unknown(_IOWR('U', 255, uint64_t), "number 255");
	unknown(_IOR('V', 2, uint64_t), "another magic");
	unknown(_IOR('U', 2, uint32_t), "GET_SIZE in 32 bits");
	unknown(_IOW('U', 2, uint64_t), "GET_SIZE in the wrong direction");
	unknown(_IOR('U', 10, struct u_dma_buf_ioctl_export_args),
		"EXPORT in the wrong direction");
	unknown(0x5401, "a terminal's");
	tap_fails(ioctl(file, U_DMA_BUF_IOCTL_GET_SIZE + 0x100, NULL), ENOTTY,
		  "the pointer is not looked at");
}

/* The access that a file was opened for is about the bytes of the buffer. */
static void test_other_files(int flags, const char *kind)
{
	int first = file;
	uint64_t number = 0;
	char what[80];

	file = buffer_open(name, flags);
	snprintf(what, sizeof(what), "GET_SIZE on a file opened %s", kind);
	tap(!ioctl(file, U_DMA_BUF_IOCTL_GET_SIZE, &number) && number == size,
	    what);
	close(file);
	file = first;
}

/* What is stored is for all who sync: who cannot write does not change it. */
static void test_reader(void)
{
	int first = file;

	puts("# on a file opened to read");
	set_sync(sync_flags(1, 2, 1), page, page);
	file = buffer_open(name, O_RDONLY);
	tap_fails(set_sync(sync_flags(2, 0, 0), 0, size), EACCES, "SET_SYNC");
	tap_fails(set_sync(sync_flags(2, 0, 3), 0, size), EACCES,
		  "SET_SYNC with a command");
	stored(1, 2, page, page, 0, "neither stores or does anything");
	syncs(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, 1, 1,
	      "SET_SYNC_FOR_DEVICE, with what is stored");
	syncs(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, packed(0, 16, 2, 1), 0,
	      "SET_SYNC_FOR_CPU, packed");
	refuses_value(packed(size, 16, 2, 1), "packed past the end");
	stored(1, 2, page, page, 0, "nothing of that is stored");
	close(file);
	file = buffer_open(name, O_WRONLY);
	tap_number(set_sync(sync_flags(2, 1, 0), 16, 32), 0,
		   "SET_SYNC on a file opened to write");
	stored(2, 1, 16, 32, 0, "it stores");
	close(file);
	file = first;
}

int main(int argc, char **argv)
{
	if (argc != 2 && argc != 3)
		errx(2, "usage: ioctls NAME [BITS]");
	name = argv[1];
	if (argc == 3)
		mask_bits = atoi(argv[2]);
	page = sysconf(_SC_PAGESIZE);
	file = buffer_open(name, O_RDWR);
	size = attribute("size");
	if (size < 3 * page)
		errx(2, "%s is too small to test with", name);

	test_drv_info();
	test_numbers();
	test_dev_info();
	test_set_sync();
	test_set_sync_refusals();
	test_set_sync_for();
	test_faults();
	test_export();
	test_export_faults();
	test_unpadded_export();
	test_unknown();
	test_reader();
	test_other_files(O_RDONLY, "to read");
	test_other_files(O_WRONLY, "to write");
	return tap_status();
}
