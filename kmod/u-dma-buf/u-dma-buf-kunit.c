// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * KUnit tests of what needs no device: specs and ranges.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "range.h"
#include "spec.c"

#define MASK(bits)	((u64)(bits))
#define MODE(mode)	((u64)(mode) << U_DMA_BUF_OPTION_MMAP_MODE_SHIFT)
#define ORIGIN(origin)	((u64)(origin) << U_DMA_BUF_OPTION_ORIGIN_SHIFT)
#define ALL_OPTIONS	(U_DMA_BUF_OPTION_DMA_MASK | U_DMA_BUF_OPTION_MMAP_MODE | \
			 U_DMA_BUF_OPTION_ORIGIN | U_DMA_BUF_OPTION_TEMPORARY)

static int set(struct u_dma_buf_spec *spec, const char *name, int id, u64 option)
{
	u_dma_buf_spec_init(spec, SZ_64K);
	return u_dma_buf_spec_set(spec, name, id, option);
}

static void spec_has_defaults(struct kunit *test)
{
	struct u_dma_buf_spec spec;

	KUNIT_EXPECT_EQ(test, set(&spec, NULL, U_DMA_BUF_ID_ANY, 0), 0);
	KUNIT_EXPECT_STREQ(test, spec.name, "");
	KUNIT_EXPECT_EQ(test, spec.minor, U_DMA_BUF_ID_ANY);
	KUNIT_EXPECT_EQ(test, spec.size, (size_t)SZ_64K);
	KUNIT_EXPECT_EQ(test, spec.dma_mask_bits, 0u);
	KUNIT_EXPECT_EQ(test, spec.mmap_mode, 0u);
	KUNIT_EXPECT_EQ(test, spec.sync.mode, (u64)U_DMA_BUF_SYNC_MODE_NONCACHED);
	KUNIT_EXPECT_EQ(test, spec.sync.size, (u64)SZ_64K);
	KUNIT_EXPECT_EQ(test, spec.sync.offset, 0ULL);
}

static void spec_takes_options(struct kunit *test)
{
	struct u_dma_buf_spec spec;
	unsigned int value;

	for (value = 12; value <= 64; value++) {
		KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, MASK(value)), 0);
		KUNIT_EXPECT_EQ(test, spec.dma_mask_bits, value);
		KUNIT_EXPECT_EQ(test, spec.mmap_mode, 0u);
	}
	for (value = 1; value <= 4; value++) {
		KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, MODE(value) | MASK(40)), 0);
		KUNIT_EXPECT_EQ(test, spec.dma_mask_bits, 40u);
		KUNIT_EXPECT_EQ(test, spec.mmap_mode, value);
		KUNIT_EXPECT_EQ(test, (int)spec.origin, (int)U_DMA_BUF_ORIGIN_OTHER);
	}
	for (value = 0; value < U_DMA_BUF_ORIGINS; value++) {
		KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, ORIGIN(value) | MODE(4)), 0);
		KUNIT_EXPECT_EQ(test, (unsigned int)spec.origin, value);
		KUNIT_EXPECT_EQ(test, spec.mmap_mode, 4u);
		KUNIT_EXPECT_FALSE(test, spec.temporary);
	}
	KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, U_DMA_BUF_OPTION_TEMPORARY), 0);
	KUNIT_EXPECT_TRUE(test, spec.temporary);
}

/* Every bit that is no option, alone and beside one. */
static void spec_refuses_other_bits(struct kunit *test)
{
	struct u_dma_buf_spec spec;
	unsigned int bit;

	for (bit = 0; bit < 64; bit++) {
		if (BIT_ULL(bit) & ALL_OPTIONS)
			continue;
		KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, BIT_ULL(bit)), -EINVAL);
		KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, BIT_ULL(bit) | MASK(32)),
				-EINVAL);
	}
	for (bit = 1; bit < 256; bit++)
		if (bit < 12 || bit > 64)
			KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, MASK(bit)),
					-EINVAL);
	for (bit = 5; bit < 8; bit++)
		KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, MODE(bit)), -EINVAL);
}

