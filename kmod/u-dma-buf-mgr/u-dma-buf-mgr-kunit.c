// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * KUnit tests of the command language: what a command is, and where one ends.
 */

#include <kunit/test.h>
#include <linux/limits.h>
#include <linux/module.h>

#include "command.c"
#include "stream.c"

#define SIXTY_THREE "n23456789012345678901234567890123456789012345678901234567890123"

static int parse(const char *text, struct command *command,
		 struct command_error *error)
{
	*error = (struct command_error) {};
	return command_parse(text, strlen(text), U64_MAX, command, error);
}

static void expect_word(struct kunit *test, const struct command_word *word,
			const char *text)
{
	KUNIT_ASSERT_EQ(test, word->len, strlen(text));
	KUNIT_EXPECT_EQ(test, memcmp(word->text, text, word->len), 0);
}

static void command_is_blank(struct kunit *test)
{
	static const char * const blanks[] = { "", " ", "\t", " \t  " };
	struct command_error error;
	struct command command;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(blanks); i++) {
		KUNIT_EXPECT_EQ(test, parse(blanks[i], &command, &error), 0);
		KUNIT_EXPECT_EQ(test, (int)command.kind, (int)COMMAND_BLANK);
	}
}

static void command_creates(struct kunit *test)
{
	struct command_error error;
	struct command command;

	KUNIT_ASSERT_EQ(test, parse("create a 4096", &command, &error), 0);
	KUNIT_EXPECT_EQ(test, (int)command.kind, (int)COMMAND_CREATE);
	expect_word(test, &command.name, "a");
	expect_word(test, &command.bus, "platform");
	KUNIT_EXPECT_EQ(test, command.device.len, (size_t)0);
	KUNIT_EXPECT_EQ(test, command.size, 4096ULL);
	KUNIT_EXPECT_EQ(test, command.dma_mask_bits, 0u);
	KUNIT_EXPECT_EQ(test, (int)command.mmap_mode, (int)COMMAND_MMAP_DEFAULT);
}

static void command_takes_options(struct kunit *test)
{
	static const char all[] =
		" create\ta-b size=4096 bus=pci device=04.0 dma-mask=40 quirk-mmap-page temporary";
	struct command_error error;
	struct command command;

	KUNIT_ASSERT_EQ(test, parse(all, &command, &error), 0);
	expect_word(test, &command.name, "a-b");
	expect_word(test, &command.bus, "pci");
	expect_word(test, &command.device, "04.0");
	expect_word(test, &command.size_text, "4096");
	KUNIT_EXPECT_EQ(test, command.size, 4096ULL);
	KUNIT_EXPECT_EQ(test, command.dma_mask_bits, 40u);
	KUNIT_EXPECT_EQ(test, (int)command.mmap_mode, (int)COMMAND_MMAP_PAGE);
	expect_word(test, &command.temporary, "temporary");

	KUNIT_ASSERT_EQ(test,
			parse("create a size=1 size=2 quirk-mmap-off quirk-mmap-auto",
			      &command, &error),
			0);
	KUNIT_EXPECT_EQ(test, command.size, 2ULL);
	KUNIT_EXPECT_EQ(test, (int)command.mmap_mode, (int)COMMAND_MMAP_AUTO);
	KUNIT_EXPECT_EQ(test, command.temporary.len, (size_t)0);
}

static void command_takes_a_place(struct kunit *test)
{
	struct command_error error;
	struct command command;

	KUNIT_ASSERT_EQ(test, parse("create a 1 address=5 address=0x70000000",
				    &command, &error), 0);
	KUNIT_EXPECT_EQ(test, command.address, 0x70000000ULL);
	expect_word(test, &command.address_text, "0x70000000");
	KUNIT_EXPECT_EQ(test, command.region.len, (size_t)0);

	KUNIT_ASSERT_EQ(test, parse("create a region=image_buf@7 1", &command,
				    &error), 0);
	expect_word(test, &command.region, "image_buf@7");
	KUNIT_EXPECT_EQ(test, command.address_text.len, (size_t)0);
}

