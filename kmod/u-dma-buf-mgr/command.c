// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The parser of the command language:
 *
 *	create <name> <option>...
 *	delete <name>
 *
 * in words between spaces and tabs. One pass, no allocation.
 */

#include "command.h"

struct parser {
	const char *text;
	size_t len;
	size_t pos;
	/* One past the last word that was read. */
	size_t end;
	u64 size_max;
	struct command *command;
	struct command_error *error;
	/* The size that was given without "size="; 0: none yet. */
	u64 bare_size;
};

static int parser_fail(struct parser *parser, int code, const char *at,
		       const char *reason)
{
	parser->error->code = code;
	parser->error->column = (size_t)(at - parser->text) + 1;
	parser->error->reason = reason;
	return code;
}

static int parser_missing(struct parser *parser, const char *reason)
{
	return parser_fail(parser, -EINVAL, parser->text + parser->end, reason);
}

static bool is_separator(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_start(char c)
{
	return is_digit(c) || is_letter(c);
}

static bool is_name(char c)
{
	return is_name_start(c) || c == '.' || c == '_' || c == '@' ||
	       c == ':' || c == '+' || c == '-';
}

/* What a node of the device tree can have in its name. */
static bool is_region(char c)
{
	return is_name(c) || c == ',';
}

static bool next_word(struct parser *parser, struct command_word *word)
{
	while (parser->pos < parser->len &&
	       is_separator(parser->text[parser->pos]))
		parser->pos++;
	word->text = parser->text + parser->pos;
	while (parser->pos < parser->len &&
	       !is_separator(parser->text[parser->pos]))
		parser->pos++;
	word->len = (size_t)(parser->text + parser->pos - word->text);
	if (!word->len)
		return false;
	parser->end = parser->pos;
	return true;
}

static bool word_is(const struct command_word *word, const char *text)
{
	return word->len == strlen(text) && !memcmp(word->text, text, word->len);
}

/* The value of a word "key=value", where the key is this one. */
static bool word_value(const struct command_word *word, const char *key,
		       struct command_word *value)
{
	size_t len = strlen(key);

	if (word->len < len || memcmp(word->text, key, len))
		return false;
	value->text = word->text + len;
	value->len = word->len - len;
	return true;
}

static int parse_name(struct parser *parser)
{
	struct command_word name;
	size_t i;

	if (!next_word(parser, &name))
		return parser_missing(parser, "name missing");
	for (i = 0; i < name.len; i++) {
		if (i == COMMAND_NAME_MAX)
			return parser_fail(parser, -EINVAL, name.text + i,
					   "name over 63 bytes");
		if (!(i ? is_name(name.text[i]) : is_name_start(name.text[i])))
			return parser_fail(parser, -EINVAL, name.text + i,
					   "character not allowed in a name");
	}
	parser->command->name = name;
	return 0;
}

static int digit_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* Skips what stands before the digits, and says which base it means. */
static unsigned int number_base(const char **at, const char *end)
{
	const char *p = *at;

	if (end - p > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X') &&
	    digit_value(p[2]) < 16) {
		*at = p + 2;
		return 16;
	}
	return *p == '0' ? 8 : 10;
}

/* Adds a digit to a number; says whether it still fits. */
static bool number_append(u64 *value, unsigned int base, unsigned int digit)
{
	const u64 max = ~(u64)0;
	/* Constants, because 32-bit kernels have no 64-bit division. */
	u64 limit = base == 16 ? max / 16 : base == 8 ? max / 8 : max / 10;

	if (*value > limit || *value * base > max - digit)
		return false;
	*value = *value * base + digit;
	return true;
}

/* A number as kstrtoull() takes it with base 0: decimal, 0x or 0, "+" before. */
static int parse_number(struct parser *parser, const struct command_word *word,
			u64 *number)
{
	const char *end = word->text + word->len;
	const char *at = word->text;
	unsigned int base, digit;
	bool fits = true;

	if (at < end && *at == '+')
		at++;
	if (at == end)
		return parser_fail(parser, -EINVAL, end, "number missing");
	*number = 0;
	for (base = number_base(&at, end); at < end; at++) {
		digit = digit_value(*at);
		if (digit >= base)
			return parser_fail(parser, -EINVAL, at,
					   "not a digit of the number");
		fits = fits && number_append(number, base, digit);
	}
	if (!fits)
		return parser_fail(parser, -EOVERFLOW, word->text,
				   "number over 64 bits");
	return 0;
}

static int parse_size(struct parser *parser, const struct command_word *word,
		      bool bare)
{
	struct command *command = parser->command;
	u64 size;
	int ret = parse_number(parser, word, &size);

	if (ret)
		return ret;
	if (!size)
		return parser_fail(parser, -EINVAL, word->text,
				   "size must not be 0");
	if (size > parser->size_max)
		return parser_fail(parser, -EOVERFLOW, word->text,
				   "size over what this kernel can address");
	if (bare && parser->bare_size && size != parser->bare_size)
		return parser_fail(parser, -EINVAL, word->text,
				   "second size differs from the first");
	if (bare)
		parser->bare_size = size;
	command->size = size;
	command->size_text = *word;
	return 0;
}

static int parse_dma_mask(struct parser *parser,
			  const struct command_word *word)
{
	u64 bits;
	int ret = parse_number(parser, word, &bits);

	if (ret)
		return ret;
	if (bits < COMMAND_DMA_MASK_MIN || bits > COMMAND_DMA_MASK_MAX)
		return parser_fail(parser, -EINVAL, word->text,
				   "dma-mask not in 12 to 64");
	parser->command->dma_mask_bits = (unsigned int)bits;
	return 0;
}

static int parse_device(struct parser *parser, const struct command_word *word)
{
	if (!word->len)
		return parser_fail(parser, -EINVAL, word->text,
				   "device name missing");
	parser->command->device = *word;
	return 0;
}

static int parse_bus(struct parser *parser, const struct command_word *word)
{
	if (!word->len)
		return parser_fail(parser, -EINVAL, word->text,
				   "bus name missing");
	if (!word_is(word, "platform") && !word_is(word, "pci") &&
	    !word_is(word, "pcie_port") && !word_is(word, "pci_express") &&
	    !word_is(word, "amba"))
		return parser_fail(parser, -EINVAL, word->text,
				   "bus not platform, pci, pcie_port, pci_express or amba");
	parser->command->bus = *word;
	return 0;
}

static int parse_address(struct parser *parser, const struct command_word *word)
{
	int ret = parse_number(parser, word, &parser->command->address);

	if (!ret)
		parser->command->address_text = *word;
	return ret;
}

static int parse_region(struct parser *parser, const struct command_word *word)
{
	size_t i;

	if (!word->len)
		return parser_fail(parser, -EINVAL, word->text,
				   "region name missing");
	for (i = 0; i < word->len; i++) {
		if (i == COMMAND_REGION_MAX)
			return parser_fail(parser, -EINVAL, word->text + i,
					   "region name over 63 bytes");
		if (!is_region(word->text[i]))
			return parser_fail(parser, -EINVAL, word->text + i,
					   "character not allowed in a region name");
	}
	parser->command->region = *word;
	return 0;
}

static enum command_mmap_mode mmap_mode(const struct command_word *word)
{
	if (word_is(word, "quirk-mmap-off"))
		return COMMAND_MMAP_OFF;
	if (word_is(word, "quirk-mmap-on"))
		return COMMAND_MMAP_ON;
	if (word_is(word, "quirk-mmap-auto"))
		return COMMAND_MMAP_AUTO;
	if (word_is(word, "quirk-mmap-page"))
		return COMMAND_MMAP_PAGE;
	return COMMAND_MMAP_DEFAULT;
}

static int parse_option(struct parser *parser, const struct command_word *word)
{
	enum command_mmap_mode mode;
	struct command_word value;

	if (is_digit(*word->text) || *word->text == '+')
		return parse_size(parser, word, true);
	if (word_value(word, "size=", &value))
		return parse_size(parser, &value, false);
	if (word_value(word, "device=", &value))
		return parse_device(parser, &value);
	if (word_value(word, "bus=", &value))
		return parse_bus(parser, &value);
	if (word_value(word, "dma-mask=", &value))
		return parse_dma_mask(parser, &value);
	if (word_value(word, "address=", &value))
		return parse_address(parser, &value);
	if (word_value(word, "region=", &value))
		return parse_region(parser, &value);
	if (word_is(word, "temporary")) {
		parser->command->temporary = *word;
		return 0;
	}
	mode = mmap_mode(word);
	if (mode == COMMAND_MMAP_DEFAULT)
		return parser_fail(parser, -EINVAL, word->text,
				   "unknown option");
	parser->command->mmap_mode = mode;
	return 0;
}

/* A region has an address of its own, and a device its own region. */
static int check_region(struct parser *parser)
{
	const struct command *command = parser->command;

	if (!command->region.len)
		return 0;
	if (command->address_text.len)
		return parser_fail(parser, -EINVAL, command->region.text,
				   "region and address together");
	if (command->device.len)
		return parser_fail(parser, -EINVAL, command->region.text,
				   "region and device together");
	return 0;
}

static int parse_create(struct parser *parser)
{
	static const char platform[] = "platform";
	struct command *command = parser->command;
	struct command_word word;
	int ret;

	command->kind = COMMAND_CREATE;
	command->bus.text = platform;
	command->bus.len = sizeof(platform) - 1;
	ret = parse_name(parser);
	while (!ret && next_word(parser, &word))
		ret = parse_option(parser, &word);
	if (!ret && !command->size)
		ret = parser_missing(parser, "size missing");
	return ret ?: check_region(parser);
}

static int parse_delete(struct parser *parser)
{
	struct command_word word;
	int ret;

	parser->command->kind = COMMAND_DELETE;
	ret = parse_name(parser);
	if (!ret && next_word(parser, &word))
		ret = parser_fail(parser, -EINVAL, word.text,
				  "delete takes nothing but a name");
	return ret;
}

/**
 * command_parse() - parse one command
 * @text: the command without its terminator; need not end in NUL
 * @len: bytes of @text
 * @size_max: largest size of a buffer that the machine can express, bytes
 * @command: filled on success; its words point into @text. On failure its kind
 *	and name say as much as was understood
 * @error: filled on failure
 *
 * Return: 0; -EINVAL: not a command; -EOVERFLOW: a size over @size_max or a
 * number over 64 bits
 */
int command_parse(const char *text, size_t len, u64 size_max,
		  struct command *command, struct command_error *error)
{
	struct parser parser = {
		.text = text,
		.len = len,
		.size_max = size_max,
		.command = command,
		.error = error,
	};
	struct command_word verb;

	memset(command, 0, sizeof(*command));
	if (!next_word(&parser, &verb))
		return 0;
	if (word_is(&verb, "create"))
		return parse_create(&parser);
	if (word_is(&verb, "delete"))
		return parse_delete(&parser);
	return parser_fail(&parser, -EINVAL, verb.text,
			   "command not create or delete");
}
