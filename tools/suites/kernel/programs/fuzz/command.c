// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Commands to the manager. */
#include <stdio.h>

#include "command.h"
#include "nodes.h"

const char *pci_address;

/* One that the manager may like; returns its length. */
int any_command(struct random *random, char *text, size_t room)
{
	static const char *const modes[] = {"off", "on", "auto", "page"};
	int name = random_below(random, NAMES);
	uint64_t size = random_chance(random, 8)
				? random_edge(random)
				: 1 + random_below(random, 0x40000);
	bool with_parent = pci_address && random_chance(random, 3);

	if (random_chance(random, 3))
		return snprintf(text, room, "delete fuzz%d\n", name);
	return snprintf(text, room, "create fuzz%d %llu quirk-mmap-%s%s%s\n",
			name, (unsigned long long)size,
			RANDOM_OF(random, modes),
			with_parent ? " bus=pci device=" : " dma-mask=",
			with_parent ? pci_address : "40");
}
