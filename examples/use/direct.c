// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/*
 * direct NAME FILE: writes a buffer to a file, and reads it back, past the page
 * cache: the disk reads and writes the buffer itself. Once by pwrite() and
 * pread(), once by io_uring.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <liburing.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/u-dma-buf-ioctl.h>

static uint8_t *memory;
static uint64_t size;
static int file;

static void map_buffer(const char *name)
{
    char path[PATH_MAX];
    int buffer;

    snprintf(path, sizeof(path), "/dev/%s", name);
    buffer = open(path, O_RDWR | O_CLOEXEC);
    if (buffer < 0 || ioctl(buffer, U_DMA_BUF_IOCTL_GET_SIZE, &size))
        err(1, "%s", path);
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, buffer, 0);
    if (memory == MAP_FAILED)
        err(1, "cannot map %s", name);
    close(buffer);
}

static void check(ssize_t done, const char *what)
{
    if (done < 0 && errno == EFAULT)
        errx(1, "%s: EFAULT: create the buffer with quirk-mmap-page", what);
    if (done != (ssize_t)size)
        err(1, "%s moved %zd bytes", what, done);
}

static void by_system_calls(void)
{
    memset(memory, 1, size);
    check(pwrite(file, memory, size, 0), "pwrite");
    memset(memory, 0, size);
    check(pread(file, memory, size, 0), "pread");
    printf("O_DIRECT: wrote and read %ju bytes, the last is %u\n", (uintmax_t)size,
           memory[size - 1]);
}

/* A fixed buffer is pinned once, not at each transfer. Linux 6.5 and newer fix
 * it. */
static int fix(struct io_uring *ring)
{
    struct iovec whole = {.iov_base = memory, .iov_len = size};

    return io_uring_register_buffers(ring, &whole, 1) == 0;
}

static ssize_t complete(struct io_uring *ring)
{
    struct io_uring_cqe *completion;
    int result;

    io_uring_submit(ring);
    if (io_uring_wait_cqe(ring, &completion))
        errx(1, "io_uring has no answer");
    result = completion->res;
    io_uring_cqe_seen(ring, completion);
    if (result >= 0)
        return result;
    errno = -result;
    return -1;
}

static void by_io_uring(void)
{
    struct io_uring ring;
    int fixed;

    if (io_uring_queue_init(4, &ring, 0) < 0)
        errx(1, "this kernel has no io_uring");
    fixed = fix(&ring);
    memset(memory, 2, size);
    if (fixed)
        io_uring_prep_write_fixed(io_uring_get_sqe(&ring), file, memory, size, 0, 0);
    else
        io_uring_prep_write(io_uring_get_sqe(&ring), file, memory, size, 0);
    check(complete(&ring), "io_uring");
    memset(memory, 0, size);
    if (fixed)
        io_uring_prep_read_fixed(io_uring_get_sqe(&ring), file, memory, size, 0, 0);
    else
        io_uring_prep_read(io_uring_get_sqe(&ring), file, memory, size, 0);
    check(complete(&ring), "io_uring");
    printf("io_uring, %s: wrote and read %ju bytes, the last is %u\n",
           fixed ? "fixed buffer" : "buffer not fixed", (uintmax_t)size, memory[size - 1]);
    io_uring_queue_exit(&ring);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        errx(2, "usage: direct NAME FILE");
    map_buffer(argv[1]);
    file = open(argv[2], O_RDWR | O_CREAT | O_DIRECT | O_CLOEXEC, 0600);
    if (file < 0)
        err(1, "cannot open %s with O_DIRECT", argv[2]);
    by_system_calls();
    by_io_uring();
    return 0;
}