static void command_deletes(struct kunit *test)
{
	struct command_error error;
	struct command command;

	KUNIT_ASSERT_EQ(test, parse("delete " SIXTY_THREE, &command, &error), 0);
	KUNIT_EXPECT_EQ(test, (int)command.kind, (int)COMMAND_DELETE);
	expect_word(test, &command.name, SIXTY_THREE);
}

static void command_reads_numbers(struct kunit *test)
{
	static const struct {
		const char *text;
		u64 size;
	} numbers[] = {
		{ "create a 1", 1 },
		{ "create a 010", 8 },
		{ "create a 0x10", 16 },
		{ "create a 0XfF", 255 },
		{ "create a +5", 5 },
		{ "create a 0x0000000000000000000001", 1 },
		{ "create a 18446744073709551615", U64_MAX },
		{ "create a 0xffffffffffffffff", U64_MAX },
		{ "create a 01777777777777777777777", U64_MAX },
	};
	struct command_error error;
	struct command command;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		KUNIT_EXPECT_EQ_MSG(test, parse(numbers[i].text, &command, &error),
				    0, "%s", numbers[i].text);
		KUNIT_EXPECT_EQ(test, command.size, numbers[i].size);
	}
}

static void command_is_refused(struct kunit *test)
{
	static const struct {
		const char *text;
		int code;
		size_t column;
	} bad[] = {
		{ "createfoo a 1", -EINVAL, 1 },
		{ " deletes a", -EINVAL, 2 },
		{ "create", -EINVAL, 7 },
		{ "create a", -EINVAL, 9 },
		{ "create a ", -EINVAL, 9 },
		{ "create .a 1", -EINVAL, 8 },
		{ "create a/b 1", -EINVAL, 9 },
		{ "create " SIXTY_THREE "4 1", -EINVAL, 71 },
		{ "create a 0", -EINVAL, 10 },
		{ "create a -1", -EINVAL, 10 },
		{ "create a 1x", -EINVAL, 11 },
		{ "create a 08", -EINVAL, 11 },
		{ "create a 0x", -EINVAL, 11 },
		{ "create a +", -EINVAL, 11 },
		{ "create a size=", -EINVAL, 15 },
		{ "create a 1 2", -EINVAL, 12 },
		{ "create a 18446744073709551616", -EOVERFLOW, 10 },
		{ "create a 1 dma-mask=11", -EINVAL, 21 },
		{ "create a 1 dma-mask=65", -EINVAL, 21 },
		{ "create a 1 bus=usb", -EINVAL, 16 },
		{ "create a 1 bus=", -EINVAL, 16 },
		{ "create a 1 device=", -EINVAL, 19 },
		{ "create a 1 quirk-mmap-only", -EINVAL, 12 },
		{ "create a 1 address=", -EINVAL, 20 },
		{ "create a 1 region=", -EINVAL, 19 },
		{ "create a 1 region=" SIXTY_THREE "4", -EINVAL, 82 },
		{ "create a 1 region=b/c", -EINVAL, 20 },
		{ "create a 1 region=b address=0", -EINVAL, 19 },
		{ "create a 1 device=b region=b", -EINVAL, 28 },
		{ "delete", -EINVAL, 7 },
		{ "delete a b", -EINVAL, 10 },
	};
	struct command_error error;
	struct command command;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		KUNIT_EXPECT_EQ_MSG(test, parse(bad[i].text, &command, &error),
				    bad[i].code, "%s", bad[i].text);
		KUNIT_EXPECT_EQ(test, error.code, bad[i].code);
		KUNIT_EXPECT_EQ_MSG(test, error.column, bad[i].column, "%s",
				    bad[i].text);
		KUNIT_EXPECT_NOT_ERR_OR_NULL(test, error.reason);
	}
}

/* As a kernel of 32 bits has it. */
static void command_has_a_largest_size(struct kunit *test)
{
	static const char fits[] = "create a 0xffffffff";
	static const char does_not[] = "create a 0x100000000";
	struct command_error error = {};
	struct command command;

	KUNIT_EXPECT_EQ(test,
			command_parse(fits, strlen(fits), U32_MAX, &command, &error),
			0);
	KUNIT_EXPECT_EQ(test,
			command_parse(does_not, strlen(does_not), U32_MAX,
				      &command, &error),
			-EOVERFLOW);
	KUNIT_EXPECT_EQ(test, error.column, (size_t)10);
}

