// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * numbered write|check FILE PAGES: writes a file of which no two pages are
 * alike, or checks that it is as it was written.
 */
#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS (4096 / sizeof(uint64_t))

static void fill(uint64_t *page, uint64_t number)
{
	for (size_t i = 0; i < WORDS; i++)
		page[i] = number * WORDS + i;
}

int main(int argc, char **argv)
{
	uint64_t wanted[WORDS], page[WORDS];
	uint64_t number, pages;
	bool check;
	FILE *file;

	if (argc != 4)
		errx(2, "usage: numbered write|check FILE PAGES");
	check = !strcmp(argv[1], "check");
	file = fopen(argv[2], check ? "r" : "w");
	if (!file)
		err(1, "%s", argv[2]);
	pages = strtoull(argv[3], NULL, 0);
	for (number = 0; number < pages; number++) {
		fill(wanted, number);
		if (!check) {
			if (fwrite(wanted, sizeof(wanted), 1, file) != 1)
				err(1, "%s", argv[2]);
		} else if (fread(page, sizeof(page), 1, file) != 1 ||
			   memcmp(page, wanted, sizeof(page))) {
			errx(1, "%s: page %llu is not as it was written",
			     argv[2], (unsigned long long)number);
		}
	}
	if (fclose(file))
		err(1, "%s", argv[2]);
	return 0;
}
