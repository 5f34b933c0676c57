// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/*
 * modes NAME: maps a buffer without the CPU's caches (O_SYNC), in each
 * sync_mode, and fills it in the way that is right for each of them.
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/u-dma-buf-ioctl.h>

static const char *const names[] = {"cached", "uncached", "write-combined", "DMA-coherent"};

/* The mode of mappings that are made from now on. */
static void set_mode(int file, unsigned int mode)
{
    struct u_dma_buf_ioctl_sync_args arguments = {
        .flags = mode << U_DMA_BUF_SYNC_MODE_SHIFT,
    };

    if (ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &arguments))
        err(1, "cannot set sync_mode %u", mode);
}

/*
 * Device memory takes aligned loads and stores of 1, 2, 4 or 8 bytes. volatile
 * keeps the compiler from making memset() of the loop, or of wider accesses.
 */
static void fill(volatile uint64_t *words, size_t count, uint64_t value)
{
    for (size_t i = 0; i < count; i++)
        words[i] = value + i;
}

int main(int argc, char **argv)
{
    char path[PATH_MAX];
    uint64_t size, last;
    int file;

    if (argc != 2)
        errx(2, "usage: modes NAME");
    snprintf(path, sizeof(path), "/dev/%s", argv[1]);
    file = open(path, O_RDWR | O_SYNC | O_CLOEXEC);
    if (file < 0 || ioctl(file, U_DMA_BUF_IOCTL_GET_SIZE, &size))
        err(1, "%s", path);
    for (unsigned int mode = 1; mode <= 3; mode++) {
        uint64_t *words;

        set_mode(file, mode);
        words = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (words == MAP_FAILED)
            err(1, "cannot map in sync_mode %u", mode);
        fill(words, size / sizeof(*words), mode * 1000);
        /* No sync: the device can read the words now. */
        if (pread(file, &last, sizeof(last), size - sizeof(last)) != sizeof(last))
            err(1, "cannot read %s", argv[1]);
        printf("sync_mode %u, %s: the last word is %ju\n", mode, names[mode], (uintmax_t)last);
        munmap(words, size);
    }
    return 0;
}
