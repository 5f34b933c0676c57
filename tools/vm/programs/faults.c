// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * faults CALL NAME [OPTIONS [REFUSED]]: makes a system call again and again,
 * and each time the kernel has the next of its allocations and copies fail,
 * until it makes it without one. Each time the call must return its error or do
 * the whole thing; after an error the same call must work. In the end no DMA
 * mapping may be left.
 *
 * NAME is a buffer's, or a module's file; OPTIONS are those of the buffer that
 * is created, or the module's parameters. With parameters that the module has
 * REFUSED, begins with the last fault that such a call could have had: those
 * before are of the kernel's loader. The kernel needs its fault injection
 * (/proc/thread-self/fail-nth).
 */
#include <linux/dma-buf.h>
#include <string.h>
#include <sys/syscall.h>

#include <importer.h>

#include "ioctls.h"
#include "manager.h"
#include "tap.h"

#define IMPORTER "/dev/u-dma-buf-importer"
#define DEBUGFS	 "/sys/kernel/debug/"
#define DRIVER	 "/sys/bus/platform/drivers/u-dma-buf/"

/* More than any of the calls has. */
#define FAULTS_MAX 20000

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

static const char *name;
static const char *options;
static const char *refused;
static char path[PATH_MAX];
static char device[PATH_MAX];
static size_t size;
/* Of the buffer, of the dma-buf, of the importer, of the manager. */
static int file = -1, exported = -1, importer = -1, manager = -1;

static long result_of(long result)
{
	return result < 0 ? -errno : result;
}

static void must(bool good, const char *what)
{
	if (!good)
		err(1, "%s %s", what, name);
}

static void write_text(const char *to, const char *text)
{
	int fd = open(to, O_WRONLY);
	ssize_t len = strlen(text);

	if (fd < 0 || write(fd, text, len) != len)
		err(1, "%s to %s", text, to);
	close(fd);
}

static uint64_t read_number(const char *from)
{
	uint64_t number;
	FILE *stream = fopen(from, "r");

	if (!stream || fscanf(stream, "%" SCNu64, &number) != 1)
		err(1, "%s", from);
	fclose(stream);
	return number;
}

/* The calls. */

static void setup_manager(void)
{
	manager = manager_open(O_RDWR);
	size = 0x5000;
}

static long run_create(void)
{
	return result_of(manager_write(manager, "create %s 0x%zx %s\n", name,
				       size, options));
}

static void create(void)
{
	must(run_create() > 0, "create");
}

static long run_delete(void)
{
	return result_of(manager_write(manager, "delete %s\n", name));
}

static void undo_create(long result)
{
	(void)result;
	must(run_delete() > 0, "delete");
}

static bool is_gone(void)
{
	return !buffer_exists(name);
}

static bool is_there(void)
{
	return buffer_exists(name);
}

static void prepare_delete(void)
{
	if (is_gone())
		create();
}

static void setup_bound(void)
{
	char link[PATH_MAX];
	ssize_t len;

	setup_manager();
	create();
	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/device", name);
	len = readlink(path, link, sizeof(link) - 1);
	must(len > 0, "readlink of the device of");
	link[len] = '\0';
	snprintf(device, sizeof(device), "%s", strrchr(link, '/') + 1);
}

static long run_write_to(const char *to)
{
	int fd = open(to, O_WRONLY);
	long result =
		fd < 0 ? -errno : result_of(write(fd, device, strlen(device)));

	if (fd >= 0)
		close(fd);
	return result;
}

static void prepare_unbind(void)
{
	if (is_gone())
		write_text(DRIVER "bind", device);
}

static void prepare_bind(void)
{
	if (is_there())
		write_text(DRIVER "unbind", device);
}

static long run_unbind(void)
{
	return run_write_to(DRIVER "unbind");
}

static long run_bind(void)
{
	return run_write_to(DRIVER "bind");
}

static void setup_path(void)
{
	snprintf(path, sizeof(path), "/dev/%s", name);
}

static long run_open(void)
{
	return result_of(open(path, O_RDWR));
}

static void undo_open(long result)
{
	close(result);
}

static void setup_file(void)
{
	file = buffer_open(name, O_RDWR);
	size = buffer_attribute(name, "size");
}

static long map(int fd)
{
	void *memory =
		mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	return memory == MAP_FAILED ? -errno : (long)memory;
}

static long run_map(void)
{
	return map(file);
}

static void undo_map(long result)
{
	munmap((void *)result, size);
}

static long run_export(void)
{
	return result_of(buffer_export(file, 0, size, O_RDWR));
}

static void setup_export(void)
{
	setup_file();
	exported = run_export();
	must(exported >= 0, "export of");
}

