// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * fuzz SECONDS SEED [PCI-ADDRESS]: eight threads make the system calls that a
 * buffer's node, its dma-bufs, its attributes and the manager know, with
 * arguments by chance, some of them sensible; meanwhile another process creates
 * and deletes the buffers and takes away what is behind them. A call may do
 * what it wants but harm the kernel, which tells by itself.
 *
 * All that a thread does follows from the seed, its number, and the number of
 * the round; when it does it does not. A round ends with the death of its
 * processes, which is a test of its own.
 */
#include <errno.h>
#include <linux/dma-buf.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#include <importer.h>

#include "ioctls.h"
#include "random.h"
#include "write-text.h"

#define USERS	      8
#define NAMES	      4
#define FILES	      8
#define ROUND_SECONDS 10
#define PAGE	      4096UL
/* Where the users map, and nothing else is: so many places of that size. */
#define PLACES	   32
#define PLACE_SIZE 0x200000UL
#define SCRATCH	   0x10000

#define MANAGER_NODE  "/dev/u-dma-buf-mgr"
#define IMPORTER_NODE "/dev/u-dma-buf-importer"
#define CLASS	      "/sys/class/u-dma-buf"
#define PLATFORM      "/sys/bus/platform/drivers/u-dma-buf"
#define PCI	      "/sys/bus/pci"
#define UIO	      PCI "/drivers/uio_pci_generic"

/**
 * struct kind - a kind of call
 * @name: of it
 * @make: makes one; says whether it worked
 * @weight: how often, beside the others
 * @must_work: now and then
 */
struct kind {
	const char *name;
	bool (*make)(struct random *random);
	unsigned int weight;
	bool must_work;
};

#define KINDS_MAX 64

/* What all processes of a round see. */
static struct {
	volatile bool stop;
	unsigned long made[KINDS_MAX];
	unsigned long worked[KINDS_MAX];
} * shared;

static const char *pci_address;

/* What the users share: open files, and the places where they map. */

enum file_type { BUFFER, EXPORT, IMPORTER, MANAGER, FILE_TYPES };

static int files[FILE_TYPES][FILES];
static uint8_t *places;
/* Nobody unmaps before everybody has the memory that it needs. */
static pthread_barrier_t all_ready;
static __thread uint8_t *scratch;
static __thread int pipes[2];

static int *place_of_file(struct random *random, enum file_type type)
{
	return &files[type][random_below(random, FILES)];
}

static int any_file(struct random *random)
{
	return __atomic_load_n(
		place_of_file(random, random_below(random, FILE_TYPES)),
		__ATOMIC_RELAXED);
}

/* Now and then it is another, or none. */
static int file_of(struct random *random, enum file_type type)
{
	if (random_chance(random, 6))
		return any_file(random);
	return __atomic_load_n(place_of_file(random, type), __ATOMIC_RELAXED);
}

static bool keep_file(struct random *random, enum file_type type, int file)
{
	int before = __atomic_exchange_n(place_of_file(random, type), file,
					 __ATOMIC_RELAXED);

	if (before >= 0)
		close(before);
	return file >= 0;
}

static uint8_t *any_place(struct random *random)
{
	return places + random_below(random, PLACES) * PLACE_SIZE;
}

static uint8_t *any_page(struct random *random)
{
	return any_place(random) + random_below(random, 40) * PAGE;
}

/* Mostly sensible. */
static size_t any_length(struct random *random)
{
	if (random_chance(random, 5))
		return random_edge(random);
	return (1 + random_below(random, 6)) * PAGE;
}

static uint64_t any_offset(struct random *random)
{
	if (random_chance(random, 3))
		return random_edge(random);
	return random_below(random, 4) * PAGE;
}

/* As long as stays inside one place. */
static size_t place_length(struct random *random, const uint8_t *at)
{
	size_t room = PLACE_SIZE - (at - places) % PLACE_SIZE;
	size_t length = any_length(random);

	return length < room ? length : room;
}

