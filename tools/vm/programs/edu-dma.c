// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * edu-dma NAME PCI-ADDRESS: a DMA round trip through a buffer.
 *
 * Fills the first half of the buffer, has QEMU's edu device copy it into its
 * own memory and from there into the second half, and compares the halves. This
 * is all that a user-space driver needs: the buffer's DMA address from sysfs, a
 * mapping of its memory, and the two syncs that a non-coherent device asks for.
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

static void fill(uint8_t *memory, size_t half)
{
	for (size_t i = 0; i < half; i++)
		memory[i] = (i * 7 + i / 256) & 0xff;
	memset(memory + half, 0, half);
}

int main(int argc, char **argv)
{
	const char *name, *address;
	volatile uint8_t *edu;
	unsigned int pieces;
	uint64_t dma_address;
	size_t size, half;
	uint8_t *memory;
	int file;

	if (argc != 3)
		errx(2, "usage: edu-dma NAME PCI-ADDRESS");
	name = argv[1];
	address = argv[2];

	dma_address = buffer_attribute(name, "phys_addr");
	size = buffer_attribute(name, "size");
	half = size / 2;
	file = buffer_open(name, O_RDWR);
	memory = buffer_map(file, size);
	printf("%s: %zu bytes mapped, the device sees them at 0x%" PRIx64 "\n",
	       name, size, dma_address);

	edu_enable(address);
	edu = edu_registers(address);
	fill(memory, half);
	printf("%s: first half filled, second half cleared\n", name);

	buffer_sync(name, "sync_for_device");
	pieces = edu_copy(edu, dma_address, dma_address + half, half);
	buffer_sync(name, "sync_for_cpu");
	printf("edu %s: copied %zu bytes into the device and back in %u "
	       "pieces\n",
	       address, half, pieces);

	if (memcmp(memory, memory + half, half)) {
		printf("%s: the halves DIFFER\n", name);
		return 1;
	}
	printf("%s: the halves are equal\n", name);
	return 0;
}