static long run_export_map(void)
{
	return map(exported);
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

static long run_ioctls(void)
{
	struct u_dma_buf_ioctl_sync_args sync = {0};
	struct u_dma_buf_ioctl_drv_info info;
	uint64_t number = 1;
	uint32_t owner;

	return result_of(
		ioctl(file, U_DMA_BUF_IOCTL_GET_DRV_INFO, &info) ?:
		ioctl(file, U_DMA_BUF_IOCTL_GET_DEV_INFO, &info) ?:
		ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC, &sync) ?:
		ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &sync) ?:
		ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC_OWNER, &owner) ?:
		ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &number) ?:
		ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, &number) ?:
		ioctl(file, U_DMA_BUF_IOCTL_GET_SIZE, &number));
}

static void prepare_answer(void)
{
	must(manager_write(manager, "delete nobody\n") < 0, "delete beside");
}

static long run_answer(void)
{
	char text[4096];

	return result_of(read(manager, text, sizeof(text)));
}

static long run_refused(void)
{
	long result = result_of(manager_write(manager, "delete nobody\n"));

	return result == -ENOENT ? 0 : result;
}

static char *module_of(const char *module_file)
{
	static char module[PATH_MAX];
	char *at;

	snprintf(module, sizeof(module), "%s", strrchr(module_file, '/') + 1);
	*strrchr(module, '.') = '\0';
	for (at = module; *at; at++)
		if (*at == '-')
			*at = '_';
	return module;
}

static void setup_module(void)
{
	file = open(name, O_RDONLY);
	must(file >= 0, "open of");
	snprintf(path, sizeof(path), "/sys/module/%s", module_of(name));
}

static long run_load(void)
{
	return result_of(syscall(SYS_finit_module, file, options, 0));
}

static void undo_load(long result)
{
	(void)result;
	must(!syscall(SYS_delete_module, module_of(name), 0), "unloading of");
}

static bool is_unloaded(void)
{
	return access(path, F_OK) != 0;
}

static const struct call calls[] = {
	{"create", setup_manager, NULL, run_create, undo_create, is_gone, 0},
	{"delete", setup_manager, prepare_delete, run_delete, NULL, is_there,
	 0},
	/* The only error that the driver core does not comment on. */
	{"bind", setup_bound, prepare_bind, run_bind, NULL, is_gone, -ENODEV},
	{"unbind", setup_bound, prepare_unbind, run_unbind, NULL, is_there, 0},
	{"refused", setup_manager, NULL, run_refused, NULL, NULL, 0},
	{"answer", setup_manager, prepare_answer, run_answer, NULL, NULL, 0},
	{"open", setup_path, NULL, run_open, undo_open, NULL, 0},
	{"map", setup_file, NULL, run_map, undo_map, NULL, 0},
	{"ioctls", setup_file, NULL, run_ioctls, NULL, NULL, 0},
	{"export", setup_file, NULL, run_export, undo_open, NULL, 0},
	{"export-map", setup_export, NULL, run_export_map, undo_map, NULL, 0},
	{"export-sync", setup_export, NULL, run_export_sync, NULL, NULL, 0},
	{"attach", setup_importer, NULL, run_attach, undo_attach, NULL, 0},
	{"import", setup_attachment, NULL, run_import, undo_import, is_unmapped,
	 0},
	{"load", setup_module, NULL, run_load, undo_load, is_unloaded, 0},
};

/* Faults. */

static int fail_nth = -1;

static void arm(unsigned int nth)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(fail_nth, text, len, 0) != len)
		err(1, "fail-nth");
}

/* How many more had to be for the fault to come; 0: it came. */
static unsigned int disarm(void)
{
	char text[16] = "";
	unsigned int left;

	/* What did not come in the call may come in here. */
	left = pread(fail_nth, text, sizeof(text) - 1, 0) > 0 ? atoi(text) : 1;
	while (pwrite(fail_nth, "0", 1, 0) != 1)
		if (errno != EFAULT)
			err(1, "fail-nth");
	return left;
}

static const char *const injectors[] = {"failslab", "fail_page_alloc",
					"fail_usercopy"};

/* By default only what cannot wait fails; and each failure would be a report.
 */
static void setup_injectors(void)
{
	char to[PATH_MAX];

	for (size_t i = 0; i < sizeof(injectors) / sizeof(injectors[0]); i++) {
		snprintf(to, sizeof(to), DEBUGFS "%s/verbose", injectors[i]);
		write_text(to, "0");
	}
	write_text(DEBUGFS "failslab/ignore-gfp-wait", "N");
	write_text(DEBUGFS "fail_page_alloc/ignore-gfp-wait", "N");
	write_text(DEBUGFS "fail_page_alloc/ignore-gfp-highmem", "N");
	write_text(DEBUGFS "fail_page_alloc/min-order", "0");
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fail_nth < 0)
		err(1, "/proc/thread-self/fail-nth");
}