static void *any_pointer(struct random *random)
{
	switch (random_below(random, 12)) {
	case 0:
		return NULL;
	case 1:
		return (void *)1;
	case 2:
		return (void *)(uintptr_t)0xffff888000001000;
	case 3:
		return (void *)(uintptr_t)(1ULL << 62);
	case 4:
		return (void *)(uintptr_t)-PAGE;
	case 5:
		/* Ends in the middle. */
		return scratch + SCRATCH - random_below(random, 64);
	case 6:
	case 7:
	case 8:
		return any_page(random) + random_below(random, 2) * 13;
	default:
		return scratch + random_below(random, 2) * 13;
	}
}

/* Files. */

static bool make_open(struct random *random)
{
	static const int accesses[] = {O_RDONLY, O_WRONLY, O_RDWR,
				       O_RDWR,	 O_RDWR,   O_ACCMODE};
	static const int flags[] = {
		0,	0,	  0,	   O_SYNC,   O_SYNC,	 O_DSYNC,
		O_PATH, O_DIRECT, O_TRUNC, O_APPEND, O_NONBLOCK,
	};
	char path[64];

	snprintf(path, sizeof(path), "/dev/fuzz%d",
		 (int)random_below(random, NAMES));
	return keep_file(random, BUFFER,
			 open(path, RANDOM_OF(random, accesses) |
					    RANDOM_OF(random, flags)));
}

static bool make_open_manager(struct random *random)
{
	return keep_file(random, MANAGER,
			 open(MANAGER_NODE, random_below(random, 3)));
}

static bool make_open_importer(struct random *random)
{
	return keep_file(random, IMPORTER, open(IMPORTER_NODE, O_RDWR));
}

static bool make_close(struct random *random)
{
	keep_file(random, random_below(random, FILE_TYPES), -1);
	return true;
}

static bool make_dup(struct random *random)
{
	enum file_type type = random_below(random, FILE_TYPES);

	return keep_file(random, type, dup(file_of(random, type)));
}

static bool make_read(struct random *random)
{
	void *to = any_pointer(random);
	struct iovec parts[2] = {{to, any_length(random)},
				 {any_pointer(random), any_length(random)}};
	int file = file_of(random, BUFFER);

	switch (random_below(random, 4)) {
	case 0:
		return read(file, to, any_length(random)) >= 0;
	case 1:
		return readv(file, parts, 2) >= 0;
	case 2:
		return preadv2(file, parts, 2, any_offset(random),
			       random_below(random, 64)) >= 0;
	default:
		return pread(file, to, any_length(random),
			     any_offset(random)) >= 0;
	}
}

static bool make_write(struct random *random)
{
	void *from = any_pointer(random);
	struct iovec parts[2] = {{from, any_length(random)},
				 {any_pointer(random), any_length(random)}};
	int file = file_of(random, BUFFER);

	switch (random_below(random, 4)) {
	case 0:
		return write(file, from, any_length(random)) >= 0;
	case 1:
		return writev(file, parts, 2) >= 0;
	case 2:
		return pwritev2(file, parts, 2, any_offset(random),
				random_below(random, 64)) >= 0;
	default:
		return pwrite(file, from, any_length(random),
			      any_offset(random)) >= 0;
	}
}

static bool make_seek(struct random *random)
{
	return lseek(any_file(random), random_edge(random),
		     random_below(random, 6)) >= 0;
}

static bool make_poll(struct random *random)
{
	struct pollfd polled[] = {{any_file(random), POLLIN | POLLOUT, 0},
				  {any_file(random), -1, 0}};

	return poll(polled, 2, random_below(random, 2)) >= 0;
}

static bool make_file_call(struct random *random)
{
	struct stat status;
	int file = any_file(random);

	switch (random_below(random, 8)) {
	case 0:
		return !ftruncate(file, random_edge(random));
	case 1:
		return !fallocate(file, random_below(random, 128),
				  random_edge(random), random_edge(random));
	case 2:
		return !fsync(file);
	case 3:
		return !fstat(file, &status);
	case 4:
		return !flock(file, LOCK_NB | (1 << random_below(random, 4)));
	case 5:
		return fcntl(file, F_SETFL, random_next(random) & 0x3ffff) >= 0;
	case 6:
		return fcntl(file, random_below(random, 16) + 1024,
			     random_edge(random)) >= 0;
	default:
		return !posix_fadvise(file, random_edge(random),
				      random_edge(random),
				      random_below(random, 8));
	}
}

