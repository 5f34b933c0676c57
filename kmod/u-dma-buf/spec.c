// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * What to create, whoever asks for it. Pure, so that KUnit can test it where there
 * is no DMA.
 */

#include <linux/bitfield.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "u-dma-buf.h"

/* The kernel makes "/" of a "!", and directories in /dev. */
static bool name_is_valid(const char *name)
{
	if (*name == '.')
		return false;
	for (; *name; name++)
		if (!isgraph(*name) || *name == '/' || *name == '!')
			return false;
	return true;
}

/**
 * u_dma_buf_spec_parse_size() - read a number of bytes
 * @text: decimal, 0x hexadecimal or 0 octal, and at the end K, M, G, T or P, as
 *	memparse() knows them, small or capital
 * @size: filled on success
 *
 * Return: 0; -EINVAL: something else; -ERANGE: more than a size_t can hold
 */
int u_dma_buf_spec_parse_size(const char *text, size_t *size)
{
	static const char units[] = "KMGTP";
	size_t length = strlen(text);
	const char *unit = NULL;
	unsigned int shift = 0;
	char digits[32];
	u64 number;
	int ret;

	if (length)
		unit = strchr(units, toupper(text[length - 1]));
	if (unit) {
		length--;
		shift = 10 * (unit - units + 1);
	}
	/* kstrtoull() would take a sign. */
	if (!isdigit(*text) || length >= sizeof(digits))
		return -EINVAL;
	memcpy(digits, text, length);
	digits[length] = '\0';
	ret = kstrtoull(digits, 0, &number);
	if (ret)
		return ret;
	if (number > (u64)SIZE_MAX >> shift)
		return -ERANGE;
	*size = number << shift;
	return 0;
}

/**
 * u_dma_buf_spec_init() - what to create where nobody says more
 * @spec: filled
 * @size: bytes
 */
void u_dma_buf_spec_init(struct u_dma_buf_spec *spec, size_t size)
{
	*spec = (struct u_dma_buf_spec) {
		.minor = U_DMA_BUF_ID_ANY,
		.size = size,
		.sync = {
			.mode = U_DMA_BUF_SYNC_MODE_NONCACHED,
			.size = size,
		},
	};
}

/**
 * u_dma_buf_spec_check() - refuse what cannot become a buffer
 * @spec: from another module, the device tree or a parameter
 *
 * Return: 0 or -EINVAL
 */
int u_dma_buf_spec_check(const struct u_dma_buf_spec *spec)
{
	unsigned int bits = spec->dma_mask_bits;

	if (!spec->size || !name_is_valid(spec->name))
		return -EINVAL;
	if (spec->minor != U_DMA_BUF_ID_ANY &&
	    (spec->minor < 0 || spec->minor >= U_DMA_BUF_MINORS))
		return -EINVAL;
	if (bits && (bits < U_DMA_BUF_DMA_MASK_MIN ||
		     bits > U_DMA_BUF_DMA_MASK_MAX))
		return -EINVAL;
	return spec->mmap_mode > U_DMA_BUF_MMAP_PAGE ? -EINVAL : 0;
}

/**
 * u_dma_buf_spec_set_place() - take where the memory must lie
 * @spec: filled
 * @place: from another module
 *
 * Return: 0 or -EINVAL: a region without a name, or with one that is too long
 */
int u_dma_buf_spec_set_place(struct u_dma_buf_spec *spec,
			     const struct u_dma_buf_place *place)
{
	spec->has_address = !place->region;
	spec->address = place->address;
	if (spec->has_address)
		return 0;
	return strscpy(spec->region, place->region, sizeof(spec->region)) > 0 ?
		       0 : -EINVAL;
}

/**
 * u_dma_buf_spec_set() - take what a caller of u_dma_buf_device_create() gives
 * @spec: initialised; filled
 * @name: or NULL
 * @id: minor, or U_DMA_BUF_ID_ANY
 * @option: U_DMA_BUF_OPTION_*
 *
 * Return: 0 or -EINVAL
 */
int u_dma_buf_spec_set(struct u_dma_buf_spec *spec, const char *name, int id,
		       u64 option)
{
	spec->minor = id;
	spec->dma_mask_bits = FIELD_GET(U_DMA_BUF_OPTION_DMA_MASK, option);
	spec->mmap_mode = FIELD_GET(U_DMA_BUF_OPTION_MMAP_MODE, option);
	spec->origin = FIELD_GET(U_DMA_BUF_OPTION_ORIGIN, option);
	spec->temporary = option & U_DMA_BUF_OPTION_TEMPORARY;
	if (option & ~(U_DMA_BUF_OPTION_DMA_MASK | U_DMA_BUF_OPTION_MMAP_MODE |
		       U_DMA_BUF_OPTION_ORIGIN | U_DMA_BUF_OPTION_TEMPORARY))
		return -EINVAL;
	if (name && (!*name ||
		     strscpy(spec->name, name, sizeof(spec->name)) < 0))
		return -EINVAL;
	return u_dma_buf_spec_check(spec);
}
