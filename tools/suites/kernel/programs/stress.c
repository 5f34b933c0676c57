// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * stress SECONDS [PCI-ADDRESS [steady]]: eight threads use the buffer "stress"
 * in every way, whether it is there or not, while others create it, delete it,
 * and take away what is behind it: its platform device, or with an address the
 * PCI device or that one's driver; "steady": somebody else takes it away. Every
 * call may fail; the kernel must not. Fails where a kind of call never works,
 * but for those that need luck.
 */
#include <errno.h>
#include <linux/dma-buf.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#include <importer.h>

#include "ioctls.h"
#include "write-text.h"

#define NAME	 "stress"
#define SIZE	 0x10000
#define USERS	 8
#define MANAGER	 "/dev/u-dma-buf-mgr"
#define PLATFORM "/sys/bus/platform/drivers/u-dma-buf"
#define PCI	 "/sys/bus/pci"
#define UIO	 PCI "/drivers/uio_pci_generic"

static const char *pci_address;
static bool is_steady;
static volatile bool stop;
/* No user begins anew: with eight of them, a delete would never work. */
static volatile bool rest;

/* What was done, and how often it worked. */
enum deed {
	OPEN,
	READ,
	WRITE,
	MAP,
	TOUCH,
	FORK,
	SYNC,
	ATTRIBUTE,
	EXPORT,
	EXPORT_MAP,
	EXPORT_SYNC,
	CREATE,
	UNBIND,
	BIND,
	/* From here on: those that need luck. */
	IMPORT,
	SIGBUS_SEEN,
	PIN,
	DELETE,
	DEEDS
};

static const char *const deed_names[DEEDS] = {
	"open",	  "read",      "write",	 "map",	       "touch",	      "fork",
	"sync",	  "attribute", "export", "export-map", "export-sync", "create",
	"unbind", "bind",      "import", "SIGBUS",     "pin",	      "delete",
};

static unsigned long worked[DEEDS];

static bool count(enum deed deed, bool good)
{
	if (good)
		__atomic_add_fetch(&worked[deed], 1, __ATOMIC_RELAXED);
	return good;
}

static __thread unsigned int seed;

static unsigned int random_below(unsigned int limit)
{
	return rand_r(&seed) % limit;
}

static void pause_us(unsigned int limit)
{
	usleep(random_below(limit));
}

/* Users. */

static __thread sigjmp_buf bus_error;

static void on_bus_error(int signal)
{
	(void)signal;
	siglongjmp(bus_error, 1);
}

static void touch(volatile uint8_t *memory)
{
	if (sigsetjmp(bus_error, 1)) {
		count(SIGBUS_SEEN, true);
		return;
	}
	for (size_t i = 0; i < SIZE; i += 512)
		memory[i]++;
	count(TOUCH, true);
}

static void use_mapping(int file, enum deed deed)
{
	void *memory =
		mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

	if (!count(deed, memory != MAP_FAILED))
		return;
	touch(memory);
	pause_us(1000);
	touch(memory);
	/* Where pages can be thrown out, the next touch brings them back. */
	madvise(memory, SIZE, MADV_DONTNEED);
	touch(memory);
	munmap(memory, SIZE);
}

static void use_in_child(int file)
{
	void *memory =
		mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	pid_t child;

	if (memory == MAP_FAILED)
		return;
	child = fork();
	if (!child) {
		touch(memory);
		_exit(0);
	}
	count(FORK, child > 0 && waitpid(child, NULL, 0) == child);
	munmap(memory, SIZE);
}

static void use_read_and_write(int file)
{
	char bytes[SIZE / 2];

	count(READ, pread(file, bytes, sizeof(bytes), 100) > 0);
	count(WRITE, pwrite(file, bytes, sizeof(bytes), 200) > 0);
}

/* From one mapping into the other: both fault, inside the kernel. */
static void use_own_mapping(int file)
{
	void *memory =
		mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

	if (memory == MAP_FAILED)
		return;
	count(READ, pread(file, memory, SIZE, 0) > 0);
	count(WRITE, pwrite(file, memory, SIZE, 0) > 0);
	munmap(memory, SIZE);
}

static void use_sync(int file)
{
	struct u_dma_buf_ioctl_sync_args args = {.size = 4096};
	uint64_t number = 1;

	count(SYNC,
	      !ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &number) &&
		      !ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &args) &&
		      !ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC, &args) &&
		      !ioctl(file, U_DMA_BUF_IOCTL_GET_DMA_ADDR, &number));
}

static void use_attribute(int file)
{
	(void)file;
	count(ATTRIBUTE,
	      write_text("/sys/class/u-dma-buf/" NAME "/sync_for_device", "1"));
}

static void use_import(int exported)
{
	struct importer_mapping part = {0};
	int importer = open("/dev/u-dma-buf-importer", O_RDWR);

	if (importer < 0)
		err(1, "u-dma-buf-importer");
	if (!ioctl(importer, IMPORTER_ATTACH, &exported) &&
	    count(IMPORT, !ioctl(importer, IMPORTER_MAP, &part)))
		pause_us(1000);
	close(importer);
}

static void use_export(int file)
{
	struct dma_buf_sync sync = {DMA_BUF_SYNC_START | DMA_BUF_SYNC_RW};
	int exported = buffer_export(file, 0, SIZE, O_RDWR | O_CLOEXEC);

	if (!count(EXPORT, exported >= 0))
		return;
	count(EXPORT_SYNC, !ioctl(exported, DMA_BUF_IOCTL_SYNC, &sync));
	use_mapping(exported, EXPORT_MAP);
	use_import(exported);
	close(exported);
}

