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
	/* A size without "size=" was there already. */
	bool bare_size;
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
	struct command_word *name = &parser->command->name;
	size_t i;

	if (!next_word(parser, name))
		return parser_missing(parser, "name missing");
	for (i = 0; i < name->len; i++) {
		if (i == COMMAND_NAME_MAX)
			return parser_fail(parser, -EINVAL, name->text + i,
					   "name over 63 bytes");
		if (!(i ? is_name(name->text[i]) : is_name_start(name->text[i])))
			return parser_fail(parser, -EINVAL, name->text + i,
					   "character not allowed in a name");
	}
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
static int number_base(const char **at, const char *end)
{
	const char *p = *at;

	if (end - p > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X') &&
	    digit_value(p[2]) < 16) {
		*at = p + 2;
		return 16;
	}
	return *p == '0' ? 8 : 10;
}

/* A number as kstrtoull() takes it with base 0: decimal, 0x or 0, "+" before. */
static int parse_number(struct parser *parser, const struct command_word *word,
			u64 *number)
{
	const char *end = word->text + word->len;
	const char *at = word->text;
	bool overflow = false;
	int base, digit;
	u64 value = 0;

	if (at < end && *at == '+')
		at++;
	if (at == end)
		return parser_fail(parser, -EINVAL, end, "number missing");
	for (base = number_base(&at, end); at < end; at++) {
		digit = digit_value(*at);
		if (digit >= base)
			return parser_fail(parser, -EINVAL, at,
					   "not a digit of the number");
		/* The largest u64 has its last digit 15 in base 16, 5 in base 10. */
		if (value > (~(u64)0 >> 4) && (base == 16 || value > ~(u64)0 / 10 ||
					     base == 8))
			overflow = true;
		value = value * base + digit;
	}
	if (overflow)
		return parser_fail(parser, -EOVERFLOW, word->text,
				   "number over 64 bits");
	*number = value;
	return 0;
}
