// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/* display CARD NAME: shows a buffer on a screen (DRM). */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <drm_fourcc.h>
#include <linux/u-dma-buf-ioctl.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

/**
 * struct screen - where to show something
 * @connector: the plug
 * @crtc: what feeds it
 * @mode: how many pixels it has
 */
struct screen {
    uint32_t connector, crtc;
    drmModeModeInfo mode;
};

static void find_screen(int card, struct screen *screen)
{
    drmModeRes *all = drmModeGetResources(card);

    if (!all || !all->count_crtcs)
        errx(1, "the card has no screens");
    screen->crtc = all->crtcs[0];
    for (int i = 0; i < all->count_connectors; i++) {
        drmModeConnector *one = drmModeGetConnector(card, all->connectors[i]);

        if (one && one->connection == DRM_MODE_CONNECTED && one->count_modes) {
            screen->connector = one->connector_id;
            screen->mode = one->modes[0];
            drmModeFreeConnector(one);
            drmModeFreeResources(all);
            return;
        }
        drmModeFreeConnector(one);
    }
    errx(1, "no screen is connected");
}

static int export_part(int buffer, uint64_t size)
{
    struct u_dma_buf_ioctl_export_args part = {
        .flags = O_RDWR | O_CLOEXEC,
        .size = size,
    };

    if (ioctl(buffer, U_DMA_BUF_IOCTL_EXPORT, &part))
        err(1, "cannot export %ju bytes", (uintmax_t)size);
    return part.fd;
}

/* The framebuffer that a dma-buf is. */
static uint32_t add_framebuffer(int card, int part, const struct screen *screen)
{
    uint32_t handle, framebuffer, offsets[4] = {0};

    if (drmPrimeFDToHandle(card, part, &handle))
        err(1, "the card cannot import the buffer");
    if (drmModeAddFB2(card, screen->mode.hdisplay, screen->mode.vdisplay, DRM_FORMAT_XRGB8888,
                      (uint32_t[4]){handle}, (uint32_t[4]){screen->mode.hdisplay * 4}, offsets,
                      &framebuffer, 0))
        err(1, "the buffer cannot be a framebuffer");
    return framebuffer;
}

int main(int argc, char **argv)
{
    size_t size, page = sysconf(_SC_PAGESIZE);
    struct screen screen;
    uint32_t framebuffer, *pixels;
    char path[PATH_MAX];
    int card, buffer;

    if (argc != 3)
        errx(2, "usage: display CARD NAME");
    card = open(argv[1], O_RDWR | O_CLOEXEC);
    snprintf(path, sizeof(path), "/dev/%s", argv[2]);
    buffer = open(path, O_RDWR | O_CLOEXEC);
    if (card < 0 || buffer < 0)
        err(1, "cannot open %s", card < 0 ? argv[1] : path);
    find_screen(card, &screen);
    size = (size_t)screen.mode.hdisplay * screen.mode.vdisplay * 4;
    size = (size + page - 1) / page * page;

    pixels = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, buffer, 0);
    if (pixels == MAP_FAILED)
        err(1, "cannot map %zu bytes of %s", size, argv[2]);
    memset(pixels, 0x40, size);

    framebuffer = add_framebuffer(card, export_part(buffer, size), &screen);
    if (drmModeSetCrtc(card, screen.crtc, framebuffer, 0, 0, &screen.connector, 1, &screen.mode))
        err(1, "cannot show it");
    printf("%s shows %s: %ux%u pixels\n", argv[1], argv[2], screen.mode.hdisplay,
           screen.mode.vdisplay);
    return 0;
}
