// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * edu-dma NAME PCI-ADDRESS [copied|ends]: a DMA round trip through a buffer.
 *
 * Fills the first half of the buffer, has QEMU's edu device copy it into its
 * own memory and from there into the second half, and compares the halves. This
 * is all that a user-space driver needs: the buffer's DMA address from sysfs, a
 * mapping of its memory, and the two syncs that a non-coherent device asks for.
 * With "copied" it has neither mapping nor syncs, but reads and writes the
 * buffer by a file opened with O_SYNC, which are synced by the driver. With
 * "ends" the trips are within the first, a middle and the last page.
 */
#include <string.h>
#include <time.h>

#include "buffer.h"

/* Registers in BAR 0; the device's own memory as its engine addresses it. */
#define EDU_SOURCE	0x80
#define EDU_DESTINATION 0x88
#define EDU_COUNT	0x90
#define EDU_COMMAND	0x98
#define EDU_START	0x1
#define EDU_TO_MEMORY	0x2
#define EDU_MEMORY	0x40000
#define EDU_BAR_SIZE	0x100000
/* Half of that memory: QEMU 7.2 stops at a transfer up to its end. */
#define PIECE 2048

#define PCI_ID			      0x0
#define PCI_COMMAND		      0x4
#define PCI_COMMAND_MEMORY_AND_MASTER 0x6
#define EDU_PCI_ID		      0x11e81234

static int pci_open(const char *address, const char *file)
{
	char path[PATH_MAX];
	int descriptor;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/%s", address,
		 file);
	descriptor = open(path, O_RDWR);
	if (descriptor < 0)
		err(1, "%s", path);
	return descriptor;
}

/* Lets the device answer on its memory BAR and start transfers of its own. */
static void edu_enable(const char *address)
{
	int config = pci_open(address, "config");
	uint32_t id;
	uint16_t command;

	if (pread(config, &id, sizeof(id), PCI_ID) != sizeof(id) ||
	    id != EDU_PCI_ID)
		errx(1, "the PCI device at %s is not QEMU's edu", address);
	if (pread(config, &command, sizeof(command), PCI_COMMAND) !=
	    sizeof(command))
		err(1, "reading the PCI command register");
	command |= PCI_COMMAND_MEMORY_AND_MASTER;
	if (pwrite(config, &command, sizeof(command), PCI_COMMAND) !=
	    sizeof(command))
		err(1, "writing the PCI command register");
	close(config);
}

static volatile uint8_t *edu_registers(const char *address)
{
	int bar = pci_open(address, "resource0");
	void *registers = mmap(NULL, EDU_BAR_SIZE, PROT_READ | PROT_WRITE,
			       MAP_SHARED, bar, 0);

	if (registers == MAP_FAILED)
		err(1, "mapping the registers of %s", address);
	close(bar);
	return registers;
}

static volatile uint64_t *edu_register(volatile uint8_t *edu, size_t offset)
{
	return (volatile uint64_t *)(edu + offset);
}

static void edu_transfer(volatile uint8_t *edu, uint64_t source,
			 uint64_t destination, uint64_t count,
			 uint64_t direction)
{
	const struct timespec pause = {.tv_nsec = 1000000};

	*edu_register(edu, EDU_SOURCE) = source;
	*edu_register(edu, EDU_DESTINATION) = destination;
	*edu_register(edu, EDU_COUNT) = count;
	*edu_register(edu, EDU_COMMAND) = EDU_START | direction;
	while (*edu_register(edu, EDU_COMMAND) & EDU_START)
		nanosleep(&pause, NULL);
}

/* Returns the number of pieces it took. */
static unsigned int edu_copy(volatile uint8_t *edu, uint64_t from, uint64_t to,
			     size_t size)
{
	unsigned int pieces = 0;

	for (size_t done = 0; done < size; done += PIECE, pieces++) {
		size_t count = size - done < PIECE ? size - done : PIECE;

		edu_transfer(edu, from + done, EDU_MEMORY, count, 0);
		edu_transfer(edu, EDU_MEMORY, to + done, count, EDU_TO_MEMORY);
	}
	return pieces;
}

static void buffer_sync(const char *name, const char *attribute)
{
	char path[PATH_MAX];
	int file;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/%s", name,
		 attribute);
	file = open(path, O_WRONLY);
	if (file < 0 || write(file, "1", 1) != 1)
		err(1, "%s", path);
	close(file);
}

static uint8_t pattern(size_t i)
{
	return (i * 7 + i / 256) & 0xff;
}