/* A pipe holds pages of a mapping, and is emptied sooner or later. */
static bool make_splice(struct random *random)
{
	struct iovec part = {any_page(random), any_length(random)};
	int file = any_file(random);

	switch (random_below(random, 8)) {
	case 0:
	case 1:
	case 2:
		close(pipes[0]);
		close(pipes[1]);
		return !pipe2(pipes, O_NONBLOCK);
	case 3:
		return sendfile(file, any_file(random), NULL,
				any_length(random)) >= 0;
	case 4:
		return splice(file, NULL, pipes[1], NULL, any_length(random),
			      SPLICE_F_NONBLOCK) >= 0;
	case 5:
		return splice(pipes[0], NULL, file, NULL, any_length(random),
			      SPLICE_F_NONBLOCK) >= 0;
	default:
		return vmsplice(pipes[random_below(random, 2)], &part, 1,
				SPLICE_F_NONBLOCK | random_below(random, 16)) >=
		       0;
	}
}

/* ioctls. */

/* Filled by chance; the kernel may write a struct to it. */
static void *any_argument(struct random *random)
{
	uint64_t *words = (uint64_t *)scratch;

	for (int i = 0; i < 8; i++)
		words[i] = random_chance(random, 2)
				   ? random_edge(random)
				   : random_below(random, 0x1000);
	return random_chance(random, 8) ? any_pointer(random) : words;
}

static bool make_ioctl(struct random *random)
{
	static const unsigned long commands[] = {
		U_DMA_BUF_IOCTL_GET_DRV_INFO,
		U_DMA_BUF_IOCTL_GET_SIZE,
		U_DMA_BUF_IOCTL_GET_DMA_ADDR,
		U_DMA_BUF_IOCTL_GET_SYNC_OWNER,
		U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU,
		U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
		U_DMA_BUF_IOCTL_GET_DEV_INFO,
		U_DMA_BUF_IOCTL_GET_SYNC,
		U_DMA_BUF_IOCTL_SET_SYNC,
		U_DMA_BUF_IOCTL_SET_SYNC,
	};

	return !ioctl(file_of(random, BUFFER), RANDOM_OF(random, commands),
		      any_argument(random));
}

static bool make_wild_ioctl(struct random *random)
{
	static const char magics[] = {'U', 'U', 'U', 'b', 'I'};
	unsigned long command =
		_IOC(random_below(random, 4), RANDOM_OF(random, magics),
		     random_below(random, 20), random_below(random, 64));

	return !ioctl(any_file(random),
		      random_chance(random, 4) ? random_next(random) : command,
		      any_argument(random));
}

static bool make_export(struct random *random)
{
	static const uint64_t flags[] = {O_RDWR, O_RDWR | O_SYNC,
					 O_RDONLY | O_CLOEXEC, O_WRONLY};
	uint64_t offset = random_below(random, 4) * PAGE;
	uint64_t size = (1 + random_below(random, 4)) * PAGE;

	if (random_chance(random, 4))
		return keep_file(random, EXPORT,
				 buffer_export(file_of(random, BUFFER),
					       random_edge(random),
					       random_edge(random),
					       random_edge(random)));
	return keep_file(random, EXPORT,
			 buffer_export(file_of(random, BUFFER), offset, size,
				       RANDOM_OF(random, flags)));
}

static bool make_dma_buf_ioctl(struct random *random)
{
	struct dma_buf_sync sync = {random_below(random, 10)};
	struct {
		uint32_t flags;
		int32_t fd;
	} fence = {random_below(random, 5), any_file(random)};
	int file = file_of(random, EXPORT);

	switch (random_below(random, 4)) {
	case 0:
		return !ioctl(file, DMA_BUF_SET_NAME, any_pointer(random));
	case 1:
		/* EXPORT_SYNC_FILE, IMPORT_SYNC_FILE */
		if (ioctl(file,
			  random_below(random, 2) ? _IOWR('b', 2, fence)
						  : _IOW('b', 3, fence),
			  &fence))
			return false;
		return keep_file(random, EXPORT, fence.fd);
	default:
		return !ioctl(file, DMA_BUF_IOCTL_SYNC, &sync);
	}
}

