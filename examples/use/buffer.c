// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/* buffer NAME: hands a buffer to a device, and takes it back. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/u-dma-buf-ioctl.h>

enum direction { BOTH_WAYS, TO_DEVICE, FROM_DEVICE };

struct buffer {
    int file;
    uint64_t size, dma_address;
    uint8_t *memory;
};

static void buffer_open(struct buffer *buffer, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof(path), "/dev/%s", name);
    buffer->file = open(path, O_RDWR | O_CLOEXEC);
    if (buffer->file < 0 && errno == ENOENT)
        errx(1, "there is no buffer %s: create it first", name);
    if (buffer->file < 0)
        err(1, "cannot open %s", path);
    if (ioctl(buffer->file, U_DMA_BUF_IOCTL_GET_SIZE, &buffer->size))
        err(1, "%s is not a buffer", path);
    if (ioctl(buffer->file, U_DMA_BUF_IOCTL_GET_DMA_ADDR, &buffer->dma_address))
        err(1, "cannot read the DMA address of %s", name);
    buffer->memory = mmap(NULL, buffer->size, PROT_READ | PROT_WRITE, MAP_SHARED, buffer->file, 0);
    if (buffer->memory == MAP_FAILED)
        err(1, "cannot map %s", name);
}

/*
 * A packed value carries the range and the direction itself, so programs that
 * share the buffer do not change each other's. The size is a multiple of 16.
 */
static void buffer_sync(const struct buffer *buffer, unsigned long request, uint64_t offset,
                        uint64_t size, enum direction direction)
{
    uint64_t value = offset << 32 | size | direction << 2 | 1;

    if (ioctl(buffer->file, request, &value))
        err(1, "cannot sync %" PRIu64 " bytes from %" PRIu64, size, offset);
}

int main(int argc, char **argv)
{
    struct buffer buffer;

    if (argc != 2)
        errx(2, "usage: buffer NAME");
    buffer_open(&buffer, argv[1]);
    printf("%s: %" PRIu64 " bytes, the device finds them at 0x%" PRIx64 "\n", argv[1], buffer.size,
           buffer.dma_address);

    /* The CPU has the buffer: fill the first page. */
    memset(buffer.memory, 0x5a, 4096);
    buffer_sync(&buffer, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, 0, 4096, TO_DEVICE);

    /* The device has the buffer: start it here, and wait for it. */

    buffer_sync(&buffer, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, 0, 4096, FROM_DEVICE);
    printf("the first byte is 0x%x\n", buffer.memory[0]);

    /* The end of the program would do both, too. */
    munmap(buffer.memory, buffer.size);
    close(buffer.file);
    return 0;
}
