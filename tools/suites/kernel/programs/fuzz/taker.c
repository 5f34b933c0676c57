// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * Those who take away what the users use: buffers, and what is behind them.
 * They have nothing of it themselves.
 */
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "../write-text.h"
#include "command.h"
#include "kinds.h"
#include "nodes.h"

#define PLATFORM "/sys/bus/platform/drivers/u-dma-buf"
#define PCI	 "/sys/bus/pci"
#define UIO	 PCI "/drivers/uio_pci_generic"

static bool make_manager_command(struct random *random)
{
	char text[256];

	any_command(random, text, sizeof(text));
	return write_text(MANAGER_NODE, text);
}

/* The name of a buffer's platform device. */
static bool any_device(struct random *random, char *name, size_t room)
{
	char path[PATH_MAX], link[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), CLASS "/fuzz%d/device",
		 (int)random_below(random, NAMES));
	length = readlink(path, link, sizeof(link) - 1);
	if (length < 0)
		return false;
	link[length] = '\0';
	snprintf(name, room, "%s", strrchr(link, '/') + 1);
	return true;
}

static bool make_unbind(struct random *random)
{
	char device[64];

	if (!any_device(random, device, sizeof(device)) ||
	    !write_text(PLATFORM "/unbind", device))
		return false;
	usleep(random_below(random, 5000));
	return write_text(PLATFORM "/bind", device);
}

static bool bind_pci_driver(void)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), PCI "/devices/%s/driver_override",
		 pci_address);
	write_text(path, "uio_pci_generic");
	return write_text(UIO "/bind", pci_address);
}

static bool make_pci_unbind(struct random *random)
{
	if (!pci_address || !write_text(UIO "/unbind", pci_address))
		return false;
	usleep(random_below(random, 5000));
	return bind_pci_driver();
}

static bool make_pci_removal(struct random *random)
{
	char path[PATH_MAX];

	if (!pci_address)
		return false;
	snprintf(path, sizeof(path), PCI "/devices/%s/remove", pci_address);
	write_text(path, "1");
	usleep(random_below(random, 5000));
	write_text(PCI "/rescan", "1");
	return bind_pci_driver();
}

static bool make_parameter(struct random *random)
{
	static const char *const parameters[] = {
		"/sys/module/u_dma_buf_mgr/parameters/max_buffers",
		"/sys/module/u_dma_buf_mgr/parameters/max_bytes",
		"/sys/module/u_dma_buf/parameters/info_enable",
	};
	const char *parameter = RANDOM_OF(random, parameters);
	char text[32];
	bool good;

	snprintf(text, sizeof(text), "%d", (int)random_below(random, 4));
	good = write_text(parameter, text);
	usleep(random_below(random, 5000));
	return write_text(parameter, "0") && good;
}

static bool make_pause(struct random *random)
{
	return !usleep(random_below(random, 20000));
}

const struct kind taker_kinds[] = {
	{"pause", make_pause, 8, false},
	{"command of the taker", make_manager_command, 12, false},
	{"unbind and bind", make_unbind, 3, false},
	{"unbind and bind of the parent", make_pci_unbind, 2, false},
	{"removal of the parent", make_pci_removal, 1, false},
	{"parameter", make_parameter, 1, false},
	{0},
};