static bool make_import(struct random *random)
{
	struct importer_mapping part = {.direction = random_below(random, 4)};
	int exported = file_of(random, EXPORT);
	int importer = file_of(random, IMPORTER);

	switch (random_below(random, 5)) {
	case 0:
		return !ioctl(importer, IMPORTER_UNMAP);
	case 1:
		return !ioctl(importer, IMPORTER_DETACH);
	case 2:
		return !ioctl(importer, IMPORTER_MAP, &part);
	default:
		return !ioctl(importer, IMPORTER_ATTACH, &exported);
	}
}

/* Mappings. */

static int any_protection(struct random *random)
{
	return random_chance(random, 2) ? PROT_READ | PROT_WRITE
					: (int)random_below(random, 8);
}

static bool make_map(struct random *random)
{
	static const int types[] = {MAP_SHARED, MAP_SHARED, MAP_SHARED,
				    MAP_PRIVATE, MAP_SHARED_VALIDATE};
	static const int flags[] = {0,
				    0,
				    0,
				    MAP_POPULATE,
				    MAP_LOCKED,
				    MAP_NORESERVE,
				    MAP_GROWSDOWN,
				    MAP_NONBLOCK,
				    MAP_HUGETLB,
				    MAP_SYNC,
				    MAP_STACK,
				    MAP_DENYWRITE};
	uint8_t *at = any_page(random);
	uint64_t offset = any_offset(random);
	enum file_type type = random_chance(random, 3) ? EXPORT : BUFFER;

	return mmap(at, place_length(random, at), any_protection(random),
		    MAP_FIXED | RANDOM_OF(random, types) |
			    RANDOM_OF(random, flags),
		    file_of(random, type), offset) != MAP_FAILED;
}

static bool make_unmap(struct random *random)
{
	uint8_t *at = any_page(random);

	return !munmap(at, place_length(random, at));
}

static bool make_remap(struct random *random)
{
	uint8_t *from = any_page(random);
	uint8_t *to = any_page(random);
	size_t old_size =
		random_chance(random, 6) ? 0 : place_length(random, from);
	int flags = random_below(random, 8);

	return mremap(from, old_size, place_length(random, to), flags, to) !=
	       MAP_FAILED;
}

static bool make_protect(struct random *random)
{
	uint8_t *at = any_page(random);

	return !mprotect(at, place_length(random, at), any_protection(random));
}

static bool make_advise(struct random *random)
{
	uint8_t *at = any_page(random);

	return !madvise(at, place_length(random, at), random_below(random, 26));
}

static bool make_memory_call(struct random *random)
{
	uint8_t *at = any_page(random);
	size_t length = place_length(random, at);
	struct iovec local = {scratch, SCRATCH}, remote = {at, length};

	switch (random_below(random, 7)) {
	case 0:
		return !msync(at, length, random_below(random, 8));
	case 1:
		return !mlock2(at, length, random_below(random, 3));
	case 2:
		return !munlock(at, length);
	case 3:
		return !mincore(at, length, scratch);
	case 4:
		return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) > 0;
	case 5:
		return process_vm_writev(getpid(), &local, 1, &remote, 1, 0) >
		       0;
	default:
		return !syscall(SYS_remap_file_pages, at, length, 0,
				random_below(random, 32), 0);
	}
}

static __thread sigjmp_buf fault;
static __thread volatile bool may_fault;

static void on_fault(int signal)
{
	if (may_fault)
		siglongjmp(fault, 1);
	_exit(128 + signal);
}

static bool touch(volatile uint8_t *at, bool writes)
{
	bool good = false;

	may_fault = true;
	if (!sigsetjmp(fault, 1)) {
		for (int i = 0; i < 8; i++)
			if (writes)
				at[i * PAGE / 2] = i;
			else
				(void)at[i * PAGE / 2];
		good = true;
	}
	may_fault = false;
	return good;
}

static bool make_touch(struct random *random)
{
	bool writes = random_chance(random, 2);

	return touch(any_page(random), writes);
}

static bool make_fork(struct random *random)
{
	uint8_t *page = any_page(random);
	pid_t child = fork();

	if (!child) {
		touch(page, true);
		make_unmap(random);
		_exit(0);
	}
	return child > 0 && waitpid(child, NULL, 0) == child;
}

/* Attributes, and the manager. */