/* Works in mmap mode "page" only. */
static void use_pin(int file)
{
	struct iovec all = {.iov_len = SIZE};
	int pipes[2];

	all.iov_base =
		mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (all.iov_base == MAP_FAILED)
		return;
	if (pipe(pipes))
		err(1, "pipe");
	count(PIN, vmsplice(pipes[1], &all, 1, SPLICE_F_NONBLOCK) > 0);
	munmap(all.iov_base, SIZE);
	pause_us(1000);
	close(pipes[0]);
	close(pipes[1]);
}

static void use_mapping_of_file(int file)
{
	use_mapping(file, MAP);
}

static void (*const uses[])(int file) = {
	use_mapping_of_file,
	use_read_and_write,
	use_own_mapping,
	use_in_child,
	use_sync,
	use_attribute,
	use_export,
	use_pin,
};

#define USES (sizeof(uses) / sizeof(uses[0]))

static void use(void)
{
	int file = open("/dev/" NAME, O_RDWR | (random_below(2) ? O_SYNC : 0));

	if (!count(OPEN, file >= 0)) {
		pause_us(500);
		return;
	}
	for (unsigned int left = 1 + random_below(4); left; left--)
		uses[random_below(USES)](file);
	close(file);
}

static void *user(void *number)
{
	seed = (uintptr_t)number;
	while (!stop) {
		if (rest)
			pause_us(1000);
		else
			use();
	}
	return NULL;
}

/* Those who make it, and take it away. */

static void *creator(void *number)
{
	static const char *const modes[] = {"off", "on", "auto", "page"};
	char command[200];

	seed = (uintptr_t)number;
	while (!stop) {
		snprintf(command, sizeof(command),
			 "create " NAME " %d quirk-mmap-%s%s%s\n", SIZE,
			 modes[random_below(4)],
			 pci_address ? " bus=pci device=" : "",
			 pci_address ?: "");
		count(CREATE, write_text(MANAGER, command));
		pause_us(10000);
		rest = random_below(2);
		/* Somebody else waits for a moment when nobody has it open. */
		pause_us(is_steady ? 200000 : 5000);
		count(DELETE, write_text(MANAGER, "delete " NAME "\n"));
		rest = false;
		pause_us(3000);
	}
	return NULL;
}

static void unbind_platform(void)
{
	char link[PATH_MAX];
	ssize_t length = readlink("/sys/class/u-dma-buf/" NAME "/device", link,
				  sizeof(link) - 1);
	const char *device;

	if (length < 0)
		return;
	link[length] = '\0';
	device = strrchr(link, '/') + 1;
	count(UNBIND, write_text(PLATFORM "/unbind", device));
	pause_us(2000);
	if (!random_below(2))
		return;
	count(BIND, write_text(PLATFORM "/bind", device));
	pause_us(10000);
	write_text(PLATFORM "/unbind", device);
}

static void bind_pci_driver(void)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), PCI "/devices/%s/driver_override",
		 pci_address);
	write_text(path, "uio_pci_generic");
	count(BIND, write_text(UIO "/bind", pci_address));
}

static void unbind_pci(void)
{
	char path[PATH_MAX];

	if (random_below(8)) {
		count(UNBIND, write_text(UIO "/unbind", pci_address));
	} else {
		snprintf(path, sizeof(path), PCI "/devices/%s/remove",
			 pci_address);
		write_text(path, "1");
		pause_us(2000);
		write_text(PCI "/rescan", "1");
	}
	pause_us(2000);
	bind_pci_driver();
}

static void *unbinder(void *number)
{
	seed = (uintptr_t)number;
	while (!stop && !is_steady) {
		pause_us(30000);
		if (pci_address)
			unbind_pci();
		else
			unbind_platform();
	}
	return NULL;
}

static pthread_t start(void *(*run)(void *), uintptr_t number)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, run, (void *)number);
	if (errno)
		err(1, "pthread_create");
	return thread;
}

/* 0 where every deed that needs no luck worked at least once. */
static int show(void)
{
	int status = 0;

	for (int deed = 0; deed < DEEDS; deed++) {
		printf("# %s: %lu\n", deed_names[deed], worked[deed]);
		if (is_steady && (deed == UNBIND || deed == BIND))
			continue;
		if (!worked[deed] && deed < IMPORT)
			status = 1;
	}
	return status;
}

int main(int argc, char **argv)
{
	pthread_t threads[USERS + 2];

	is_steady = argc == 4 && !strcmp(argv[3], "steady");
	if (argc != 2 && argc != 3 && !is_steady)
		errx(2, "usage: stress SECONDS [PCI-ADDRESS [steady]]");
	pci_address = argv[2];
	signal(SIGBUS, on_bus_error);
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < USERS; i++)
		threads[i] = start(user, i);
	threads[USERS] = start(creator, USERS);
	threads[USERS + 1] = start(unbinder, USERS + 1);
	sleep(atoi(argv[1]));
	stop = true;
	for (int i = 0; i < USERS + 2; i++)
		pthread_join(threads[i], NULL);
	write_text(MANAGER, "delete " NAME "\n");
	return show();
}
