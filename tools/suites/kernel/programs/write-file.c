// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * write-file PATH TEXT...: opens the file once and gives each text to one
 * write(2), exactly. Prints, for each, what write returned: the number of
 * bytes, or the name of the error. In a text \n, \t, \0 and \\ mean what they
 * mean in C.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Replaces the escapes where they stand; returns the length. */
static size_t unescape(char *text)
{
	static const char letters[] = "nt0\\", values[] = "\n\t\0\\";
	char *out = text;

	for (const char *in = text; *in; in++) {
		const char *letter =
			*in == '\\' && in[1] ? strchr(letters, in[1]) : NULL;

		if (letter)
			in++;
		*out++ = letter ? values[letter - letters] : *in;
	}
	return out - text;
}

int main(int argc, char **argv)
{
	int file;

	if (argc < 3)
		errx(2, "usage: write-file PATH TEXT...");
	file = open(argv[1], O_WRONLY);
	if (file < 0)
		err(2, "%s", argv[1]);

	for (int i = 2; i < argc; i++) {
		ssize_t written = write(file, argv[i], unescape(argv[i]));

		if (written < 0)
			puts(strerrorname_np(errno));
		else
			printf("%zd\n", written);
	}
	return 0;
}