static const char *const attributes[] = {
	"driver_version",  "ioctl_version",   "phys_addr",  "size",
	"dma_coherent",	   "quirk_mmap_mode", "sync_mode",  "sync_offset",
	"sync_size",	   "sync_direction",  "sync_owner", "sync_for_cpu",
	"sync_for_device", "uevent",	      "dev",
};

static int open_attribute(struct random *random, int flags)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), CLASS "/fuzz%d/%s",
		 (int)random_below(random, NAMES),
		 RANDOM_OF(random, attributes));
	return open(path, flags);
}

static bool make_attribute_write(struct random *random)
{
	static const char *const formats[] = {
		"%llu", "%lld\n", "0x%llx", "0%llo", "%llux", " %llu", "add"};
	int file = open_attribute(random, O_WRONLY);
	char text[64];
	ssize_t length;
	bool good;
	uint64_t value = random_chance(random, 2) ? random_edge(random)
						  : random_below(random, 8);

	snprintf(text, sizeof(text), RANDOM_OF(random, formats),
		 (unsigned long long)value);
	length = strlen(text);
	good = write(file, text, length) == length;
	close(file);
	return good;
}

static bool make_attribute_read(struct random *random)
{
	int file = open_attribute(random, O_RDONLY);
	bool good = read(file, any_pointer(random), SCRATCH) > 0;

	close(file);
	return good;
}

/* A command that the manager may like. */
static int any_command(struct random *random, char *text, size_t room)
{
	static const char *const modes[] = {"off", "on", "auto", "page"};
	int name = random_below(random, NAMES);
	uint64_t size = random_chance(random, 8)
				? random_edge(random)
				: 1 + random_below(random, 0x40000);
	bool with_parent = pci_address && random_chance(random, 3);

	if (random_chance(random, 3))
		return snprintf(text, room, "delete fuzz%d\n", name);
	return snprintf(text, room, "create fuzz%d %llu quirk-mmap-%s%s%s\n",
			name, (unsigned long long)size,
			RANDOM_OF(random, modes),
			with_parent ? " bus=pci device=" : " dma-mask=",
			with_parent ? pci_address : "40");
}

static bool make_command(struct random *random)
{
	char text[256];
	int length = any_command(random, text, sizeof(text));
	int cut = random_below(random, length + 1);
	int file = open(MANAGER_NODE, O_RDWR);
	bool good;

	if (random_chance(random, 6))
		text[random_below(random, length)] = random_next(random);
	good = write(file, text, cut) == cut &&
	       write(file, text + cut, length - cut) == length - cut;
	/* With its answer waiting. */
	keep_file(random, MANAGER, file);
	return good;
}

static const struct kind user_kinds[] = {
	{"open", make_open, 10, true},
	{"open of the manager", make_open_manager, 2, false},
	{"open of an importer", make_open_importer, 3, false},
	{"close", make_close, 3, false},
	{"dup", make_dup, 2, false},
	{"read", make_read, 8, false},
	{"write", make_write, 8, false},
	{"lseek", make_seek, 2, false},
	{"poll", make_poll, 2, false},
	{"calls on a file", make_file_call, 4, false},
	{"splice", make_splice, 4, false},
	{"ioctl", make_ioctl, 8, true},
	{"wild ioctl", make_wild_ioctl, 4, false},
	{"export", make_export, 6, true},
	{"ioctl of a dma-buf", make_dma_buf_ioctl, 5, false},
	{"import", make_import, 8, false},
	{"mmap", make_map, 14, true},
	{"munmap", make_unmap, 3, false},
	{"mremap", make_remap, 5, false},
	{"mprotect", make_protect, 3, false},
	{"madvise", make_advise, 5, false},
	{"calls on memory", make_memory_call, 5, false},
	{"touch", make_touch, 12, false},
	{"fork", make_fork, 1, false},
	{"write of an attribute", make_attribute_write, 4, false},
	{"read of an attribute", make_attribute_read, 2, false},
	{"command", make_command, 3, false},
};

#define USER_KINDS (sizeof(user_kinds) / sizeof(user_kinds[0]))

/* Those who take away what the users use; they have nothing of it themselves.
 */

static bool make_manager_command(struct random *random)
{
	char text[256];

	any_command(random, text, sizeof(text));
	return write_text(MANAGER_NODE, text);
}

