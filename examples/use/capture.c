// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/*
 * capture VIDEO NAME: a camera puts its frames into two parts of a buffer
 * (V4L2_MEMORY_DMABUF). The CPU copies nothing.
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/dma-buf.h>
#include <linux/u-dma-buf-ioctl.h>
#include <linux/videodev2.h>

#define PARTS 2
#define FRAMES 4

static int video;

static void request(unsigned long number, void *argument, const char *what)
{
    if (ioctl(video, number, argument))
        err(1, "%s", what);
}

/* The size of a frame. */
static size_t set_format(void)
{
    struct v4l2_format format = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
        .fmt.pix = {.width = 640,
                    .height = 360,
                    .pixelformat = V4L2_PIX_FMT_YUYV,
                    .field = V4L2_FIELD_NONE},
    };

    request(VIDIOC_S_FMT, &format, "cannot set the format");
    printf("%ux%u, %u bytes a frame\n", format.fmt.pix.width, format.fmt.pix.height,
           format.fmt.pix.sizeimage);
    return format.fmt.pix.sizeimage;
}

static int export_part(int buffer, uint64_t offset, uint64_t size)
{
    struct u_dma_buf_ioctl_export_args part = {
        .flags = O_RDWR | O_CLOEXEC,
        .offset = offset,
        .size = size,
    };

    if (ioctl(buffer, U_DMA_BUF_IOCTL_EXPORT, &part))
        err(1, "cannot export the part at %ju", (uintmax_t)offset);
    return part.fd;
}

static void queue(unsigned int index, int part)
{
    struct v4l2_buffer frame = {
        .index = index,
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
        .memory = V4L2_MEMORY_DMABUF,
        .m.fd = part,
    };

    request(VIDIOC_QBUF, &frame, "cannot queue a part");
}

/* Which part has the next frame. */
static unsigned int dequeue(void)
{
    struct v4l2_buffer frame = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
        .memory = V4L2_MEMORY_DMABUF,
    };

    request(VIDIOC_DQBUF, &frame, "no frame arrives");
    return frame.index;
}

/* The CPU's turn at a dma-buf begins and ends with this ioctl. */
static void cpu_turn(int part, uint64_t flag)
{
    struct dma_buf_sync sync = {.flags = flag | DMA_BUF_SYNC_READ};

    if (ioctl(part, DMA_BUF_IOCTL_SYNC, &sync))
        err(1, "cannot sync a part");
}

static unsigned long brightness(const uint8_t *frame, size_t size)
{
    unsigned long sum = 0;

    for (size_t i = 0; i < size; i += 2)
        sum += frame[i];
    return sum / (size / 2);
}

int main(int argc, char **argv)
{
    struct v4l2_requestbuffers parts = {
        .count = PARTS,
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
        .memory = V4L2_MEMORY_DMABUF,
    };
    int buffer, fds[PARTS], type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    size_t frame_size, part_size, page = sysconf(_SC_PAGESIZE);
    uint8_t *memory[PARTS];
    char path[PATH_MAX];

    if (argc != 3)
        errx(2, "usage: capture VIDEO NAME");
    video = open(argv[1], O_RDWR | O_CLOEXEC);
    snprintf(path, sizeof(path), "/dev/%s", argv[2]);
    buffer = open(path, O_RDWR | O_CLOEXEC);
    if (video < 0 || buffer < 0)
        err(1, "cannot open %s", video < 0 ? argv[1] : path);
    frame_size = set_format();
    part_size = (frame_size + page - 1) / page * page;
    request(VIDIOC_REQBUFS, &parts, "the camera takes no dma-bufs");
    for (int i = 0; i < PARTS; i++) {
        fds[i] = export_part(buffer, i * part_size, part_size);
        memory[i] = mmap(NULL, part_size, PROT_READ, MAP_SHARED, fds[i], 0);
        if (memory[i] == MAP_FAILED)
            err(1, "cannot map a part");
        queue(i, fds[i]);
    }
    request(VIDIOC_STREAMON, &type, "cannot start");
    for (int i = 0; i < FRAMES; i++) {
        unsigned int part = dequeue();

        cpu_turn(fds[part], DMA_BUF_SYNC_START);
        printf("frame %d is in part %u, its brightness is %lu\n", i, part,
               brightness(memory[part], frame_size));
        cpu_turn(fds[part], DMA_BUF_SYNC_END);
        queue(part, fds[part]);
    }
    request(VIDIOC_STREAMOFF, &type, "cannot stop");
    return 0;
}