static void spec_checks_minors(struct kunit *test)
{
	struct u_dma_buf_spec spec;

	KUNIT_EXPECT_EQ(test, set(&spec, "a", 0, 0), 0);
	KUNIT_EXPECT_EQ(test, set(&spec, "a", U_DMA_BUF_MINORS - 1, 0), 0);
	KUNIT_EXPECT_EQ(test, set(&spec, "a", U_DMA_BUF_MINORS, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, set(&spec, "a", -1, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, set(&spec, "a", -3, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, set(&spec, "a", INT_MAX, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, set(&spec, "a", INT_MIN, 0), -EINVAL);
}

static void spec_checks_names(struct kunit *test)
{
	static const char * const bad[] = {
		"", ".", "..", ".a", "/", "a/b", "../a", " ", "a b", "a\n",
		"a\t", "\x7f", "\x01",
	};
	char name[U_DMA_BUF_NAME_MAX + 2] = "";
	struct u_dma_buf_spec spec;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, set(&spec, bad[i], 0, 0), -EINVAL,
				    "%s", bad[i]);
	KUNIT_EXPECT_EQ(test, set(&spec, "a.b_c@d:e+f-0", 0, 0), 0);
	KUNIT_EXPECT_STREQ(test, spec.name, "a.b_c@d:e+f-0");

	memset(name, 'n', U_DMA_BUF_NAME_MAX);
	KUNIT_EXPECT_EQ(test, set(&spec, name, 0, 0), 0);
	KUNIT_EXPECT_STREQ(test, spec.name, name);
	name[U_DMA_BUF_NAME_MAX] = 'n';
	KUNIT_EXPECT_EQ(test, set(&spec, name, 0, 0), -EINVAL);
}

static void spec_parses_sizes(struct kunit *test)
{
	static const struct {
		const char *text;
		size_t size;
	} good[] = {
		{ "0", 0 }, { "1", 1 }, { "65536", SZ_64K }, { "0x10000", SZ_64K },
		{ "0X1f", 0x1f }, { "010", 8 }, { "64K", SZ_64K }, { "64k", SZ_64K },
		{ "0x40K", SZ_64K }, { "4M", SZ_4M }, { "1g", SZ_1G }, { "0G", 0 },
		/* A digit here, though memparse() has a unit of this letter. */
		{ "0x1E", 0x1e },
	};
	static const char * const bad[] = {
		"", "K", "junk", "4X", "4KB", "4KiB", "4MM", "4 M", " 4M", "-1", "+1",
		"-4K", "0x", "0xK", "1.5M", "08", "1E", "1 2", "1,2",
		"00000000000000000000000000000000000000001",
	};
	static const char * const large[] = {
		"18446744073709551616", "0x10000000000000000", "16777216T", "16384P",
		"18446744073709551615K",
	};
	size_t size, i;

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		size = ~good[i].size;
		KUNIT_EXPECT_EQ_MSG(test, u_dma_buf_spec_parse_size(good[i].text, &size),
				    0, "%s", good[i].text);
		KUNIT_EXPECT_EQ_MSG(test, size, good[i].size, "%s", good[i].text);
	}
	size = 7;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, u_dma_buf_spec_parse_size(bad[i], &size),
				    -EINVAL, "%s", bad[i]);
	for (i = 0; i < ARRAY_SIZE(large); i++)
		KUNIT_EXPECT_EQ_MSG(test, u_dma_buf_spec_parse_size(large[i], &size),
				    -ERANGE, "%s", large[i]);
	if (sizeof(size_t) < sizeof(u64))
		KUNIT_EXPECT_EQ(test, u_dma_buf_spec_parse_size("4G", &size), -ERANGE);
	KUNIT_EXPECT_EQ(test, size, (size_t)7);
}

static void spec_needs_a_size(struct kunit *test)
{
	struct u_dma_buf_spec spec;

	u_dma_buf_spec_init(&spec, 0);
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_check(&spec), -EINVAL);
	u_dma_buf_spec_init(&spec, 1);
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_check(&spec), 0);
	u_dma_buf_spec_init(&spec, SIZE_MAX);
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_check(&spec), 0);
}

static void spec_takes_a_place(struct kunit *test)
{
	char long_name[U_DMA_BUF_NAME_MAX + 2] = {};
	struct u_dma_buf_place place = { .address = SZ_1G };
	struct u_dma_buf_spec spec;

	u_dma_buf_spec_init(&spec, 1);
	KUNIT_EXPECT_FALSE(test, spec.has_address);
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_set_place(&spec, &place), 0);
	KUNIT_EXPECT_TRUE(test, spec.has_address);
	KUNIT_EXPECT_EQ(test, spec.address, (u64)SZ_1G);
	KUNIT_EXPECT_STREQ(test, spec.region, "");

	place.region = "image_buf";
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_set_place(&spec, &place), 0);
	KUNIT_EXPECT_FALSE(test, spec.has_address);
	KUNIT_EXPECT_STREQ(test, spec.region, "image_buf");

	place.region = "";
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_set_place(&spec, &place), -EINVAL);
	memset(long_name, 'r', sizeof(long_name) - 1);
	place.region = long_name;
	KUNIT_EXPECT_EQ(test, u_dma_buf_spec_set_place(&spec, &place), -EINVAL);
}

