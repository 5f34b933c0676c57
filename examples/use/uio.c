// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/*
 * uio UIO NAME: QEMU's edu device copies the first half of a buffer into the
 * second. UIO gives its registers and its interrupt to this program.
 */
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/pci_regs.h>
#include <linux/u-dma-buf-ioctl.h>

/* Registers of the device, as its manual has them. */
#define BAR_SIZE 0x100000
#define INTERRUPT 0x24
#define ACKNOWLEDGE 0x64
#define DMA_SOURCE 0x80
#define DMA_TARGET 0x88
#define DMA_COUNT 0x90
#define DMA_COMMAND 0x98
#define START 0x1
#define TO_MEMORY 0x2
#define WITH_INTERRUPT 0x4
#define OWN_MEMORY 0x40000
#define PIECE 2048

static int uio, config;
static volatile uint8_t *registers;

static int open_file(const char *directory, const char *file)
{
    char path[PATH_MAX];
    int descriptor;

    snprintf(path, sizeof(path), "%s/%s", directory, file);
    descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        err(1, "cannot open %s", path);
    return descriptor;
}

static void *map(int file, size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

    if (memory == MAP_FAILED)
        err(1, "cannot map");
    return memory;
}

/* The device may do DMA, and its interrupt line is on. */
static void enable_device(void)
{
    uint16_t command;

    if (pread(config, &command, 2, PCI_COMMAND) != 2)
        err(1, "cannot read the PCI command register");
    command |= PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;
    command &= ~PCI_COMMAND_INTX_DISABLE;
    if (pwrite(config, &command, 2, PCI_COMMAND) != 2)
        err(1, "cannot write the PCI command register");
}

static void device_open(const char *name)
{
    char directory[PATH_MAX];

    uio = open_file("/dev", name);
    snprintf(directory, sizeof(directory), "/sys/class/uio/%s/device", name);
    config = open_file(directory, "config");
    enable_device();
    registers = map(open_file(directory, "resource0"), BAR_SIZE);
}

static void set_register(size_t offset, uint64_t value)
{
    *(volatile uint64_t *)(registers + offset) = value;
}

/* uio_pci_generic turns the interrupt off each time, so it is turned on again.
 */
static void wait_for_interrupt(void)
{
    uint32_t count;

    if (read(uio, &count, sizeof(count)) != sizeof(count))
        err(1, "cannot wait for the interrupt");
    *(volatile uint32_t *)(registers + ACKNOWLEDGE) = *(volatile uint32_t *)(registers + INTERRUPT);
    enable_device();
}

static void transfer(uint64_t source, uint64_t target, uint64_t direction)
{
    set_register(DMA_SOURCE, source);
    set_register(DMA_TARGET, target);
    set_register(DMA_COUNT, PIECE);
    set_register(DMA_COMMAND, START | WITH_INTERRUPT | direction);
    wait_for_interrupt();
}

static void sync_all(int buffer, unsigned long request, uint64_t size)
{
    uint64_t value = size | 1;

    if (ioctl(buffer, request, &value))
        err(1, "cannot sync");
}

int main(int argc, char **argv)
{
    uint64_t size, half, address;
    uint8_t *memory;
    int buffer;

    if (argc != 3)
        errx(2, "usage: uio UIO NAME");
    device_open(argv[1]);
    buffer = open_file("/dev", argv[2]);
    if (ioctl(buffer, U_DMA_BUF_IOCTL_GET_SIZE, &size) ||
        ioctl(buffer, U_DMA_BUF_IOCTL_GET_DMA_ADDR, &address))
        err(1, "%s is not a buffer", argv[2]);
    memory = map(buffer, size);
    half = size / 2;

    for (size_t i = 0; i < half; i++)
        memory[i] = i * 7 + i / 256;
    memset(memory + half, 0, half);
    sync_all(buffer, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, size);
    for (size_t i = 0; i < half; i += PIECE) {
        transfer(address + i, OWN_MEMORY, 0);
        transfer(OWN_MEMORY, address + half + i, TO_MEMORY);
    }
    sync_all(buffer, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, size);

    if (memcmp(memory, memory + half, half))
        errx(1, "the halves differ");
    printf("the device copied %" PRIu64 " bytes; the halves are equal\n", half);
    return 0;
}