/* What the DMA API counts as mapped. */
static uint64_t mappings_in_use(void)
{
	return read_number(DEBUGFS "dma-api/nr_total_entries") -
	       read_number(DEBUGFS "dma-api/num_free_entries");
}

/**
 * struct outcome - of the calls that had a fault
 * @refused: returned an error
 * @whole: worked all the same
 * @wrong: returned an error that says something else
 * @left: returned an error and left something behind
 * @broken: returned an error, and the next call did not work
 */
struct outcome {
	unsigned int refused;
	unsigned int whole;
	unsigned int wrong;
	unsigned int left;
	unsigned int broken;
};

static void complain(unsigned int nth, const char *what, long result)
{
	printf("#   fault %u: %s: %ld %s\n", nth, what, result,
	       result < 0 ? errno_name(-result) : "");
}

static void prepare(const struct call *call)
{
	if (call->prepare)
		call->prepare();
}

static void undo(const struct call *call, long result)
{
	if (call->undo)
		call->undo(result);
}

/* And the first time, before any fault. */
static void try_again(const struct call *call, unsigned int nth,
		      struct outcome *outcome)
{
	long result;

	prepare(call);
	result = call->run();
	if (result < 0) {
		complain(nth, "the next call failed", result);
		outcome->broken++;
	} else {
		undo(call, result);
	}
}

static void judge(const struct call *call, unsigned int nth, long result,
		  struct outcome *outcome)
{
	if (result >= 0) {
		outcome->whole++;
		undo(call, result);
		return;
	}
	outcome->refused++;
	if (result != -ENOMEM && result != -EFAULT && result != call->other) {
		complain(nth, "not the error", result);
		outcome->wrong++;
	}
	if (call->is_undone && !call->is_undone()) {
		complain(nth, "something is left after", result);
		outcome->left++;
	}
	try_again(call, nth, outcome);
}

/* The faults that a load can have up to where the module refuses its
 * parameters. */
static unsigned int faults_of_loader(const struct call *call)
{
	const char *good = options;
	unsigned int left;

	options = refused;
	arm(FAULTS_MAX);
	must(call->run() < 0, "refusal of");
	left = disarm();
	options = good;
	return FAULTS_MAX - left;
}

/* The number of faults that the call can have. */
static unsigned int walk(const struct call *call, unsigned int nth,
			 struct outcome *outcome)
{
	long result;

	for (; nth < FAULTS_MAX; nth++) {
		prepare(call);
		arm(nth);
		result = call->run();
		if (disarm()) {
			if (result < 0)
				complain(nth, "no fault, but", result);
			else
				undo(call, result);
			return result < 0 ? FAULTS_MAX : nth - 1;
		}
		judge(call, nth, result, outcome);
	}
	return nth;
}

static void report(const struct call *call, unsigned int first,
		   unsigned int faults, const struct outcome *outcome)
{
	printf("# %s %s: faults %u to %u, %u refused, %u whole\n", call->name,
	       options, first, faults, outcome->refused, outcome->whole);
	tap(faults >= first && faults < FAULTS_MAX,
	    "every allocation failed once");
	tap_number(outcome->wrong, 0, "each call returned its error or worked");
	tap_number(outcome->left, 0, "nothing is left of those that failed");
	tap_number(outcome->broken, 0, "the next call worked each time");
}

static const struct call *find_call(const char *call)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (!strcmp(calls[i].name, call))
			return &calls[i];
	errx(2, "%s is not a call to make fail", call);
}

int main(int argc, char **argv)
{
	struct outcome outcome = {0};
	const struct call *call;
	uint64_t mappings;
	unsigned int first, faults;

	if (argc < 3 || argc > 5)
		errx(2, "usage: faults CALL NAME [OPTIONS [REFUSED]]");
	call = find_call(argv[1]);
	name = argv[2];
	options = argc > 3 ? argv[3] : "";
	refused = argc > 4 ? argv[4] : NULL;
	setlinebuf(stdout);
	setup_injectors();
	call->setup();
	try_again(call, 0, &outcome);
	mappings = mappings_in_use();
	first = refused ? faults_of_loader(call) : 1;
	faults = walk(call, first, &outcome);
	report(call, first, faults, &outcome);
	tap_number(mappings_in_use(), mappings, "no DMA mapping is left");
	return tap_status();
}