/* Beside what is so slow and wide that it cannot wrap. */
static bool is_inside_slowly(u8 offset, u8 size, u8 whole)
{
	return (unsigned int)offset + size <= whole;
}

static void range_is_inside(struct kunit *test)
{
	unsigned int offset, size, whole;

	for (whole = 0; whole < 12; whole++)
		for (offset = 0; offset < 16; offset++)
			for (size = 0; size < 16; size++)
				KUNIT_EXPECT_EQ(test,
						u_dma_buf_range_is_inside(offset, size, whole),
						is_inside_slowly(offset, size, whole));
}

static void range_does_not_wrap(struct kunit *test)
{
	const u64 whole = SZ_64K;
	unsigned int bit;

	KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(-(u64)SZ_4K, SZ_4K, whole));
	KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(SZ_4K, -(u64)SZ_4K, whole));
	KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(U64_MAX, 1, whole));
	KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(1, U64_MAX, whole));
	KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(U64_MAX, U64_MAX, whole));
	KUNIT_EXPECT_TRUE(test, u_dma_buf_range_is_inside(0, U64_MAX, U64_MAX));
	KUNIT_EXPECT_TRUE(test, u_dma_buf_range_is_inside(U64_MAX, 0, U64_MAX));
	KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(U64_MAX, 1, U64_MAX));
	for (bit = 16; bit < 64; bit++) {
		KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(BIT_ULL(bit), 1, whole));
		KUNIT_EXPECT_FALSE(test, u_dma_buf_range_is_inside(1, BIT_ULL(bit), whole));
		KUNIT_EXPECT_FALSE(test,
				   u_dma_buf_range_is_inside(BIT_ULL(bit), -BIT_ULL(bit), whole));
	}
}

static void range_unpacks(struct kunit *test)
{
	struct u_dma_buf_range range = u_dma_buf_range_unpack(0x123456789abcdef5);

	KUNIT_EXPECT_EQ(test, range.offset, 0x12345678ULL);
	KUNIT_EXPECT_EQ(test, range.size, 0x9abcdef0ULL);
	KUNIT_EXPECT_EQ(test, range.direction, 1u);

	range = u_dma_buf_range_unpack(U64_MAX);
	KUNIT_EXPECT_EQ(test, range.offset, 0xffffffffULL);
	KUNIT_EXPECT_EQ(test, range.size, 0xfffffff0ULL);
	/* Both ways at once are both ways. */
	KUNIT_EXPECT_EQ(test, range.direction, 0u);

	range = u_dma_buf_range_unpack(8);
	KUNIT_EXPECT_EQ(test, range.direction, 2u);

	/* Bits 0 and 1 are none of the range. */
	range = u_dma_buf_range_unpack(3);
	KUNIT_EXPECT_EQ(test, range.offset, 0ULL);
	KUNIT_EXPECT_EQ(test, range.size, 0ULL);
	KUNIT_EXPECT_EQ(test, range.direction, 0u);
}

static struct kunit_case u_dma_buf_cases[] = {
	KUNIT_CASE(spec_has_defaults),
	KUNIT_CASE(spec_takes_options),
	KUNIT_CASE(spec_refuses_other_bits),
	KUNIT_CASE(spec_checks_minors),
	KUNIT_CASE(spec_checks_names),
	KUNIT_CASE(spec_parses_sizes),
	KUNIT_CASE(spec_needs_a_size),
	KUNIT_CASE(spec_takes_a_place),
	KUNIT_CASE(range_is_inside),
	KUNIT_CASE(range_does_not_wrap),
	KUNIT_CASE(range_unpacks),
	{ }
};

static struct kunit_suite u_dma_buf_suite = {
	.name = "u-dma-buf",
	.test_cases = u_dma_buf_cases,
};

kunit_test_suite(u_dma_buf_suite);

MODULE_DESCRIPTION("KUnit tests of u-dma-buf");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