/* A stream that is fed in pieces of one size; counts what comes of it. */
struct fed {
	struct command_stream stream;
	unsigned int commands;
	unsigned int too_long;
	size_t last_len;
};

static void feed(struct kunit *test, struct fed *fed, const char *bytes,
		 size_t len, size_t piece)
{
	enum command_stream_event event;
	size_t taken;

	for (; len; bytes += taken, len -= taken) {
		taken = command_stream_take(&fed->stream, bytes,
					    min(len, piece), &event);
		KUNIT_ASSERT_GT(test, taken, (size_t)0);
		KUNIT_ASSERT_LE(test, taken, min(len, piece));
		if (event == COMMAND_STREAM_TOO_LONG)
			fed->too_long++;
		if (event != COMMAND_STREAM_COMMAND)
			continue;
		fed->commands++;
		fed->last_len = fed->stream.len;
		fed->stream.len = 0;
	}
}

static struct fed *new_fed(struct kunit *test)
{
	struct fed *fed = kunit_kzalloc(test, sizeof(*fed), GFP_KERNEL);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, fed);
	return fed;
}

static void stream_cuts(struct kunit *test)
{
	static const char text[] = "one\ntwo;three\0\n;last";
	size_t piece;

	for (piece = 1; piece <= sizeof(text); piece++) {
		struct fed *fed = new_fed(test);

		feed(test, fed, text, sizeof(text) - 1, piece);
		KUNIT_EXPECT_EQ(test, fed->commands, 5u);
		KUNIT_EXPECT_EQ(test, fed->too_long, 0u);
		/* Without its terminator, the last one waits. */
		KUNIT_EXPECT_EQ(test, fed->stream.len, (size_t)4);
		feed(test, fed, "!\n", 2, piece);
		KUNIT_EXPECT_EQ(test, fed->commands, 6u);
		KUNIT_EXPECT_EQ(test, fed->last_len, (size_t)5);
	}
}

static void stream_drops_what_is_too_long(struct kunit *test)
{
	char *text = kunit_kzalloc(test, 2 * COMMAND_MAX, GFP_KERNEL);
	struct fed *fed = new_fed(test);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, text);
	memset(text, 'x', 2 * COMMAND_MAX);

	feed(test, fed, text, COMMAND_MAX, 100);
	feed(test, fed, "\n", 1, 1);
	KUNIT_EXPECT_EQ(test, fed->commands, 1u);
	KUNIT_EXPECT_EQ(test, fed->last_len, (size_t)COMMAND_MAX);

	feed(test, fed, text, 2 * COMMAND_MAX, 100);
	KUNIT_EXPECT_EQ(test, fed->too_long, 1u);
	KUNIT_EXPECT_TRUE(test, fed->stream.skipping);
	feed(test, fed, "rest\nnext\n", 10, 3);
	KUNIT_EXPECT_EQ(test, fed->too_long, 1u);
	KUNIT_EXPECT_EQ(test, fed->commands, 2u);
	KUNIT_EXPECT_EQ(test, fed->last_len, (size_t)4);
}

static struct kunit_case u_dma_buf_mgr_cases[] = {
	KUNIT_CASE(command_is_blank),
	KUNIT_CASE(command_creates),
	KUNIT_CASE(command_takes_options),
	KUNIT_CASE(command_takes_a_place),
	KUNIT_CASE(command_deletes),
	KUNIT_CASE(command_reads_numbers),
	KUNIT_CASE(command_is_refused),
	KUNIT_CASE(command_has_a_largest_size),
	KUNIT_CASE(stream_cuts),
	KUNIT_CASE(stream_drops_what_is_too_long),
	{ }
};

static struct kunit_suite u_dma_buf_mgr_suite = {
	.name = "u-dma-buf-mgr",
	.test_cases = u_dma_buf_mgr_cases,
};

kunit_test_suite(u_dma_buf_mgr_suite);

MODULE_DESCRIPTION("KUnit tests of u-dma-buf-mgr");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