/* A seed tells one place of a buffer from another. */
static void fill(uint8_t *memory, size_t half, size_t seed)
{
	for (size_t i = 0; i < half; i++)
		memory[i] = pattern(i + seed);
	memset(memory + half, 0, half);
}

/* Two halves of nothing, or of another place, are equal too. */
static bool is_filled(const uint8_t *memory, size_t half, size_t seed)
{
	for (size_t i = 0; i < half; i++)
		if (memory[i] != pattern(i + seed))
			return false;
	return true;
}

/* The device has copied the first half into the second. */
static int compare(const char *name, const uint8_t *memory, size_t half)
{
	bool equal = !memcmp(memory, memory + half, half);

	printf("%s: the halves %s\n", name, equal ? "are equal" : "DIFFER");
	return equal ? 0 : 1;
}

/**
 * struct trip - a round trip
 * @name: the buffer's
 * @pci_address: of the device
 * @address: where the device sees the bytes
 * @half: of their number
 */
struct trip {
	const char *name;
	const char *pci_address;
	uint64_t address;
	size_t half;
};

static void have_device_copy(const struct trip *trip)
{
	volatile uint8_t *edu;
	unsigned int pieces;

	edu_enable(trip->pci_address);
	edu = edu_registers(trip->pci_address);
	pieces = edu_copy(edu, trip->address, trip->address + trip->half,
			  trip->half);
	printf("edu %s: copied %zu bytes into the device and back in %u "
	       "pieces\n",
	       trip->pci_address, trip->half, pieces);
}

static int by_mapping(const struct trip *trip)
{
	int file = buffer_open(trip->name, O_RDWR);
	uint8_t *memory = buffer_map(file, 2 * trip->half);

	printf("%s: %zu bytes mapped, the device sees them at 0x%" PRIx64 "\n",
	       trip->name, 2 * trip->half, trip->address);
	fill(memory, trip->half, 0);
	printf("%s: first half filled, second half cleared\n", trip->name);

	buffer_sync(trip->name, "sync_for_device");
	have_device_copy(trip);
	buffer_sync(trip->name, "sync_for_cpu");
	return compare(trip->name, memory, trip->half);
}

static int by_copies(const struct trip *trip)
{
	int file = buffer_open(trip->name, O_RDWR | O_SYNC);
	ssize_t size = 2 * trip->half;
	uint8_t *memory = malloc(size);

	fill(memory, trip->half, 0);
	if (pwrite(file, memory, size, 0) != size)
		err(1, "pwrite");
	have_device_copy(trip);
	memset(memory, 0, size);
	if (pread(file, memory, size, 0) != size)
		err(1, "pread");
	if (!is_filled(memory, trip->half, 0))
		errx(1, "the first half is not what was written");
	return compare(trip->name, memory, trip->half);
}

/* All three are filled before the device copies, and compared after it. */
static int at_ends(const struct trip *whole)
{
	size_t size = 2 * whole->half, page = sysconf(_SC_PAGESIZE);
	const size_t places[] = {0, size / 2 & -page, size - page};
	int file = buffer_open(whole->name, O_RDWR), status = 0;
	uint8_t *memory = buffer_map(file, size);

	for (int i = 0; i < 3; i++)
		fill(memory + places[i], page / 2, i + 1);
	buffer_sync(whole->name, "sync_for_device");
	for (int i = 0; i < 3; i++) {
		struct trip trip = *whole;

		trip.address += places[i];
		trip.half = page / 2;
		have_device_copy(&trip);
	}
	buffer_sync(whole->name, "sync_for_cpu");
	for (int i = 0; i < 3; i++) {
		if (!is_filled(memory + places[i], page / 2, i + 1))
			errx(1, "0x%zx is not what was written", places[i]);
		status |= compare(whole->name, memory + places[i], page / 2);
	}
	return status;
}

static const struct {
	const char *name;
	int (*run)(const struct trip *trip);
} ways[] = {
	{"mapped", by_mapping},
	{"copied", by_copies},
	{"ends", at_ends},
};

int main(int argc, char **argv)
{
	const char *way = argc > 3 ? argv[3] : "mapped";
	struct trip trip;

	if (argc < 3 || argc > 4)
		errx(2, "usage: edu-dma NAME PCI-ADDRESS [copied|ends]");
	trip.name = argv[1];
	trip.pci_address = argv[2];
	trip.address = buffer_attribute(trip.name, "phys_addr");
	trip.half = buffer_attribute(trip.name, "size") / 2;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!strcmp(way, ways[i].name))
			return ways[i].run(&trip);
	errx(2, "there is no way %s", way);
}