/* The name of a buffer's platform device. */
static bool any_device(struct random *random, char *name, size_t room)
{
	char path[PATH_MAX], link[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), CLASS "/fuzz%d/device",
		 (int)random_below(random, NAMES));
	length = readlink(path, link, sizeof(link) - 1);
	if (length < 0)
		return false;
	link[length] = '\0';
	snprintf(name, room, "%s", strrchr(link, '/') + 1);
	return true;
}

static bool make_unbind(struct random *random)
{
	char device[64];

	if (!any_device(random, device, sizeof(device)) ||
	    !write_text(PLATFORM "/unbind", device))
		return false;
	usleep(random_below(random, 5000));
	return write_text(PLATFORM "/bind", device);
}

static bool bind_pci_driver(void)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), PCI "/devices/%s/driver_override",
		 pci_address);
	write_text(path, "uio_pci_generic");
	return write_text(UIO "/bind", pci_address);
}

static bool make_pci_unbind(struct random *random)
{
	if (!pci_address || !write_text(UIO "/unbind", pci_address))
		return false;
	usleep(random_below(random, 5000));
	return bind_pci_driver();
}

static bool make_pci_removal(struct random *random)
{
	char path[PATH_MAX];

	if (!pci_address)
		return false;
	snprintf(path, sizeof(path), PCI "/devices/%s/remove", pci_address);
	write_text(path, "1");
	usleep(random_below(random, 5000));
	write_text(PCI "/rescan", "1");
	return bind_pci_driver();
}

static bool make_parameter(struct random *random)
{
	static const char *const parameters[] = {
		"/sys/module/u_dma_buf_mgr/parameters/max_buffers",
		"/sys/module/u_dma_buf_mgr/parameters/max_bytes",
		"/sys/module/u_dma_buf/parameters/info_enable",
	};
	const char *parameter = RANDOM_OF(random, parameters);
	char text[32];
	bool good;

	snprintf(text, sizeof(text), "%d", (int)random_below(random, 4));
	good = write_text(parameter, text);
	usleep(random_below(random, 5000));
	return write_text(parameter, "0") && good;
}

static bool make_pause(struct random *random)
{
	return !usleep(random_below(random, 20000));
}

static const struct kind taker_kinds[] = {
	{"pause", make_pause, 8, false},
	{"command of the taker", make_manager_command, 12, false},
	{"unbind and bind", make_unbind, 3, false},
	{"unbind and bind of the parent", make_pci_unbind, 2, false},
	{"removal of the parent", make_pci_removal, 1, false},
	{"parameter", make_parameter, 1, false},
};

#define TAKER_KINDS (sizeof(taker_kinds) / sizeof(taker_kinds[0]))

/* Rounds. */

static size_t any_kind(struct random *random, const struct kind *kinds,
		       size_t count)
{
	unsigned int sum = 0, drawn;
	size_t i;

	for (i = 0; i < count; i++)
		sum += kinds[i].weight;
	drawn = random_below(random, sum);
	for (i = 0; drawn >= kinds[i].weight; i++)
		drawn -= kinds[i].weight;
	return i;
}

/* What a step draws does not depend on what the steps before it met. */
static void run_steps(uint64_t seed, const struct kind *kinds, size_t count,
		      size_t first)
{
	for (uint64_t step = 0; !shared->stop; step++) {
		struct random random = random_part(seed, step);
		size_t kind = any_kind(&random, kinds, count);
		bool good = kinds[kind].make(&random);

		__atomic_add_fetch(&shared->made[first + kind], 1,
				   __ATOMIC_RELAXED);
		if (good)
			__atomic_add_fetch(&shared->worked[first + kind], 1,
					   __ATOMIC_RELAXED);
	}
}

static void *user(void *seed)
{
	scratch = mmap(NULL, SCRATCH + PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	/* With an end, because calls go over it. */
	if (scratch == MAP_FAILED ||
	    mprotect(scratch + SCRATCH, PAGE, PROT_NONE) ||
	    pipe2(pipes, O_NONBLOCK))
		err(1, "memory and a pipe");
	pthread_barrier_wait(&all_ready);
	run_steps(*(uint64_t *)seed, user_kinds, USER_KINDS, 0);
	return NULL;
}

static void on_wake(int signal)
{
	(void)signal;
}

/*
 * A signal every now and then, for what waits: a command may wait for a parent
 * that waits for memory that the same user has pinned.
 */
static void wake_until_stop(const pthread_t *threads)
{
	for (int i = 0; !shared->stop; i++) {
		usleep(10000);
		pthread_kill(threads[i % USERS], SIGUSR1);
	}
}

static void be_users(uint64_t seed)
{
	const struct sigaction wake = {.sa_handler = on_wake};
	pthread_t threads[USERS];
	uint64_t seeds[USERS];

	memset(files, -1, sizeof(files));
	pthread_barrier_init(&all_ready, NULL, USERS);
	/* One more, where calls that go over the end of the last one end. */
	places = mmap(NULL, (PLACES + 1) * PLACE_SIZE, PROT_NONE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (places == MAP_FAILED)
		err(1, "mmap");
	signal(SIGBUS, on_fault);
	signal(SIGSEGV, on_fault);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGIO, SIG_IGN);
	/* Without SA_RESTART. */
	sigaction(SIGUSR1, &wake, NULL);
	for (int i = 0; i < USERS; i++) {
		seeds[i] = random_part(seed, i).state;
		errno = pthread_create(&threads[i], NULL, user, &seeds[i]);
		if (errno)
			err(1, "pthread_create");
	}
	wake_until_stop(threads);
	for (int i = 0; i < USERS; i++)
		pthread_join(threads[i], NULL);
}

static void be_taker(uint64_t seed)
{
	run_steps(seed, taker_kinds, TAKER_KINDS, USER_KINDS);
}

static pid_t start(void (*be)(uint64_t), uint64_t seed)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (!child) {
		be(seed);
		_exit(0);
	}
	return child;
}

/* Users that have ended before they were told to have met what no call may do.
 */
static bool users_live(pid_t users)
{
	int status;

	if (!waitpid(users, &status, WNOHANG))
		return true;
	printf("#   the users ended with status 0x%x\n", status);
	return false;
}

static bool run_round(uint64_t seed, unsigned int seconds)
{
	struct random random = {seed};
	pid_t users;
	bool good;

	shared->stop = false;
	start(be_taker, random_next(&random));
	users = start(be_users, random_next(&random));
	sleep(seconds);
	good = users_live(users);
	/* In the middle of whatever they are at. */
	kill(users, SIGKILL);
	shared->stop = true;
	/* The taker, the users, and children that those have left. */
	while (waitpid(-1, NULL, 0) > 0)
		;
	return good;
}

static unsigned long show(const struct kind *kinds, size_t count, size_t first)
{
	unsigned long sum = 0;

	for (size_t i = 0; i < count; i++) {
		printf("#   %s: %lu, %lu worked\n", kinds[i].name,
		       shared->made[first + i], shared->worked[first + i]);
		sum += shared->made[first + i];
	}
	return sum;
}

/* Where none of those worked, little was tested. */
static bool enough_worked(void)
{
	for (size_t i = 0; i < USER_KINDS; i++)
		if (user_kinds[i].must_work && !shared->worked[i])
			return false;
	return true;
}

int main(int argc, char **argv)
{
	unsigned long calls;
	uint64_t seed;
	time_t end;
	bool good = true;

	if (argc != 3 && argc != 4)
		errx(2, "usage: fuzz SECONDS SEED [PCI-ADDRESS]");
	end = time(NULL) + atoi(argv[1]);
	seed = strtoull(argv[2], NULL, 0);
	pci_address = argv[3];
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || prctl(PR_SET_CHILD_SUBREAPER, 1))
		err(1, "memory and children");
	for (uint64_t round = 0; good && time(NULL) < end; round++) {
		struct random random = random_part(seed, round);
		time_t left = end - time(NULL);

		good = run_round(random_next(&random),
				 left < ROUND_SECONDS ? left : ROUND_SECONDS);
	}
	calls = show(user_kinds, USER_KINDS, 0) +
		show(taker_kinds, TAKER_KINDS, USER_KINDS);
	printf("# %lu calls, seed %llu\n", calls, (unsigned long long)seed);
	return good && enough_worked() ? 0 : 1;
}
